#include "models/runs.h"

#include <gmock/gmock.h>

#include <string>

namespace gouji {
namespace {

std::vector<cv::Range> runs_of(const std::string& s, double gap = 0) {
  return runs(
      static_cast<int>(s.size()), [&](int i) { return s[i] == '#'; }, gap);
}

TEST(Runs, AreStretchesInOrder) {
  EXPECT_THAT(runs_of("##..#"), testing::ElementsAre(cv::Range(0, 2), cv::Range(4, 5)));
  EXPECT_THAT(runs_of("...."), testing::IsEmpty());
}

TEST(Runs, SmallGapsAreWithinThem) {
  EXPECT_THAT(runs_of("#.#..#", 1), testing::ElementsAre(cv::Range(0, 3), cv::Range(5, 6)));
}

TEST(Runs, ArePartsOfOneAsLongAsTheyAreNotTooLongTogether) {
  EXPECT_THAT(joined(runs_of("#.##...#"), 4),
              testing::ElementsAre(cv::Range(0, 4), cv::Range(7, 8)));
}

TEST(Runs, TheLongestOfNoneIsNothing) {
  EXPECT_EQ(longest({}), 0);
  EXPECT_EQ(longest(runs_of("#..###")), 3);
}

}  // namespace
}  // namespace gouji
