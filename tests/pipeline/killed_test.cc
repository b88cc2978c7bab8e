// A run that is killed at any moment loses no more than the reports in flight.
#include <algorithm>
#include <chrono>
#include <random>
#include <thread>

#include "gtest/gtest.h"
#include "pipeline/run_store.h"
#include "tests/pipeline/process.h"
#include "tests/pipeline/sample_run.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int kReports = 100, kKills = 40;

// How many results the store at `out` has.
std::int64_t stored(const fs::path& out) {
  if (!RunStore::is_in(out)) return 0;
  auto database = Database::open(out / ".gouji/run.db").value();
  Statement tables(*database, "SELECT count(*) FROM sqlite_schema");
  if (!tables.row() || tables.integer(0) == 0) return 0;
  tables.reset();
  Statement count(*database, "SELECT count(*) FROM results");
  return count.row() ? count.integer(0) : -1;
}

TEST(KilledRun, GoesOnToTheSameBytes) {
  const Scratch s;
  for (int i = 0; i < kReports; ++i) {
    s.write("in/" + std::to_string(i) + ".pdf", std::to_string(i));
  }
  const fs::path in = s.path() / "in", out = s.path() / "out";
  const auto start = Clock::now();
  ASSERT_EQ(Process({GOUJI_CHEAP_INGEST, s.path() / "whole", in}).wait(), 0);
  const auto whole = std::chrono::duration<double>(Clock::now() - start);
  const std::string wanted = dataset(s.path() / "whole");

  // A quarter of a run at a time; what has come to its end begins anew, so that kills fall on every
  // part of runs, their beginnings and their datasets included.
  std::mt19937 random(1);
  std::uniform_real_distribution<double> share(0, 0.5);
  std::int64_t before = 0;
  for (int kills = 0; kills < kKills;) {
    Process run({GOUJI_CHEAP_INGEST, out, in});
    std::this_thread::sleep_for(share(random) * whole);
    run.kill(SIGKILL);
    if (run.wait() == 0) {
      EXPECT_EQ(dataset(out), wanted);
      fs::remove_all(out);
      before = 0;
      continue;
    }
    ++kills;
    const std::int64_t now = stored(out);
    EXPECT_GE(now, before) << "after kill " << kills;
    before = now;
  }
  ASSERT_EQ(Process({GOUJI_CHEAP_INGEST, out, in}).wait(), 0);
  EXPECT_EQ(dataset(out), wanted);
}

}  // namespace
}  // namespace gouji
