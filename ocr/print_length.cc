#include "ocr/print_length.h"

#include <algorithm>
#include <vector>

#include "models/runs.h"
#include "ocr/label_reader.h"

namespace gouji {
namespace {

// Of the height of the highest line.
constexpr double kLow = 0.4;     // lower lines are points, dust, strokes apart
constexpr double kGap = 0.9;     // wider than between the characters of a line
constexpr double kNarrow = 0.3;  // dust beside a line

// From the first to the last character: of what stands together, as far as it is no dust.
int length_of_line(const cv::Mat& line, double height) {
  const auto together = runs(
      line.cols, [&](int x) { return cv::countNonZero(line.col(x)) > 0; }, kGap * height);
  int length = 0;
  for (const cv::Range& r : together) {
    if (r.size() >= kNarrow * height) length += r.size();
  }
  return length;
}

}  // namespace

double print_length(const cv::Mat& cell, double dpi) {
  const cv::Mat ink = label_ink(cell, dpi);
  if (ink.empty()) return 0;
  const auto lines = runs(ink.rows, [&](int y) { return cv::countNonZero(ink.row(y)) > 1; });
  const int height = longest(lines);
  double length = 0;
  for (const cv::Range& line : lines) {
    if (line.size() >= kLow * height) length += length_of_line(ink.rowRange(line), height);
  }
  return height > 0 ? length / height : 0;
}

}  // namespace gouji
