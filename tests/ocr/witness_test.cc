#include "ocr/witness.h"

#include <gtest/gtest.h>

namespace gouji {
namespace {

Reading pixels(std::vector<Alternative> alternatives) {
  return {std::move(alternatives), Method::kOcr};
}

TEST(Weigh, AReaderThatIsNotSureLeavesTheTextLayerRight) {
  const Reading reading = weigh("12", kLayerErrs, pixels({{"72", 0.7}, {"12", 0.3}}));
  EXPECT_EQ(reading.text(), "12");
  EXPECT_EQ(reading.method, Method::kText);
  EXPECT_GT(reading.probability(), 0.999);
}

TEST(Weigh, AReaderThatIsSureLeavesNeitherCertain) {
  const Reading reading = weigh("12", kLayerErrs, pixels({{"72", 0.999}}));
  EXPECT_LT(reading.probability(), 0.99);
  ASSERT_EQ(reading.alternatives.size(), 2u);
}

TEST(Weigh, PixelsAreRightWhereTheFontHasBeenWrong) {
  const Reading reading = weigh("12", kSuspectErrs, pixels({{"72", 0.9998}}));
  EXPECT_EQ(reading.text(), "72");
  EXPECT_EQ(reading.method, Method::kOcr);
}

TEST(Weigh, AnEmptyCellOfATextTableWithInkIsNotCertain) {
  EXPECT_LT(weigh("", kEmptyErrs, pixels({{"5", 0.999}})).probability(), 0.99);
  EXPECT_GT(weigh("", kEmptyErrs, pixels({{"", 0.999}})).probability(), 0.999);
}

TEST(Weigh, NothingIsQuiteCertain) {
  EXPECT_EQ(weigh("12", kLayerErrs, pixels({{"12", 1}})).probability(), kMostCertain);
}

TEST(ProbabilityOf, AddsUpNotationsOfOneFigure) {
  EXPECT_DOUBLE_EQ(probability_of("1234", pixels({{"1,234", 0.5}, {"1234", 0.25}})), 0.75);
  EXPECT_DOUBLE_EQ(probability_of("", pixels({{"-", 0.5}, {"/", 0.25}, {"", 0.125}})), 0.875);
  EXPECT_DOUBLE_EQ(probability_of("?", pixels({{"?", 0.5}})), 0.5);
}

}  // namespace
}  // namespace gouji
