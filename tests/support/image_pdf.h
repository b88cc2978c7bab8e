// Writes PDF files whose pages are one image each, as scanners do, with invisible text if wanted.
#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

namespace gouji {

// Words drawn in invisible mode (text rendering mode 3) over the image.
struct HiddenText {
  std::string text;      // UTF-8
  cv::Point2d from, to;  // the baseline, points from the top left corner of the image
  double size = 0;       // points
};

struct ImagePage {
  double width = 0, height = 0;  // points, before `rotate`
  cv::Size pixels;
  std::string data;  // baseline JPEG, gray, or a CCITT Group 4 stream, 1 black
  bool group4 = false;
  int rotate = 0;  // the page's /Rotate: 0, 90, 180 or 270 clockwise
  std::vector<HiddenText> hidden;
};

// The same pages give the same bytes.
std::string write_image_pdf(const std::vector<ImagePage>& pages);

}  // namespace gouji
