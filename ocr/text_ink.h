// What of a page is print: dust, grain and pieces of rules go before Tesseract sees the page.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "models/seal.h"

namespace gouji {

struct TextInk {
  cv::Mat gray;             // CV_8UC1, paper white (255) except around print
  double character = 0;     // height of its characters, pixels; 0 where there is no print
  std::vector<Seal> seals;  // that were taken away
  bool noisy = false;       // more marks than print has, even after smoothing: not worth reading
};

// `gray`: CV_8UC1, dark on light, evened and upright, without tables, at `dpi`. Print are connected
// marks as large as a character's strokes, and the smaller ones (points, commas) beside them. The
// ring of a round seal is taken away, what stands in it stays.
TextInk text_ink(const cv::Mat& gray, double dpi);

}  // namespace gouji
