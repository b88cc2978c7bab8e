// A run into an OUT that another run has written to.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "pipeline/run_store.h"
#include "tests/pipeline/sample_run.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

struct MappedCell : Scratch {
  MappedCell() {
    for (const char* name : {"a", "b", "c", "d"}) write(std::string("in/") + name + ".pdf", name);
  }
  tl::expected<IngestResult, std::string> run() const {
    return gouji::run({path() / "in"}, path() / "out");
  }
  // What a run of its own would give.
  std::string fresh() const {
    EXPECT_TRUE(gouji::run({path() / "in"}, path() / "fresh"));
    return dataset(path() / "fresh");
  }
};

// How many reports the last run read itself.
std::int64_t last_read(const fs::path& out) {
  return RunStore::open(out).value().runs().back().read;
}

TEST(Resume, ReadsNothingTwice) {
  const MappedCell s;
  ASSERT_TRUE(s.run());
  const std::string before = dataset(s.path() / "out");
  const auto again = s.run();
  ASSERT_TRUE(again) << again.error();
  EXPECT_EQ(again->there, 4);
  EXPECT_EQ(last_read(s.path() / "out"), 0);
  EXPECT_EQ(dataset(s.path() / "out"), before);
}

TEST(Resume, NoticesNewChangedAndVanishedInputs) {
  const MappedCell s;
  ASSERT_TRUE(s.run());
  s.write("in/b.pdf", "B");
  s.write("in/e.pdf", "e");
  fs::remove(s.path() / "in/c.pdf");
  const auto again = s.run();
  ASSERT_TRUE(again) << again.error();
  EXPECT_EQ(again->there, 2);
  EXPECT_EQ(again->changed, 1);
  EXPECT_EQ(again->gone, 1);
  EXPECT_EQ(last_read(s.path() / "out"), 2);
  EXPECT_EQ(dataset(s.path() / "out"), s.fresh());
}

TEST(Resume, KnowsAFileUnderAnotherName) {
  const MappedCell s;
  ASSERT_TRUE(s.run());
  fs::rename(s.path() / "in/a.pdf", s.path() / "in/z.pdf");
  ASSERT_TRUE(s.run());
  EXPECT_EQ(last_read(s.path() / "out"), 0);
  EXPECT_THAT(contents(s.path() / "out/reports.csv"), HasSubstr(",z.pdf,"));
}

TEST(Resume, WritesADatasetOfTheInputsGivenNow) {
  const MappedCell s;
  s.write("other/x.pdf", "x");
  ASSERT_TRUE(s.run());
  const auto other = gouji::run({s.path() / "other"}, s.path() / "out");
  ASSERT_TRUE(other);
  EXPECT_EQ(other->summary.reports(), 1);
  EXPECT_EQ(other->gone, 4);
  ASSERT_TRUE(s.run());
  EXPECT_EQ(last_read(s.path() / "out"), 0);
}

tl::expected<IngestResult, std::string> run_as(const MappedCell& s, const WorkerCommand& worker,
                                               std::chrono::seconds timeout) {
  const auto progress = make_silent_progress();
  return ingest({.inputs = {s.path() / "in"}, .out = s.path() / "out", .timeout = timeout},
                standard_forms(), worker, *progress, [] { return true; });
}

TEST(Resume, ReadsAgainWhatWasReadWithOtherSettings) {
  const MappedCell s;
  ASSERT_TRUE(s.run());
  WorkerCommand worker = test_worker();
  worker.arguments[1] = "2019";
  ASSERT_TRUE(run_as(s, worker, std::chrono::seconds(120)));
  EXPECT_EQ(last_read(s.path() / "out"), 4);
  EXPECT_THAT(contents(s.path() / "out/reports.csv"), HasSubstr(",2019,"));
}

TEST(Resume, ReadsAgainUnderOtherLimitsOnlyWhatWentBeyondThem) {
  const MappedCell s;
  s.write("in/crash.pdf", "crash");
  ASSERT_TRUE(run_as(s, test_worker(), std::chrono::seconds(120)));
  ASSERT_TRUE(run_as(s, test_worker(), std::chrono::seconds(120)));
  EXPECT_EQ(last_read(s.path() / "out"), 0);
  ASSERT_TRUE(run_as(s, test_worker(), std::chrono::seconds(60)));
  EXPECT_EQ(last_read(s.path() / "out"), 1);
}

TEST(Resume, GoesOnAfterAStopAtAnyPoint) {
  const MappedCell s;
  const std::string wanted = s.fresh();
  for (int asks = 0; asks < 30; ++asks) {
    const auto stopped = run_stopped({s.path() / "in"}, s.path() / "out", asks);
    ASSERT_TRUE(stopped) << stopped.error();
    EXPECT_EQ(stopped->summary.reports() + stopped->unread, 4);
    ASSERT_TRUE(s.run());
    EXPECT_EQ(dataset(s.path() / "out"), wanted);
    fs::remove_all(s.path() / "out");
  }
}

TEST(Resume, IsRefusedWhileAnotherRunIsWriting) {
  const MappedCell s;
  const auto other = RunStore::open(s.path() / "out").value();
  const auto refused = s.run();
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error(), HasSubstr("is in use: gouji ingest is writing"));
}

}  // namespace
}  // namespace gouji
