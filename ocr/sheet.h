// Tells a photographed sheet of paper from what it lies on.
#pragma once

#include <opencv2/core.hpp>

namespace gouji {

// CV_8UC1 of the size of `gray` (CV_8UC1, light not yet even, at `dpi`): 255 on the sheet, without
// a narrow margin, and 0 on the desk around it. Empty where the picture shows nothing but the
// sheet: what is beside a sheet is much darker, from one millimetre to the next, all along its
// edge.
cv::Mat sheet_mask(const cv::Mat& gray, double dpi);

}  // namespace gouji
