// How dark the print in a table cell is, whatever the shade of its paper and the light on it.
#pragma once

#include <opencv2/core.hpp>

namespace gouji {

// Of full ink, in the lines that networks are given: what they take as 1.
inline constexpr double kFullInk = 200;

// `cell`: CV_8UC1, dark on light. How much darker than the paper around it each pixel is, gray
// levels (CV_8UC1).
cv::Mat darkness(const cv::Mat& cell);

// The darkness of full ink in what `darkness` gave, looked for away from the borders, but where a
// figure may stand at the side of a wide cell.
double ink_level(const cv::Mat& dark);

}  // namespace gouji
