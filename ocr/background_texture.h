// Tells a photographed sheet of paper from a desk that is not even: cloth, stone, wood.
#pragma once

#include <opencv2/core.hpp>

namespace gouji {

// CV_8UC1, smaller than `gray` (CV_8UC1, light not yet even, at `dpi`): 255 on the sheet, which is
// the part of the picture that no grain reaches from its border. Empty where less than two of the
// picture's sides have much more grain than its paper, and where what they enclose is no sheet.
cv::Mat sheet_within_grain(const cv::Mat& gray, double dpi);

}  // namespace gouji
