#include "extract/rule_mask.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace gouji {
namespace {

// All lengths in millimetres.
constexpr double kWindow = 6;        // of the local mean that binarises
constexpr double kContrast = 12;     // gray levels below the local mean that count as ink
constexpr double kLongAcross = 6;    // longer than any stroke; characters do not touch
constexpr double kLongDown = 4.2;    // rows may be 14 pt = 4.9 mm high
constexpr double kShort = 2.2;       // half a character
constexpr double kThickest = 1.3;    // a double rule of 3 pt is 1.06 mm

cv::Mat line_element(double length, bool across) {
  const int n = std::max(3, static_cast<int>(std::lround(length)));
  return cv::getStructuringElement(cv::MORPH_RECT, across ? cv::Size(n, 1) : cv::Size(1, n));
}

// Pieces of `ink` at least `length` long in one direction, none of them thicker than a rule. Gaps
// are not closed here: that would make rules of the lines of small print.
cv::Mat lines(const cv::Mat& ink, double length, bool across, double thickest) {
  cv::Mat level, long_pieces, thick;
  cv::dilate(ink, level, line_element(3, !across));  // a rule may step by a pixel on its way
  cv::morphologyEx(level, long_pieces, cv::MORPH_OPEN, line_element(length, across));
  cv::morphologyEx(long_pieces, thick, cv::MORPH_OPEN, line_element(thickest, !across));
  return long_pieces - thick;
}

}  // namespace

RuleMasks find_rules(const cv::Mat& gray, double dpi) {
  const double mm = dpi / 25.4;
  RuleMasks m;
  cv::Mat& ink = m.ink;
  cv::adaptiveThreshold(gray, ink, 255, cv::ADAPTIVE_THRESH_MEAN_C, cv::THRESH_BINARY_INV,
                        static_cast<int>(kWindow * mm) | 1, kContrast);
  m.across = lines(ink, kLongAcross * mm, true, kThickest * mm);
  m.down = lines(ink, kLongDown * mm, false, kThickest * mm);
  m.short_across = lines(ink, kShort * mm, true, kThickest * mm);
  m.short_down = lines(ink, kShort * mm, false, kThickest * mm);
  return m;
}

}  // namespace gouji
