#include "pipeline/staged_files.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

size_t entries(const fs::path& directory) {
  return static_cast<size_t>(
      std::distance(fs::directory_iterator(directory), fs::directory_iterator()));
}

TEST(StagedFiles, ReplaceTheirPlacesOnlyWhenCommitted) {
  const Scratch s;
  s.write("out/a.csv", "old");
  auto files = StagedFiles::open(s.path() / "out", {"a.csv", "b.csv"});
  ASSERT_TRUE(files);
  const std::string large(3 << 20, 'x');
  EXPECT_TRUE(files->append(0, large));
  EXPECT_TRUE(files->append(1, "b"));
  EXPECT_EQ(contents(s.path() / "out/a.csv"), "old");
  EXPECT_TRUE(files->commit());
  EXPECT_EQ(contents(s.path() / "out/a.csv"), large);
  EXPECT_EQ(contents(s.path() / "out/b.csv"), "b");
  EXPECT_EQ(entries(s.path() / "out"), 2u);
}

TEST(StagedFiles, LeaveNoTraceUncommitted) {
  const Scratch s;
  s.write("out/a.csv", "old");
  {
    auto files = StagedFiles::open(s.path() / "out", {"a.csv", "b.csv"});
    ASSERT_TRUE(files);
    EXPECT_TRUE(files->append(0, "new"));
  }
  EXPECT_EQ(contents(s.path() / "out/a.csv"), "old");
  EXPECT_EQ(entries(s.path() / "out"), 1u);
}

TEST(StagedFiles, SayWhatCannotBeWritten) {
  const Scratch s;
  const auto file = s.write("file");
  fs::create_directories(s.path() / "taken/a.csv");
  for (const auto& directory : {file, file / "below", s.path() / "taken"}) {
    const auto files = StagedFiles::open(directory, {"a.csv"});
    ASSERT_FALSE(files) << directory;
    EXPECT_THAT(files.error(), HasSubstr("cannot write " + directory.string()));
  }
}

TEST(StagedFiles, ReportAFullDisk) {
  const Scratch s;
  fs::create_symlink("/dev/full", s.path() / ".a.csv.part");
  auto files = StagedFiles::open(s.path(), {"a.csv"});
  ASSERT_TRUE(files);
  EXPECT_TRUE(files->append(0, "short"));
  const auto result = files->commit();
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error(), HasSubstr("No space left"));
  EXPECT_FALSE(fs::exists(s.path() / "a.csv"));
}

}  // namespace
}  // namespace gouji
