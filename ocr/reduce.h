// Reduces pictures by whole numbers.
#pragma once

#include <opencv2/core.hpp>

namespace gouji {

// Each pixel the mean of `by` x `by` pixels of `pixels`; what is left over at the right and at the
// bottom is left out. Many times faster than reductions by other numbers.
cv::Mat reduced(const cv::Mat& pixels, int by);

}  // namespace gouji
