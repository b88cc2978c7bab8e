// Rules too light to stand out from the print beside them.
#pragma once

#include <opencv2/core.hpp>

namespace gouji {

// Whether a rule runs across all of `gray` (CV_8UC1), its middle within `off` millimetres of row
// `at`: wherever nothing is printed beside it, paper is a little darker there than above and below.
// `ink`: of the same size, 255 where dark. `mm`: pixels in a millimetre.
bool is_faint_rule(const cv::Mat& gray, const cv::Mat& ink, int at, double off, double mm);

}  // namespace gouji
