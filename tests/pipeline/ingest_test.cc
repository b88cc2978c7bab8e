#include "pipeline/ingest.h"

#include <sys/stat.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/pipeline/sample_run.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

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
  const std::string one = dataset(s.path() / "1");
  EXPECT_GT(one.size(), 1000u);
  EXPECT_EQ(dataset(s.path() / "2"), one);
  EXPECT_EQ(dataset(s.path() / "7"), one);
}

TEST(Ingest, GivesEveryFileItsFate) {
  const Scratch s;
  fill(s);
  const auto result = run({s.path() / "in"}, s.path() / "out", 2);
  ASSERT_TRUE(result) << result.error();
  EXPECT_EQ(result->summary.count(ReportStatus::kOk), 33);
  EXPECT_EQ(result->summary.count(ReportStatus::kFailed), 5);
  const std::string failed = result->summary.text();
  for (const char* line : {"crash.pdf: crashed: ", "empty.pdf: empty: ", "garbage.pdf: crashed: ",
                           "pipe.pdf: unreadable: ", "stranger.pdf: crashed: "}) {
    EXPECT_THAT(failed, HasSubstr(line));
  }
}

TEST(Ingest, CountsAFileUnderTwoInputsOnce) {
  const Scratch s;
  s.write("a/x.pdf", "same");
  s.write("b/x.pdf", "same");
  const auto result = run({s.path() / "a", s.path() / "b"}, s.path() / "out");
  ASSERT_TRUE(result);
  EXPECT_EQ(result->summary.reports(), 1);
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
    const auto result = run({c.input}, c.out);
    ASSERT_FALSE(result);
    EXPECT_THAT(result.error(), HasSubstr(c.sentence));
    EXPECT_FALSE(fs::exists(s.path() / "out"));
  }
}

TEST(Ingest, OrdersFilesOfOneNameByTheirBytesWhicheverInputComesFirst) {
  const Scratch s;
  s.write("a/x.pdf", "one");
  s.write("b/x.pdf", "two");
  ASSERT_TRUE(run({s.path() / "a", s.path() / "b"}, s.path() / "ab"));
  ASSERT_TRUE(run({s.path() / "b", s.path() / "a"}, s.path() / "ba"));
  EXPECT_EQ(dataset(s.path() / "ab"), dataset(s.path() / "ba"));
}

}  // namespace
}  // namespace gouji
