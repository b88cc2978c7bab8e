// What another program (Poppler) sees in a PDF file: pixels and text.
#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "models/geometry.h"

namespace gouji {

// Every page in gray (CV_8UC1, dark on light), as displayed. Throws std::runtime_error for what is
// no PDF file.
std::vector<cv::Mat> page_images(const std::string& pdf, double dpi);

// The text layer in a box (points, page as displayed; pages count from 1), without white space.
std::string text_in(const std::string& pdf, int page, const Box& box);

}  // namespace gouji
