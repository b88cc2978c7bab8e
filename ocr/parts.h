// The connected parts of a mask.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace gouji {

struct Part {
  cv::Rect box;
  int area = 0;                      // pixels
  std::vector<cv::Range> runs = {};  // along a row, from top to bottom
  std::vector<int> rows = {};        // of the runs
};

// The parts of `mask` (CV_8UC1, 255 or 0), neighbours at corners included. By the runs of its rows:
// on a page, where ink is thin, ten times faster than OpenCV's labelling, which looks at every
// pixel.
std::vector<Part> find_parts(const cv::Mat& mask);

// CV_8UC1 of `size`, 255 on `parts`.
cv::Mat drawn(const std::vector<Part>& parts, const cv::Size& size);

}  // namespace gouji
