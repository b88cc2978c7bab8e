#include "extract/rule_mask.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <opencv2/imgproc.hpp>

#include "extract/dotted_rules.h"

namespace gouji {
namespace {

// All lengths in millimetres.
constexpr double kWindow = 6;      // of the local mean that binarises
constexpr double kContrast = 12;   // gray levels below the local mean that count as ink
constexpr double kLongAcross = 6;  // longer than any stroke; characters do not touch
constexpr double kLongDown = 4.2;  // rows may be 14 pt = 4.9 mm high
constexpr double kShort = 2.2;     // half a character
constexpr double kThickest = 1.5;  // a double rule of 3 pt is 1.06 mm

// Keeps the runs of 255 along the rows of `mask` that are at least `least` long.
cv::Mat long_runs(const cv::Mat& mask, int least) {
  cv::Mat out = cv::Mat::zeros(mask.size(), CV_8UC1);
  for (int y = 0; y < mask.rows; ++y) {
    const uchar* row = mask.ptr(y);
    for (int x = 0; x < mask.cols;) {
      const auto* begin =
          static_cast<const uchar*>(std::memchr(row + x, 255, static_cast<size_t>(mask.cols - x)));
      if (!begin) break;
      const int from = static_cast<int>(begin - row);
      const auto* end =
          static_cast<const uchar*>(std::memchr(begin, 0, static_cast<size_t>(mask.cols - from)));
      x = end ? static_cast<int>(end - row) : mask.cols;
      if (x - from >= least) std::memset(out.ptr(y) + from, 255, static_cast<size_t>(x - from));
    }
  }
  return out;
}

// Without what is thicker than a rule, at right angles to the rows of `mask`.
cv::Mat thin(const cv::Mat& mask, int thickest) {
  cv::Mat thick;
  cv::transpose(long_runs(mask.t(), thickest + 1), thick);
  return mask - thick;
}

// Pieces of `ink` along its rows, long and short, none of them thicker than a rule. Gaps are not
// closed here: that would make rules of the lines of small print.
struct Pieces {
  cv::Mat long_ones, short_ones;
};

Pieces find_pieces(const cv::Mat& ink, double longer, double mm) {
  cv::Mat level;  // a rule may step by a pixel on its way
  cv::dilate(ink, level, cv::getStructuringElement(cv::MORPH_RECT, {1, 3}));
  const auto pixels = [mm](double length) { return static_cast<int>(std::lround(length * mm)); };
  const int thickest = pixels(kThickest) + 2;  // and what was added
  return {thin(long_runs(level, pixels(longer)), thickest),
          thin(long_runs(level, pixels(kShort)), thickest)};
}

// `solid`, and what dotted and dashed rules add to it.
Pieces with_dotted(const cv::Mat& ink, const Pieces& solid, double longer, double mm) {
  const cv::Mat dotted = dotted_rules(ink, mm);
  return cv::countNonZero(dotted) == 0 ? solid : find_pieces(ink | dotted, longer, mm);
}

}  // namespace

RuleMasks find_rules(const cv::Mat& gray, double dpi) {
  const double mm = dpi / 25.4;
  RuleMasks m;
  cv::Mat& ink = m.ink;
  cv::adaptiveThreshold(gray, ink, 255, cv::ADAPTIVE_THRESH_MEAN_C, cv::THRESH_BINARY_INV,
                        static_cast<int>(kWindow * mm) | 1, kContrast);
  Pieces across = find_pieces(ink, kLongAcross, mm);
  if (cv::countNonZero(across.long_ones) == 0) {  // a page of text: even an open table has a rule
    m.across = m.short_across = m.down = m.short_down = cv::Mat::zeros(ink.size(), CV_8UC1);
    return m;
  }
  across = with_dotted(ink, across, kLongAcross, mm);
  m.across = across.long_ones;
  m.short_across = across.short_ones;
  const cv::Mat turned = ink.t();
  const Pieces down = with_dotted(turned, find_pieces(turned, kLongDown, mm), kLongDown, mm);
  cv::transpose(down.long_ones, m.down);
  cv::transpose(down.short_ones, m.short_down);
  return m;
}

}  // namespace gouji
