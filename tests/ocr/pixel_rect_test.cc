#include "ocr/pixel_rect.h"

#include <gtest/gtest.h>

#include <limits>

namespace gouji {
namespace {

TEST(PixelRect, IsTheBoxWithinTheImage) {
  const double inf = std::numeric_limits<double>::infinity(),
               nan = std::numeric_limits<double>::quiet_NaN();
  const cv::Rect all(0, 0, 100, 50);
  const struct {
    Box box;
    cv::Rect rect;
  } kCases[] = {
      {{10, 20, 30, 40}, {10, 20, 20, 20}},
      {{9.6, 20.4, 30.4, 39.5}, {10, 20, 20, 20}},
      {{-5, -5, 20, 20}, {0, 0, 20, 20}},
      {{90, 40, 120, 70}, {90, 40, 10, 10}},
      {{200, 10, 300, 20}, {}},
      {{30, 10, 20, 20}, {}},
      {{10, 10, 10.2, 20}, {}},
      {{-1e300, -1e300, 1e300, 1e300}, all},
      {{-inf, -inf, inf, inf}, all},
      {{nan, 0, 10, 10}, {}},
      {{0, 0, 10, nan}, {}},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(pixel_rect(c.box, all.size()), c.rect) << c.box.x0 << ' ' << c.box.y1;
  }
}

}  // namespace
}  // namespace gouji
