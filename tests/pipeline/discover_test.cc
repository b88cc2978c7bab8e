#include "pipeline/discover.h"

#include <sys/stat.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> sources(const std::vector<fs::path>& inputs) {
  const auto files = discover(inputs).value();
  std::vector<std::string> out;
  for (const InputFile& file : files) out.push_back(file.source);
  return out;
}

TEST(Discover, SearchesDirectoriesForPdfInAnyCaseSortedByBytes) {
  const Scratch s;
  for (const char* name : {"b.pdf", "a/z.PDF", "a/y.Pdf", "a-.pdf", "notes.txt", "pdf", "B.pdf",
                           "县/报告.pdf", ".hidden.pdf"}) {
    s.write(name);
  }
  EXPECT_THAT(sources({s.path()}), ElementsAre(".hidden.pdf", "B.pdf", "a-.pdf", "a/y.Pdf",
                                               "a/z.PDF", "b.pdf", "县/报告.pdf"));
}

TEST(Discover, TakesAFileByItsNameWhateverItIs) {
  const Scratch s;
  EXPECT_THAT(sources({s.write("deep/down/report.bin")}), ElementsAre("report.bin"));
}

TEST(Discover, ListsAFileOnceHoweverOftenItIsGiven) {
  const Scratch s;
  const auto file = s.write("sub/a.pdf");
  EXPECT_THAT(sources({s.path(), s.path() / "sub" / ".." / "sub", file, file}),
              ElementsAre("sub/a.pdf"));
  EXPECT_THAT(sources({file, s.path()}), ElementsAre("a.pdf"));
}

TEST(Discover, KeepsEqualSourcesOfDifferentInputs) {
  const Scratch s;
  s.write("2021/a.pdf");
  s.write("2022/a.pdf");
  EXPECT_THAT(sources({s.path() / "2021", s.path() / "2022"}), ElementsAre("a.pdf", "a.pdf"));
}

TEST(Discover, FollowsLinksButNeverInCircles) {
  const Scratch s, elsewhere;
  s.write("z/a.pdf");
  elsewhere.write("far.pdf");
  fs::create_directory_symlink(s.path(), s.path() / "z/loop");
  fs::create_directory_symlink("z", s.path() / "also-z");
  fs::create_directory_symlink(elsewhere.path(), s.path() / "far");
  fs::create_symlink("z/a.pdf", s.path() / "b.pdf");
  EXPECT_THAT(sources({s.path()}), ElementsAre("far/far.pdf", "z/a.pdf"));
}

TEST(Discover, LeavesItToTheReaderWhetherAFileCanBeRead) {
  const Scratch s;
  ASSERT_EQ(::mkfifo((s.path() / "pipe.pdf").c_str(), 0600), 0);
  fs::create_symlink("nowhere", s.path() / "broken.pdf");
  EXPECT_THAT(sources({s.path()}), ElementsAre("broken.pdf", "pipe.pdf"));
}

TEST(Discover, KeepsOddNamesToOpenAndGivesValidSources) {
  const Scratch s;
  const auto odd = s.write("say \"no\",\nor\xFF.pdf");
  const auto files = discover({s.path()}).value();
  ASSERT_EQ(files.size(), 1u);
  EXPECT_EQ(files[0].path, odd);
  EXPECT_EQ(files[0].source, "say \"no\",\nor\xEF\xBF\xBD.pdf");
}

TEST(Discover, NamesAnInputThatIsNotThere) {
  const Scratch s;
  const auto files = discover({s.write("a.pdf"), s.path() / "missing"});
  ASSERT_FALSE(files);
  EXPECT_THAT(files.error(), testing::HasSubstr("missing"));
}

TEST(Discover, FindsNothingInAnEmptyDirectory) {
  const Scratch s;
  EXPECT_THAT(sources({s.path()}), IsEmpty());
}

}  // namespace
}  // namespace gouji
