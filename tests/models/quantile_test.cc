#include "models/quantile.h"

#include <gtest/gtest.h>

namespace gouji {
namespace {

const std::vector<int> kUnsorted = {50, 10, 40, 20, 30};

TEST(Quantile, HasItsShareOfTheValuesBeforeIt) {
  EXPECT_EQ(quantile(kUnsorted, 0), 10);
  EXPECT_EQ(quantile(kUnsorted, 0.2), 20);
  EXPECT_EQ(quantile(kUnsorted, 0.85), 50);
}

TEST(Quantile, OfOneIsTheLargest) { EXPECT_EQ(quantile(kUnsorted, 1), 50); }

TEST(Quantile, OfOneValueIsThatValue) { EXPECT_EQ(quantile(std::vector{7.5}, 0.3), 7.5); }

TEST(Median, IsTheOneInTheMiddle) { EXPECT_EQ(median(kUnsorted), 30); }

TEST(Median, OfTwoIsTheLarger) { EXPECT_EQ(median(std::vector{4, 1, 3, 2}), 3); }

}  // namespace
}  // namespace gouji
