// The ink of a page at a resolution at which its layout shows and its characters do not matter.
#pragma once

#include <opencv2/core.hpp>

namespace gouji {

inline constexpr double kSmallDpi = 90;  // at least, and less than twice as much

struct SmallInk {
  cv::Mat ink;       // CV_8UC1, 255 on what is darker than its surroundings
  double scale = 1;  // a pixel of `ink` is 1 / scale pixels of the page
  double mm = 1;     // pixels of `ink`
};

// `gray`: CV_8UC1, dark on light, at `dpi`.
SmallInk small_ink(const cv::Mat& gray, double dpi);

}  // namespace gouji
