// Dotted and dashed rules.
#pragma once

#include <opencv2/core.hpp>

namespace gouji {

// The dotted and dashed rules along the rows of `ink` (CV_8UC1, 255 is ink; `mm` pixels a
// millimetre), drawn solid. A rule is a row of at least five flat marks of one thickness on one
// line; most of them follow closely, a few farther, where a rule crosses. Strokes of characters are
// neither so many nor so even.
cv::Mat dotted_rules(const cv::Mat& ink, double mm);

}  // namespace gouji
