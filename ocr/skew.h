// Finds how far a scanned page is turned.
#pragma once

#include <opencv2/core.hpp>

namespace gouji {

// The angle, in degrees, by which the lines of a page run down to the right; 0 where nothing is on
// it. `ink`: CV_8UC1, 255 on ink, about 100 dpi. Projection profile over -5 to 5 degrees (Postl
// 1986), accurate to about 0.05 degree on a page of text or tables.
double skew_angle(const cv::Mat& ink);

}  // namespace gouji
