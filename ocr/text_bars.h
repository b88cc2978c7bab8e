// Lines of text as bars: their characters, closed from one to the next.
#pragma once

#include <opencv2/core.hpp>

namespace gouji {

// What of `ink` (CV_8UC1, 255 or 0; `mm` pixels a millimetre) is small enough to be a character or
// a part of one, and has `least_area` pixels.
cv::Mat character_mask(const cv::Mat& ink, double mm, int least_area = 1);

// `mask` with gaps across of up to `gap` pixels closed.
cv::Mat closed_across(const cv::Mat& mask, double gap);

}  // namespace gouji
