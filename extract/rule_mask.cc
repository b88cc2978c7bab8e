#include "extract/rule_mask.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace gouji {
namespace {

// All lengths in millimetres.
constexpr double kWindow = 6;      // of the local mean that binarises
constexpr double kContrast = 12;   // gray levels below the local mean that count as ink
constexpr double kLongAcross = 6;  // longer than any stroke; characters do not touch
constexpr double kLongDown = 4.2;  // rows may be 14 pt = 4.9 mm high
constexpr double kShort = 2.2;     // half a character
constexpr double kThickest = 1.5;  // a double rule of 3 pt is 1.06 mm
// Dots and dashes of a rule.
constexpr double kThickestDot = 0.75;  // rules are up to 1.5 pt = 0.53 mm thick
constexpr double kPaperBeside =
    0.5;                         // on both sides of the rule; strokes of a character are closer
constexpr double kDotGap = 1.3;  // from one to the next; stacked digits 1 are farther apart
constexpr double kCrossingGap = 2.7;  // where another rule crosses
constexpr double kLeastDotted = 10;   // two rows, a column
constexpr double kLongestDash = 2;    // a character of 7 pt is 2.5 mm wide
constexpr double kPeriod = 2.2;       // of the pattern; of characters it is 2.5 and more
constexpr size_t kLeastDots = 5;
constexpr double kVaries = 0.2;     // of a mark's or a gap's length
constexpr double kEven = 0.5;       // share of the marks, and of the gaps, that are of one length:
constexpr double kBothEven = 1.55;  // fine ones run together, rules cross; text has 1.45 at most
constexpr double kNoText = 25;      // strokes are not in line for so long

// One direction of looking for rules: sizes along and at right angles to them, in pixels.
class Along {
 public:
  Along(bool across, double dpi) : across_(across), mm_(dpi / 25.4) {}

  bool across() const { return across_; }
  double mm() const { return mm_; }  // pixels in a millimetre
  int pixels(double mm) const { return std::max(1, static_cast<int>(std::lround(mm * mm_))); }
  BitImage open(const BitImage& b, int length, int thickness) const {
    return across_ ? b.open(length, thickness) : b.open(thickness, length);
  }
  BitImage close(const BitImage& b, int length, int thickness) const {
    return across_ ? b.close(length, thickness) : b.close(thickness, length);
  }
  BitImage thicken(const BitImage& b, int thickness) const {
    return across_ ? b.dilate(1, thickness) : b.dilate(thickness, 1);
  }

 private:
  bool across_;
  double mm_;
};

// The marks that stand behind each other along a rule, and the gaps between them, in pixels.
struct Marks {
  std::vector<int> marks, gaps;
  int length = 0;
};

// `mask`: CV_8UC1 around one rule, whatever its thickness.
Marks marks_along(const cv::Mat& mask, bool across) {
  cv::Mat flat;
  cv::reduce(mask, flat, across ? 0 : 1, cv::REDUCE_MAX);
  Marks out{.length = static_cast<int>(flat.total())};
  for (int i = 0, from = 0; i <= out.length; ++i) {
    const bool ends = i == out.length || flat.data[i] != flat.data[from];
    if (!ends) continue;
    (flat.data[from] ? out.marks : out.gaps).push_back(i - from);
    from = i;
  }
  return out;
}

double median(std::vector<int> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// The share of `lengths` that are as long as is usual, to a pixel.
double evenness(const std::vector<int>& lengths) {
  const double usual = median(lengths);
  const auto even = std::count_if(lengths.begin(), lengths.end(), [usual](int n) {
    return std::abs(n - usual) <= std::max(1.0, kVaries * usual);
  });
  return static_cast<double>(even) / static_cast<double>(lengths.size());
}

// Whether marks are those of one pen pattern: many, short, even and evenly spaced. The strokes of a
// line of characters are of all lengths, and never in line for long.
bool is_pattern(const Marks& m, double mm) {
  if (m.marks.size() < kLeastDots || m.gaps.empty()) return false;
  if (m.length > kPeriod * mm * static_cast<double>(m.marks.size())) return false;
  if (median(m.marks) > kLongestDash * mm) return false;
  const double marks = evenness(m.marks), gaps = evenness(m.gaps);
  return m.length >= kNoText * mm ? gaps >= kEven
                                  : std::min(marks, gaps) >= kEven && marks + gaps >= kBothEven;
}

// Dotted and dashed rules, made whole: rows of thin marks with paper on both sides and small gaps.
BitImage dotted_rules(const BitImage& ink, const Along& along) {
  const int thickest = along.pixels(kThickestDot) + 1;
  const BitImage crowded = along.close(ink, 1, along.pixels(kPaperBeside) + 1);
  const BitImage marks = ink - along.open(crowded, 1, thickest + 1);
  const BitImage rows =
      along.open(along.close(marks, along.pixels(kDotGap), 1), along.pixels(kShort), 1);
  const BitImage chains =
      along.open(along.close(rows, along.pixels(kCrossingGap), 1), along.pixels(kLeastDotted), 1);
  std::vector<cv::Rect> others;
  for (const cv::Rect& box : chains.components()) {
    if (!is_pattern(marks_along(marks.unpack(box), along.across()), along.mm())) {
      others.push_back(box);
    }
  }
  return chains - BitImage::of_boxes(ink.size(), others);
}

struct Pieces {
  BitImage long_ones, short_ones;
};

// Pieces of rule, long and short, none of them thicker than a rule. The gaps of solid rules are not
// closed here: that would make rules of the lines of small print.
Pieces find_pieces(const BitImage& ink, const Along& along, double longer) {
  const BitImage whole = ink | dotted_rules(ink, along);
  const BitImage level = along.thicken(whole, 3);    // a rule may step by a pixel on its way
  const int thickest = along.pixels(kThickest) + 2;  // and what was added
  const auto pieces = [&](double length) {
    const BitImage runs = along.open(level, along.pixels(length), 1);
    return runs - along.open(runs, 1, thickest + 1);
  };
  return {pieces(longer), pieces(kShort)};
}

}  // namespace

RuleMasks PageRules::within(const cv::Rect& part) const {
  return {across.unpack(part), down.unpack(part), short_across.unpack(part),
          short_down.unpack(part), ink.unpack(part)};
}

PageRules find_rules(const cv::Mat& gray, double dpi) {
  cv::Mat dark;
  cv::adaptiveThreshold(gray, dark, 255, cv::ADAPTIVE_THRESH_MEAN_C, cv::THRESH_BINARY_INV,
                        static_cast<int>(kWindow * dpi / 25.4) | 1, kContrast);
  PageRules rules;
  rules.ink = BitImage::pack(dark);
  Pieces across = find_pieces(rules.ink, Along(true, dpi), kLongAcross);
  rules.across = std::move(across.long_ones);
  rules.short_across = std::move(across.short_ones);
  if (!rules.any()) return rules;
  Pieces down = find_pieces(rules.ink, Along(false, dpi), kLongDown);
  rules.down = std::move(down.long_ones);
  rules.short_down = std::move(down.short_ones);
  return rules;
}

}  // namespace gouji
