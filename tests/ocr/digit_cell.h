// Table cells for the digit reader's tests: print and what damages it, as gray images.
#pragma once

#include <opencv2/core.hpp>
#include <string>

namespace gouji {

struct CellStyle {
  std::string font = "Liberation Serif 10";  // as Pango names fonts, size in points
  double dpi = 200;
  double width = 60;   // points
  double height = 20;  // points; the text is in the middle, broken where the width ends
  int paper = 255;     // gray level
  double rule = 0;     // thickness of a rule along each side, points
};

// CV_8UC1. Throws std::runtime_error where the font is not installed.
cv::Mat print_cell(const std::string& text, const CellStyle& style = {});

// Turned about the middle by some degrees, blurred, with grain: what a bad scan does. The same
// arguments give the same image.
cv::Mat scan_cell(const cv::Mat& cell, double degrees, double blur, double noise);

}  // namespace gouji
