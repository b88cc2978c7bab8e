#include "extract/rule_mask.h"

#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "extract/dotted_rules.h"

namespace gouji {
namespace {

// All lengths in millimetres.
constexpr double kWindow = 6;      // of the local mean that binarises
constexpr int kContrast = 12;      // gray levels below the local mean that count as ink
constexpr double kLongAcross = 6;  // longer than any stroke; characters do not touch
constexpr double kLongDown = 4.2;  // rows may be 14 pt = 4.9 mm high
constexpr double kShort = 2.2;     // half a character
constexpr double kThickest = 1.5;  // a double rule of 3 pt is 1.06 mm

struct Pieces {
  BitImage long_ones, short_ones;
};

// Pieces of rule, long and short, none of them thicker than a rule. The gaps of solid rules are not
// closed here: that would make rules of the lines of small print.
Pieces find_pieces(const BitImage& ink, const Direction& along, double longer,
                   std::vector<DotPattern>& dots) {
  const BitImage whole = ink | dotted_rules(ink, along, dots);
  const BitImage level = along.thicken(whole, 3);    // a rule may step by a pixel on its way
  const int thickest = along.pixels(kThickest) + 2;  // and what was added
  const auto pieces = [&](double length) {
    const BitImage runs = along.open(level, along.pixels(length), 1);
    return runs - along.open(runs, 1, thickest + 1);
  };
  return {pieces(longer), pieces(kShort)};
}

// 255 where `gray` is darker than the mean around by kContrast. The same as cv::adaptiveThreshold
// gives, which looks each pixel up in a table; this compares many at once.
cv::Mat find_ink(const cv::Mat& gray, double dpi) {
  const int window = static_cast<int>(kWindow * dpi / 25.4) | 1;
  cv::Mat mean, ink;
  cv::boxFilter(gray, mean, -1, {window, window}, {-1, -1}, true,
                cv::BORDER_REPLICATE | cv::BORDER_ISOLATED);
  cv::subtract(mean, kContrast - 1, mean);  // not below 0, which nothing is darker than
  cv::compare(mean, gray, ink, cv::CMP_GT);
  return ink;
}

}  // namespace

RuleMasks PageRules::within(const cv::Rect& part) const {
  return {across.unpack(part),
          down.unpack(part),
          short_across.unpack(part),
          short_down.unpack(part),
          ink.unpack(part),
          bare.unpack(part),
          gray(part)};
}

PageRules find_rules(const cv::Mat& gray, double dpi, const BitImage& characters) {
  PageRules rules;
  rules.gray = gray;
  std::vector<DotPattern> dots;
  rules.ink = BitImage::pack(find_ink(gray, dpi));
  Pieces across = find_pieces(rules.ink, Direction(true, dpi), kLongAcross, dots);
  rules.across = std::move(across.long_ones);
  rules.short_across = std::move(across.short_ones);
  if (!rules.any()) return rules;
  rules.bare = rules.ink - characters;
  Pieces down = find_pieces(rules.bare, Direction(false, dpi), kLongDown, dots);
  rules.down = std::move(down.long_ones);
  rules.short_down = std::move(down.short_ones);
  return rules;
}

}  // namespace gouji
