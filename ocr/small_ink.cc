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
  cv::adaptiveThreshold(reduced(gray, by), out.ink, 255, cv::ADAPTIVE_THRESH_MEAN_C,
                        cv::THRESH_BINARY_INV, static_cast<int>(kWindow * out.mm) | 1, kContrast);
  return out;
}

}  // namespace gouji
