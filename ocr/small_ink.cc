#include "ocr/small_ink.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace gouji {
namespace {

constexpr int kWindow = 31;    // pixels, 8 mm
constexpr int kContrast = 20;  // gray levels below the mean of the window

}  // namespace

SmallInk small_ink(const cv::Mat& gray, double dpi) {
  SmallInk out;
  out.scale = std::min(1.0, kSmallDpi / dpi);
  out.mm = dpi * out.scale / 25.4;
  cv::Mat small;
  cv::resize(gray, small, {}, out.scale, out.scale, cv::INTER_AREA);
  cv::adaptiveThreshold(small, out.ink, 255, cv::ADAPTIVE_THRESH_MEAN_C, cv::THRESH_BINARY_INV,
                        kWindow, kContrast);
  return out;
}

}  // namespace gouji
