#include "ocr/small_ink.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "ocr/reduce.h"

namespace gouji {
namespace {

constexpr double kWindow = 8;  // mm
constexpr int kContrast = 20;  // gray levels below the mean of the window

}  // namespace

SmallInk small_ink(const cv::Mat& gray, double dpi) {
  const int by = std::max(1, static_cast<int>(dpi / kSmallDpi));
  SmallInk out;
  out.scale = 1.0 / by;
  out.mm = dpi * out.scale / 25.4;
  const cv::Mat pixels = reduced(gray, by);
  const int window = static_cast<int>(kWindow * out.mm) | 1;
  cv::Mat paper;
  cv::boxFilter(pixels, paper, CV_8U, {window, window}, {-1, -1}, true,
                cv::BORDER_REPLICATE | cv::BORDER_ISOLATED);
  cv::compare(paper - pixels, kContrast, out.ink, cv::CMP_GE);
  return out;
}

}  // namespace gouji
