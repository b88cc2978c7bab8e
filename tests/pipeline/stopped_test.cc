// What the program does when it is told to stop.
#include <algorithm>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "pipeline/run_store.h"
#include "tests/pipeline/process.h"
#include "tests/pipeline/sample_run.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr int kSound = 30;  // reports that are read at once, before one that is read without end

// Sends `signal` when several have been read.
int stop_by(int signal, const Scratch& s) {
  for (int i = 0; i < kSound; ++i) s.write("in/" + std::to_string(i) + ".pdf", std::to_string(i));
  s.write("in/hang.pdf", "hang");
  Process run({GOUJI_CHEAP_INGEST, s.path() / "out", s.path() / "in"});
  const fs::path log = s.path() / "out/.gouji/run.db-wal";  // grows by 12 kB a report
  std::error_code error;
  while (fs::file_size(log, error) < 200'000 || error) ::usleep(1000);
  run.kill(signal);
  return run.wait();
}

TEST(StoppedRun, LeavesADatasetOfWhatIsDone) {
  for (int signal : {SIGINT, SIGTERM}) {
    const Scratch s;
    EXPECT_EQ(stop_by(signal, s), 128 + signal);
    const std::string reports = contents(s.path() / "out/reports.csv");
    EXPECT_THAT(reports, Not(HasSubstr("hang.pdf")));
    const auto runs = RunStore::open(s.path() / "out").value().runs();
    ASSERT_EQ(runs.size(), 1u);
    EXPECT_GE(runs[0].reports, 1);  // which ones depends on which worker is faster
    EXPECT_EQ(std::count(reports.begin(), reports.end(), '\n'), 1 + runs[0].reports);
    EXPECT_EQ(runs[0].reports + runs[0].unread, kSound + 1);
  }
}

}  // namespace
}  // namespace gouji
