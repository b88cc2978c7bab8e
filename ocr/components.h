// Connected components of a mask.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace gouji {

struct Component {
  cv::Rect box;
  int area = 0;                      // pixels
  std::vector<cv::Range> runs = {};  // along a row, from top to bottom
  std::vector<int> rows = {};        // of the runs
};

// Those of `mask` (CV_8UC1, 255 or 0), in 8-connectivity, by their first pixel. By the runs of its
// rows: on a page, where ink is thin, ten times faster than OpenCV's labelling, which looks at
// every pixel.
std::vector<Component> connected_components(const cv::Mat& mask);

// CV_8UC1 of `size`, 255 on `components`.
cv::Mat mask_of(const std::vector<Component>& components, const cv::Size& size);

}  // namespace gouji
