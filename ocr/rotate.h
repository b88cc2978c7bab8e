// Turns an image by a small angle.
#pragma once

#include <opencv2/core.hpp>

namespace gouji {

// The map of pixels of a page of `size` to those of the page turned about its middle by `degrees`,
// counter-clockwise. Across and down stay at right angles; lengths change by up to the square of
// the angle's sine.
cv::Matx23d rotation(cv::Size size, double degrees);

// The part `place` of the page turned so. `gray`: CV_8UC1. Cubic interpolation, first down the
// columns, then along the rows; pixels beyond a side are as those on it. A third of the time of
// cv::warpAffine, whose weights are another for each pixel. At most 30 degrees.
cv::Mat rotated(const cv::Mat& gray, double degrees, const cv::Rect& place);

}  // namespace gouji
