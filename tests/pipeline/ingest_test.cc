#include "pipeline/ingest.h"

#include <sys/stat.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/pipeline/sample_report.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

tl::expected<RunSummary, IngestError> run(const std::vector<fs::path>& inputs, const fs::path& out,
                                          int jobs = 1, bool go_on = true) {
  const auto progress = make_silent_progress();
  const WorkerCommand worker{{GOUJI_UNRULY_WORKER, "2021", GOUJI_DATA_DIRECTORY "/forms"}, 0};
  return ingest({.inputs = inputs, .out = out, .jobs = jobs}, test_forms(), worker, *progress,
                [=] { return go_on; });
}

std::string text(const fs::path& directory) {
  std::string out;
  for (const char* file : {"reports.csv", "cells.csv", "checks.csv", "narrative.csv", "wide.csv",
                           "datapackage.json"}) {
    out += contents(directory / file);
  }
  return out;
}

// Reports of every fate.
void fill(const Scratch& s) {
  s.write("in/empty.pdf", "");
  for (int i = 0; i < 30; ++i) s.write("in/" + std::to_string(i) + ".pdf", std::to_string(i));
  for (const char* name : {"crash", "garbage", "leave", "stranger", "sub/copy"}) {
    s.write(std::string("in/") + name + ".pdf", name);
  }
  s.write("in/again.pdf", "sub/copy");
  ASSERT_EQ(::mkfifo((s.path() / "in/pipe.pdf").c_str(), 0600), 0);
}

TEST(Ingest, WritesTheSameBytesWhateverTheNumberOfJobs) {
  const Scratch s;
  fill(s);
  for (int jobs : {1, 2, 7}) {
    ASSERT_TRUE(run({s.path() / "in"}, s.path() / std::to_string(jobs), jobs));
  }
  const std::string one = text(s.path() / "1");
  EXPECT_GT(one.size(), 1000u);
  EXPECT_EQ(text(s.path() / "2"), one);
  EXPECT_EQ(text(s.path() / "7"), one);
}

TEST(Ingest, GivesEveryFileItsFate) {
  const Scratch s;
  fill(s);
  const auto summary = run({s.path() / "in"}, s.path() / "out", 2);
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->count(ReportStatus::kOk), 33);
  EXPECT_EQ(summary->count(ReportStatus::kFailed), 5);
  const std::string failed = summary->text();
  for (const char* line : {"crash.pdf: crashed: ", "empty.pdf: empty: ", "garbage.pdf: crashed: ",
                           "pipe.pdf: unreadable: ", "stranger.pdf: crashed: "}) {
    EXPECT_THAT(failed, HasSubstr(line));
  }
}

TEST(Ingest, CountsAFileUnderTwoInputsOnce) {
  const Scratch s;
  s.write("a/x.pdf", "same");
  s.write("b/x.pdf", "same");
  const auto summary = run({s.path() / "a", s.path() / "b"}, s.path() / "out");
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->reports(), 1);
}

TEST(Ingest, RefusesInputsAndOutputsItCannotUse) {
  const Scratch s;
  const auto file = s.write("in/a.pdf");
  fs::create_directory(s.path() / "bare");
  const struct {
    fs::path input, out;
    std::string sentence;
  } cases[] = {
      {s.path() / "missing", s.path() / "out", "cannot be found"},
      {s.path() / "bare", s.path() / "out", "no PDF files"},
      {s.path() / "in", file, "cannot write"},
  };
  for (const auto& c : cases) {
    const auto summary = run({c.input}, c.out);
    ASSERT_FALSE(summary);
    EXPECT_FALSE(summary.error().interrupted);
    EXPECT_THAT(summary.error().message, HasSubstr(c.sentence));
    EXPECT_FALSE(fs::exists(s.path() / "out"));
  }
}

TEST(Ingest, LeavesTheLastDatasetAloneWhenInterrupted) {
  const Scratch s;
  s.write("in/a.pdf");
  ASSERT_TRUE(run({s.path() / "in"}, s.path() / "out"));
  const std::string before = text(s.path() / "out");
  s.write("in/b.pdf");
  const auto summary = run({s.path() / "in"}, s.path() / "out", 1, false);
  ASSERT_FALSE(summary);
  EXPECT_TRUE(summary.error().interrupted);
  EXPECT_EQ(text(s.path() / "out"), before);
}

}  // namespace
}  // namespace gouji
