// Straightens an image whose rows and columns slope.
#pragma once

#include <opencv2/core.hpp>

namespace gouji {

// How far what should run across goes down for each pixel to the right, and what should run down
// goes to the right for each pixel down. Of a page that only lies askew they are opposite.
struct Slopes {
  double rows = 0, columns = 0;
};

// The map of pixels of a page of `size` to those of the straightened page, about its middle.
// Lengths along rows and columns change by up to the product of the slopes.
cv::Matx23d shear_map(cv::Size size, const Slopes& slopes);

// The part `place` of the straightened page. `gray`: CV_8UC1. Cubic interpolation, first down the
// columns, then along the rows; pixels beyond a side are as those on it. A third of the time of
// cv::warpAffine, whose weights are another for each pixel. Slopes of at most 0.5.
cv::Mat sheared(const cv::Mat& gray, const Slopes& slopes, const cv::Rect& place);

}  // namespace gouji
