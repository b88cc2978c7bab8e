// Gray again from black and white dots.
#pragma once

#include <opencv2/core.hpp>

namespace gouji {

// Smooths a page that was made black and white by strewing dots, as scanners do for pictures, so
// that print is dark on light paper. `gray`: CV_8UC1, at its own resolution; another page stays as
// it is.
void descreen(cv::Mat& gray);

}  // namespace gouji
