#include "models/page.h"

namespace gouji {

Box Page::in_points(const Box& p) const {
  Box out{1e30, 1e30, -1e30, -1e30};
  for (double x : {p.x0, p.x1}) {
    for (double y : {p.y0, p.y1}) {
      const cv::Matx21d q = to_points * cv::Matx31d(x, y, 1);
      out = {std::min(out.x0, q(0)), std::min(out.y0, q(1)), std::max(out.x1, q(0)),
             std::max(out.y1, q(1))};
    }
  }
  return out;
}

cv::Point2d Page::in_pixels(double x, double y) const {
  const cv::Matx22d a(to_points(0, 0), to_points(0, 1), to_points(1, 0), to_points(1, 1));
  const cv::Matx21d q = a.inv() * cv::Matx21d(x - to_points(0, 2), y - to_points(1, 2));
  return {q(0), q(1)};
}

}  // namespace gouji
