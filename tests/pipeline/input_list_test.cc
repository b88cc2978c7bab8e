#include "pipeline/input_list.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "pipeline/run_store.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class InputLists : public testing::Test {
 protected:
  std::vector<std::string> to_read() {
    std::vector<std::string> out;
    for (auto input = list.next_to_read({}); input; input = list.next_to_read(input)) {
      out.push_back(input->source);
    }
    return out;
  }

  Scratch scratch;
  RunStore store = RunStore::open(scratch.path()).value();
  InputList& list = store.inputs();
};

TEST_F(InputLists, KeepTheBestOfSeveralWaysToAFile) {
  const InputFile best{"/a", 1, false, "/a", "a.pdf", {}};
  const InputFile worse[] = {{"/a", 2, false, "/a", "2.pdf", {}},
                             {"/a", 1, true, "/a", "link.pdf", {}},
                             {"/a", 1, false, "/b", "z.pdf", {}}};
  int run = 0;
  for (const InputFile& other : worse) {
    list.add(++run, best);
    list.add(run, other);
    EXPECT_THAT(to_read(), ElementsAre("a.pdf"));
    list.add(++run, other);
    list.add(run, best);
    EXPECT_THAT(to_read(), ElementsAre("a.pdf"));
  }
}

TEST_F(InputLists, RememberWhatAnEarlierRunSaw) {
  const InputFile file{"/a", 1, false, "/a", "a.pdf", {}};
  list.add(1, file);
  list.settle(*list.next({}), "5a");
  EXPECT_THAT(to_read(), IsEmpty());
  list.add(2, file);
  EXPECT_EQ(list.drop_all_but(2), 0);
  ASSERT_TRUE(list.next_to_read({}));
  EXPECT_EQ(list.next_to_read({})->sha256, "5a");
}

TEST_F(InputLists, DropWhatIsGone) {
  list.add(1, {"/a", 1, false, "/a", "a.pdf", {}});
  list.add(1, {"/b", 1, false, "/b", "b.pdf", {}});
  list.add(2, {"/b", 1, false, "/b", "b.pdf", {}});
  EXPECT_EQ(list.drop_all_but(2), 1);
  EXPECT_THAT(to_read(), ElementsAre("b.pdf"));
}

TEST_F(InputLists, HaveNothingToReadOfADirectoryThatCannotBeListed) {
  list.add(1, {"/d", 1, false, "/d", "d", {ErrorCode::kUnreadable, "Look."}});
  EXPECT_THAT(to_read(), IsEmpty());
  EXPECT_EQ(list.count().all, 1);
}

}  // namespace
}  // namespace gouji
