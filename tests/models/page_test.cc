#include "models/page.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace gouji {
namespace {

// A page at `dpi` whose picture was turned by `degrees` about its top left corner.
Page page_at(double dpi, double degrees) {
  const double k = 72 / dpi, a = degrees * std::numbers::pi / 180;
  Page page;
  page.dpi = dpi;
  page.to_points = {k * std::cos(a), -k * std::sin(a), 3, k * std::sin(a), k * std::cos(a), 5};
  return page;
}

TEST(Page, PixelsBecomePointsByTheResolution) {
  Page page;
  page.to_points = {72 / 200.0, 0, 0, 0, 72 / 200.0, 0};
  const Box points = page.in_points({100, 200, 300, 250});
  EXPECT_DOUBLE_EQ(points.x0, 36);
  EXPECT_DOUBLE_EQ(points.y0, 72);
  EXPECT_DOUBLE_EQ(points.x1, 108);
  EXPECT_DOUBLE_EQ(points.y1, 90);
}

TEST(Page, InPixelsUndoesInPoints) {
  for (double degrees : {0.0, 0.7, -3.0, 90.0}) {
    const Page page = page_at(200, degrees);
    const Box points = page.in_points({400, 300, 400, 300});
    const cv::Point2d pixel = page.in_pixels(points.x0, points.y0);
    EXPECT_NEAR(pixel.x, 400, 1e-6) << degrees;
    EXPECT_NEAR(pixel.y, 300, 1e-6) << degrees;
  }
}

TEST(Page, TheBoxOfATurnedBoxHoldsItsCorners) {
  const Page page = page_at(144, 30);
  const Box points = page.in_points({0, 0, 200, 100});
  EXPECT_NEAR(points.width(), 100 * std::cos(std::numbers::pi / 6) + 50 * 0.5, 1e-9);
  EXPECT_NEAR(points.height(), 100 * 0.5 + 50 * std::cos(std::numbers::pi / 6), 1e-9);
}

TEST(Box, UnitesAndIntersects) {
  const Box a{0, 0, 10, 10}, b{5, 8, 20, 12}, apart{30, 30, 40, 40}, nothing;
  EXPECT_EQ(unite(a, b).x1, 20);
  EXPECT_EQ(unite(a, b).y1, 12);
  EXPECT_EQ(unite(a, nothing).x1, 10);
  EXPECT_EQ(unite(nothing, b).x0, 5);
  EXPECT_EQ(intersect(a, b).width(), 5);
  EXPECT_EQ(intersect(a, b).height(), 2);
  EXPECT_TRUE(intersect(a, apart).empty());
}

}  // namespace
}  // namespace gouji
