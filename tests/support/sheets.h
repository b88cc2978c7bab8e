// Printed pages as gray images, for what works on pixels.
#pragma once

#include <opencv2/core.hpp>

#include "models/page.h"

namespace gouji {

// Pages of the sample report at `dpi`.
struct Sheets {
  cv::Mat text, tables;
};
Sheets printed_sheets(double dpi);

// The image turned about its middle, by degrees clockwise, on white.
cv::Mat turned(const cv::Mat& image, double clockwise);

// A page that shows a copy of `gray` at `dpi`.
Page page_of(const cv::Mat& gray, double dpi);

}  // namespace gouji
