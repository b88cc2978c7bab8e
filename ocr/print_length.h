// How much is printed in a cell, told without reading it.
#pragma once

#include <opencv2/core.hpp>

namespace gouji {

// The length of the lines in `cell` (CV_8UC1, dark on light, a cell's interior at `dpi`), all
// together, in heights of a line: of Chinese text about 1.1 times its number of characters. 0 where
// nothing is printed.
double print_length(const cv::Mat& cell, double dpi);

}  // namespace gouji
