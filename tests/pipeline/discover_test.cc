#include "pipeline/discover.h"

#include <sys/stat.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "pipeline/run_store.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

// What a run would read, in its order.
std::vector<Input> listed(const std::vector<fs::path>& inputs) {
  const Scratch s;
  RunStore store = RunStore::open(s.path()).value();
  InputList& list = store.inputs();
  EXPECT_TRUE(discover(inputs, [&](const InputFile& file) {
    list.add(1, file);
    return true;
  }));
  std::vector<Input> out;
  for (auto input = list.next({}); input; input = list.next(input)) out.push_back(*input);
  EXPECT_TRUE(store.sync());
  return out;
}

std::vector<std::string> sources(const std::vector<fs::path>& inputs) {
  std::vector<std::string> out;
  for (const Input& input : listed(inputs)) out.push_back(input.source);
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
  const auto files = listed({s.path()});
  ASSERT_EQ(files.size(), 1u);
  EXPECT_EQ(files[0].path, odd);
  EXPECT_EQ(files[0].source, "say \"no\",\nor\xEF\xBF\xBD.pdf");
}

TEST(Discover, NamesAnInputThatIsNotThere) {
  const Scratch s;
  int found = 0;
  const auto end = discover({s.write("a.pdf"), s.path() / "missing"}, [&](const InputFile&) {
    ++found;
    return true;
  });
  ASSERT_FALSE(end);
  EXPECT_THAT(end.error(), testing::HasSubstr("missing"));
  EXPECT_EQ(found, 0);
}

TEST(Discover, StopsWhenItIsTold) {
  const Scratch s;
  for (const char* name : {"a.pdf", "b.pdf", "c/d.pdf"}) s.write(name);
  int found = 0;
  EXPECT_TRUE(discover({s.path(), s.path()}, [&](const InputFile&) { return ++found < 2; }));
  EXPECT_EQ(found, 2);
}

TEST(Discover, FindsNothingInAnEmptyDirectory) {
  const Scratch s;
  EXPECT_THAT(sources({s.path()}), IsEmpty());
}

}  // namespace
}  // namespace gouji
