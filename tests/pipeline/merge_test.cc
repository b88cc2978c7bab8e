#include "pipeline/merge.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/pipeline/sample_run.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr int kParts = 3;

void fill(const Scratch& s) {
  for (int i = 0; i < 20; ++i) {
    s.write("in/" + std::to_string(i) + ".pdf", std::to_string(i));
  }
  s.write("in/sub/5.pdf", "5");
  s.write("in/empty.pdf", "");
  s.write("in/crash.pdf", "crash");
  fs::create_symlink("nowhere", s.path() / "in/broken.pdf");
}

std::vector<fs::path> run_parts(const Scratch& s) {
  std::vector<fs::path> out;
  for (int i = 1; i <= kParts; ++i) {
    out.push_back(s.path() / ("part" + std::to_string(i)));
    EXPECT_TRUE(run({s.path() / "in"}, out.back(), 1, {i, kParts}));
  }
  return out;
}

tl::expected<RunSummary, std::string> merge(const Scratch& s, const std::vector<fs::path>& parts) {
  return gouji::merge(parts, s.path() / "merged", standard_forms(), test_worker());
}

TEST(Merge, GivesTheBytesOfOneRun) {
  const Scratch s;
  fill(s);
  auto parts = run_parts(s);
  std::swap(parts[0], parts[2]);
  const auto summary = merge(s, parts);
  ASSERT_TRUE(summary) << summary.error();
  EXPECT_EQ(summary->reports(), 24);
  EXPECT_EQ(summary->count(ReportStatus::kFailed), 3);
  ASSERT_TRUE(run({s.path() / "in"}, s.path() / "one"));
  EXPECT_EQ(dataset(s.path() / "merged"), dataset(s.path() / "one"));
}

TEST(Merge, MayBeDoneAgainWhenAPartWasReadAgain) {
  const Scratch s;
  fill(s);
  const auto parts = run_parts(s);
  ASSERT_TRUE(merge(s, parts));
  const std::string before = dataset(s.path() / "merged");
  fs::remove(s.path() / "in/7.pdf");
  run_parts(s);
  ASSERT_TRUE(merge(s, parts));
  ASSERT_TRUE(run({s.path() / "in"}, s.path() / "one"));
  EXPECT_NE(dataset(s.path() / "merged"), before);
  EXPECT_EQ(dataset(s.path() / "merged"), dataset(s.path() / "one"));
}

TEST(Merge, LeavesAStoreThatOneRunGoesOnFrom) {
  const Scratch s;
  fill(s);
  ASSERT_TRUE(merge(s, run_parts(s)));
  const auto result = run({s.path() / "in"}, s.path() / "merged");
  ASSERT_TRUE(result) << result.error();
  EXPECT_EQ(result->there, 22);  // but for the empty file and the broken link, which cost nothing
}

TEST(Merge, RefusesWhatIsNotTheWhole) {
  const Scratch s;
  fill(s);
  const auto parts = run_parts(s);
  const auto other = s.path() / "other";
  ASSERT_TRUE(run({s.path() / "in"}, other, 1, {1, 4}));
  const auto stopped = s.path() / "stopped";
  ASSERT_TRUE(run_stopped({s.path() / "in"}, stopped, 0));
  const struct {
    std::vector<fs::path> parts;
    const char* sentence;
  } cases[] = {
      {{parts[0], parts[2]}, "part 2 of 3 is missing"},
      {{parts[0], parts[1], parts[1]}, "part 2 is there twice"},
      {{parts[0], parts[1], other}, "it is one of 4 parts, the first is one of 3"},
      {{stopped}, "has not come to its end"},
      {{parts[0], s.path() / "in"}, "has not written there"},
  };
  for (const auto& c : cases) {
    const auto summary = merge(s, c.parts);
    ASSERT_FALSE(summary) << c.sentence;
    EXPECT_THAT(summary.error(), HasSubstr(c.sentence));
    EXPECT_FALSE(fs::exists(s.path() / "merged"));
  }
}

TEST(Merge, RefusesPartsThatSawDifferentInputs) {
  const Scratch s;
  fill(s);
  auto parts = run_parts(s);
  s.write("in/new.pdf", "new");
  ASSERT_TRUE(run({s.path() / "in"}, parts[0], 1, {1, kParts}));
  const auto summary = merge(s, parts);
  ASSERT_FALSE(summary);
  EXPECT_THAT(summary.error(), HasSubstr("found 24 inputs, that of the first 25"));
}

TEST(Merge, RefusesAFileThatMovedBetweenParts) {
  const Scratch s;
  fill(s);
  const auto file = s.path() / "in/7.pdf";
  const int home = shard_of(file, "7.pdf", kParts);
  const auto parts = run_parts(s);
  for (int i = 0; shard_of(file, "7.pdf", kParts) == home; ++i) {
    s.write("in/7.pdf", "changed" + std::to_string(i));
  }
  ASSERT_TRUE(run({s.path() / "in"}, parts[static_cast<size_t>(home - 1)], 1, {home, kParts}));
  const auto summary = merge(s, parts);
  ASSERT_FALSE(summary);
  EXPECT_THAT(summary.error(), HasSubstr("the parts hold 23 inputs, but each run found 24"));
}

TEST(Merge, RefusesAnotherProgramAndItsOwnOutput) {
  const Scratch s;
  fill(s);
  const auto parts = run_parts(s);
  WorkerCommand other = test_worker();
  other.arguments[0] = GOUJI_CHEAP_INGEST;
  const auto strange = gouji::merge(parts, s.path() / "merged", standard_forms(), other);
  ASSERT_FALSE(strange);
  EXPECT_THAT(strange.error(), HasSubstr("another build of gouji"));
  const auto onto_itself = gouji::merge(parts, parts[1], standard_forms(), test_worker());
  ASSERT_FALSE(onto_itself);
  EXPECT_THAT(onto_itself.error(), HasSubstr("it is the --out directory"));
}

}  // namespace
}  // namespace gouji
