// Round seals, as they lie on a page.
#pragma once

#include <opencv2/core.hpp>

namespace gouji {

struct Seal {
  cv::Point2d centre;  // pixels
  double radius = 0;   // pixels, to the middle of the ring's stroke
};

}  // namespace gouji
