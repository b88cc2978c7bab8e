#include "ocr/reduce.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace gouji {

cv::Mat reduced(const cv::Mat& pixels, int by) {
  by = std::clamp(by, 1, std::max(1, std::min(pixels.cols, pixels.rows)));
  const cv::Size size(pixels.cols / by, pixels.rows / by);
  cv::Mat out;
  cv::resize(pixels(cv::Rect(0, 0, size.width * by, size.height * by)), out, size, 0, 0,
             cv::INTER_AREA);
  return out;
}

}  // namespace gouji
