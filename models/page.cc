#include "models/page.h"

#include <algorithm>

namespace gouji {
namespace {

constexpr int kRounds = 12;  // of the search for a pixel; a map moves neighbours nearly alike

// Where the pixel (x, y) lay. Beyond the outermost nodes the map goes on as it is between
// the last two.
cv::Point2d before_dewarping(const cv::Mat& dewarp_map, double x, double y) {
  if (dewarp_map.empty()) return {x, y};
  x /= Page::kDewarpStep;
  y /= Page::kDewarpStep;
  const int i = std::clamp(static_cast<int>(x), 0, dewarp_map.cols - 2);
  const int j = std::clamp(static_cast<int>(y), 0, dewarp_map.rows - 2);
  const double u = x - i, v = y - j;
  const auto at = [&](int c, int r) { return cv::Point2d(dewarp_map.at<cv::Point2f>(r, c)); };
  return (1 - v) * ((1 - u) * at(i, j) + u * at(i + 1, j)) +
         v * ((1 - u) * at(i, j + 1) + u * at(i + 1, j + 1));
}

}  // namespace

Box Page::in_points(const Box& p) const {
  Box out{1e30, 1e30, -1e30, -1e30};
  for (double x : {p.x0, p.x1}) {
    for (double y : {p.y0, p.y1}) {
      const cv::Point2d lay = before_dewarping(dewarp_map, x, y);
      const cv::Matx21d q = to_points * cv::Matx31d(lay.x, lay.y, 1);
      out = {std::min(out.x0, q(0)), std::min(out.y0, q(1)), std::max(out.x1, q(0)),
             std::max(out.y1, q(1))};
    }
  }
  return out;
}

cv::Point2d Page::in_pixels(double x, double y) const {
  const cv::Matx22d a(to_points(0, 0), to_points(0, 1), to_points(1, 0), to_points(1, 1));
  const cv::Matx21d q = a.inv() * cv::Matx21d(x - to_points(0, 2), y - to_points(1, 2));
  cv::Point2d pixel(q(0), q(1));
  if (dewarp_map.empty()) return pixel;
  for (int i = 0; i < kRounds; ++i) {
    pixel += cv::Point2d(q(0), q(1)) - before_dewarping(dewarp_map, pixel.x, pixel.y);
  }
  return pixel;
}

}  // namespace gouji
