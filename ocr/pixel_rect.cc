#include "ocr/pixel_rect.h"

#include <algorithm>
#include <cmath>

namespace gouji {

cv::Rect pixel_rect(const Box& b, cv::Size size) {
  if (!(b.x0 <= b.x1 && b.y0 <= b.y1)) return {};
  const auto within = [](double at, int end) {
    return static_cast<int>(std::lround(std::clamp(at, 0.0, static_cast<double>(end))));
  };
  const cv::Rect rect(cv::Point(within(b.x0, size.width), within(b.y0, size.height)),
                      cv::Point(within(b.x1, size.width), within(b.y1, size.height)));
  return rect.empty() ? cv::Rect{} : rect;
}

Box widened(const Box& b, double by) { return {b.x0 - by, b.y0 - by, b.x1 + by, b.y1 + by}; }

}  // namespace gouji
