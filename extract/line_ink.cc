#include "extract/line_ink.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace gouji {
namespace {

// Millimetres.
constexpr double kHalfRule = 0.35;                    // of a crossing rule
constexpr double kTouching = 0.2;                     // from a mark to the crossing rule it ends on
constexpr double kLeastMark = 0.8;                    // of one that does
constexpr double kDotGap = 1.1;                       // in dotted and dashed rules
constexpr double kLongerThanFigures = 3.8;            // those of 14 pt are 3.5 high
constexpr double kBesideFrom = 0.6, kBesideTo = 1.1;  // beside a rule of 1.5 pt and its blur
// Shares of the line.
constexpr double kSolid = 0.85;
constexpr double kDotted = 0.3;
constexpr double kTraced = 0.35;
constexpr double kCrowded = 0.15;  // of the covered part
constexpr int kLeastDots = 5;      // strokes of a character in line are fewer, or not clean
constexpr int kFewDots = 3;        // figures in line are fewer, or not clean

// Rows in which anything is dark between two columns of the strip.
cv::Mat rows_dark(const cv::Mat& strip, double from, double to) {
  const int a = std::clamp(static_cast<int>(std::lround(from)), 0, strip.cols);
  const int b = std::clamp(static_cast<int>(std::lround(to)) + 1, a, strip.cols);
  cv::Mat flat = cv::Mat::zeros(strip.rows, 1, CV_8UC1);
  if (a < b) cv::reduce(strip.colRange(a, b), flat, 1, cv::REDUCE_MAX);
  return flat;
}

}  // namespace

LineInk line_ink(const cv::Mat& ink, int x, double from, double to, double mm) {
  LineInk out;
  const int a = std::max(0, static_cast<int>(std::lround(from + kHalfRule * mm)));
  const int b = std::min(ink.rows, static_cast<int>(std::lround(to - kHalfRule * mm)));
  if (b <= a || x < 0 || x >= ink.cols) return out;
  const cv::Mat strip = ink.rowRange(a, b);
  const cv::Mat on = rows_dark(strip, x - 1, x + 1);
  int longest = 0, gap = 0, covered = 0;
  for (int i = 0, start = 0; i <= on.rows; ++i) {
    if (i < on.rows && on.data[i] == on.data[start]) continue;
    const int run = i - start;
    if (on.data[start]) {
      covered += run;
      longest = std::max(longest, run);
      ++out.marks;
      const bool long_enough = run >= kLeastMark * mm;
      out.joined += long_enough && start <= kTouching * mm;
      out.joined += long_enough && on.rows - i <= kTouching * mm;
    } else {
      gap = std::max(gap, run);
    }
    start = i;
  }
  out.length = on.rows / mm;
  out.covered = covered / mm;
  out.mark = longest / mm;
  out.gap = gap / mm;
  if (covered == 0) return out;
  for (const int side : {-1, 1}) {
    const double near = x + side * kBesideFrom * mm, far = x + side * kBesideTo * mm;
    const cv::Mat beside = rows_dark(strip, std::min(near, far), std::max(near, far));
    out.crowd = std::max(out.crowd, cv::countNonZero(beside & on) / static_cast<double>(covered));
  }
  return out;
}

bool is_rule(const LineInk& line) {
  if (line.crowd >= kCrowded || line.length <= 0) return false;
  if (line.covered >= kSolid * line.length) return true;
  return line.marks >= kLeastDots && line.gap <= kDotGap && line.covered >= kDotted * line.length;
}

bool is_trace(const LineInk& line) {
  return line.crowd < kCrowded && line.covered >= kTraced * line.length;
}

int signs(const LineInk& line) {
  return line.joined + (line.mark >= kLongerThanFigures) + (line.marks >= kFewDots);
}

}  // namespace gouji
