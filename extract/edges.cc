#include "extract/edges.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "extract/faint_rule.h"
#include "extract/line_ink.h"

namespace gouji {
namespace {

// Millimetres.
constexpr double kBand = 0.55;         // how far off its line a rule may lie
constexpr double kSurroundings = 1.5;  // of a rule, in which characters would show
constexpr double kEndTrim = 0.6;       // left out at each end of an edge, where joints are
constexpr double kJoint = 0.9;  // a rule covers this much from the joint on; a character does not
constexpr double kLeastInk = 0.4;     // square millimetres, of a figure 1; specks are smaller
constexpr double kInside = 0.7;       // from an edge to what is printed in the cell
constexpr double kClear = 0.6;        // to both sides of an edge: farther than a rule reaches
constexpr double kShadeFrom = 0.5;    // from a line to both sides of it
constexpr double kShadeHeight = 0.8;  // of what is compared there
constexpr int kShadeParts = 3;        // of an edge, in each of which shade must end
constexpr double kMostPrint = 0.8;    // of that, beside which shade can be seen
constexpr double kShadeStep = 4;  // gray levels; a light shade has 10, the grain's mean varies by 1
// Shares of an edge's length.
constexpr double kWhole = 0.85;         // covered by rule: the edge is there
constexpr double kTrace = 0.15;         // covered less than this: it is not
constexpr double kJoined = 0.6;         // of the stretch next to the joint
constexpr double kMostOfIt = 0.6;       // covered, of a piece that only nearly reaches the joints
constexpr double kNearlyJoined = 0.25;  // of both such stretches: a gap of 0.67 mm at most

double mean(const cv::Mat& flat) {
  return flat.empty() ? 0 : static_cast<double>(cv::countNonZero(flat)) / flat.total();
}

}  // namespace

Edges::Edges(const RuleMasks& masks, std::vector<double> lines, std::vector<double> crossings,
             bool across, double mm)
    : rules_(across ? masks.short_across : masks.short_down),
      ink_(masks.ink),
      gray_(masks.gray),
      lines_(std::move(lines)),
      crossings_(std::move(crossings)),
      across_(across),
      mm_(mm),
      stretches_(crossings_.size() - 1) {
  for (size_t i = 0; i < lines_.size(); ++i) {
    for (size_t j = 0; j < stretches_; ++j) {
      const bool outer = i == 0 || i + 1 == lines_.size();
      sure_.push_back(outer ? 1 : judge(lines_[i], crossings_[j], crossings_[j + 1]));
    }
  }
}

bool Edges::any(size_t line) const {
  for (size_t j = 0; j < stretches_; ++j) {
    if (sure(line, j) >= kPresent) return true;
  }
  return false;
}

void Edges::close_holes() {
  for (size_t i = 0; i + stretches_ <= sure_.size(); i += stretches_) {
    for (size_t j = 1; j + 1 < stretches_; ++j) {
      const bool hole =
          sure_[i + j] < kPresent && sure_[i + j - 1] >= kWhole && sure_[i + j + 1] >= kWhole;
      if (hole) sure_[i + j] = kPresent;
    }
  }
}

void Edges::close_between_figures(const Edges& crossing) {
  for (size_t i = 1; i + 1 < lines_.size(); ++i) {
    for (size_t j = 0; j < stretches_; ++j) {
      if (sure(i, j) < kPresent && goes_on(i, j) && walled(i, j, crossing) && divides_print(i, j)) {
        sure_[i * stretches_ + j] = kPresent;
      }
    }
  }
}

// Whether the rule is there on both sides of a stretch; at the end of a line, on the one side.
bool Edges::goes_on(size_t line, size_t stretch) const {
  const bool before = stretch == 0 || sure(line, stretch - 1) >= kPresent;
  const bool after = stretch + 1 == stretches_ || sure(line, stretch + 1) >= kPresent;
  return stretches_ > 1 && before && after;
}

// Whether the two cells beside an edge have all their other edges.
bool Edges::walled(size_t line, size_t stretch, const Edges& crossing) const {
  if (sure(line - 1, stretch) < kPresent || sure(line + 1, stretch) < kPresent) return false;
  for (const size_t side : {stretch, stretch + 1}) {
    for (const size_t cell : {line - 1, line}) {
      if (crossing.sure(side, cell) < kPresent) return false;
    }
  }
  return true;
}

bool Edges::divides_print(size_t line, size_t stretch) const {
  const double at = lines_[line];
  const auto dark = [&](double from, double to) {
    const cv::Rect r = strip(from, to, stretch);
    return r.empty() ? 0 : cv::countNonZero(ink_(r));
  };
  const double least = kLeastInk * mm_ * mm_;
  if (dark(lines_[line - 1] + kInside * mm_, at - kInside * mm_) < least ||
      dark(at + kInside * mm_, lines_[line + 1] - kInside * mm_) < least) {
    return false;
  }
  const cv::Rect band = strip(at - kClear * mm_, at + kClear * mm_, stretch);
  if (band.empty()) return false;
  cv::Mat strokes;  // that run through all of the band; what is left of the rule does not
  cv::reduce(ink_(band), strokes, across_ ? 0 : 1, cv::REDUCE_MIN);
  return cv::countNonZero(strokes) == 0;
}

// The part of a stretch between two places across the direction of the lines.
cv::Rect Edges::strip(double from, double to, size_t stretch) const {
  const int a = static_cast<int>(std::lround(from)), b = static_cast<int>(std::lround(to));
  const int c = static_cast<int>(std::lround(crossings_[stretch] + kInside * mm_));
  const int d = static_cast<int>(std::lround(crossings_[stretch + 1] - kInside * mm_));
  return (across_ ? cv::Rect(c, a, std::max(0, d - c), std::max(0, b - a))
                  : cv::Rect(a, c, std::max(0, b - a), std::max(0, d - c))) &
         cv::Rect(0, 0, ink_.cols, ink_.rows);
}

// A whole rule is covered from end to end. Of the rest, a broken rule is told from the stroke of
// a character in a merged cell by reaching a joint, and by the paper on one side of it; or by
// nearly reaching both joints, with paper on both sides, which a figure 1 does not.
double Edges::judge(double line, double from, double to) const {
  const double trim = std::min(kEndTrim * mm_, (to - from) / 4);
  const cv::Mat covered = flatten(rules_, line, from + trim, to - trim, 0, kBand);
  const double share = mean(covered);
  if (share >= kWhole) return share;
  if (traced(line, from, to) || shade_ends(line, from, to) || faint(line, from, to)) {
    return std::max(share, kPresent);
  }
  if (share < kTrace) return share;
  const double zone = std::min(kJoint * mm_, (to - from) / 3);
  const double begins = mean(flatten(rules_, line, from, from + zone, 0, kBand));
  const double ends = mean(flatten(rules_, line, to - zone, to, 0, kBand));
  const auto [clear, crowded] = std::minmax({crowd(covered, line, from + trim, to - trim, -1),
                                             crowd(covered, line, from + trim, to - trim, 1)});
  const bool joined = std::max(begins, ends) >= kJoined && clear < kCrowded;
  const bool spans =
      share >= kMostOfIt && std::min(begins, ends) >= kNearlyJoined && crowded < kCrowded;
  return joined || spans ? std::max(share, kPresent) : std::min(share, kTrace);
}

// A stretch of a line with what lies around it.
Edges::Stretch Edges::around(double line, double from, double to) const {
  const int reach = static_cast<int>(std::lround((kBand + kSurroundings) * mm_));
  const int at = static_cast<int>(std::lround(line)) - reach;
  const int begin = static_cast<int>(std::lround(from));
  const int length = static_cast<int>(std::lround(to)) - begin;
  const cv::Rect part = (across_ ? cv::Rect(begin, at, length, 2 * reach + 1)
                                 : cv::Rect(at, begin, 2 * reach + 1, length)) &
                        cv::Rect(0, 0, ink_.cols, ink_.rows);
  return {part, at + reach - (across_ ? part.y : part.x)};
}

// Whether the ink itself shows a rule, where the masks hold little of it or lie beside it.
bool Edges::traced(double line, double from, double to) const {
  const auto [part, middle] = around(line, from, to);
  if (part.empty()) return false;
  const cv::Mat ink = across_ ? cv::Mat(ink_(part).t()) : ink_(part);
  const int reach = static_cast<int>(std::lround(kBand * mm_));
  for (int x = middle - reach; x <= middle + reach; ++x) {
    const LineInk seen = line_ink(ink, x, 0, ink.rows, mm_);
    // The strokes of a line of print lie as evenly as dots do; its ends are apart from the rules.
    const bool part_of_one = is_trace(seen) && (across_ ? seen.joined : signs(seen)) > 0;
    if (part_of_one || (!across_ && is_rule(seen))) return true;
  }
  return false;
}

// Whether the page itself shows a rule, which is too light to be ink beside print.
bool Edges::faint(double line, double from, double to) const {
  const double trim = std::min(kEndTrim * mm_, (to - from) / 4);
  const Stretch stretch = around(line, from + trim, to - trim);
  if (stretch.part.empty()) return false;
  const auto turned = [&](const cv::Mat& m) {
    return across_ ? m(stretch.part) : cv::Mat(m(stretch.part).t());
  };
  return is_faint_rule(turned(gray_), turned(ink_), stretch.middle, kBand, mm_);
}

// Whether a row is shaded whose shade ends at a line across: there the row ends, where a page end
// in the row took its rule away as well.
bool Edges::shade_ends(double line, double from, double to) const {
  if (!across_) return false;
  const int height = static_cast<int>(std::lround(kShadeHeight * mm_));
  const int away = static_cast<int>(std::lround(kShadeFrom * mm_));
  const int at = static_cast<int>(std::lround(line));
  const double trim = std::min(kEndTrim * mm_, (to - from) / 4);
  const double part = (to - from - 2 * trim) / kShadeParts;
  double least = 255, most = -255;
  for (int i = 0; i < kShadeParts; ++i) {
    const int x = static_cast<int>(std::lround(from + trim + i * part));
    const int width = static_cast<int>(std::lround(part));
    const cv::Rect above(x, at - away - height, width, height), below(x, at + away, width, height);
    const cv::Rect all(0, 0, gray_.cols, gray_.rows);
    if (above.empty() || (above & all) != above || (below & all) != below) return false;
    if (is_crowded(above) || is_crowded(below)) return false;
    const double step = paper(above) - paper(below);
    least = std::min(least, step);
    most = std::max(most, step);
  }
  return least >= kShadeStep || most <= -kShadeStep;
}

bool Edges::is_crowded(const cv::Rect& part) const {
  return cv::countNonZero(ink_(part)) > kMostPrint * part.area();
}

// How light it is where nothing is printed.
double Edges::paper(const cv::Rect& part) const {
  return cv::mean(gray_(part), ink_(part) == 0)[0];
}

// Of the covered part of a line: the share that has ink to one side of it.
double Edges::crowd(const cv::Mat& covered, double line, double from, double to, int side) const {
  const double middle = side * (kBesideFrom + kBesideTo) / 2;
  const cv::Mat beside = flatten(ink_, line, from, to, middle, (kBesideTo - kBesideFrom) / 2);
  if (beside.total() != covered.total()) return 0;
  const int both = cv::countNonZero(beside & covered), all = cv::countNonZero(covered);
  return all ? static_cast<double>(both) / all : 0;
}

// The mask in a band around a line, as one row: dark where anything in the band is.
cv::Mat Edges::flatten(const cv::Mat& mask, double line, double from, double to, double offset,
                       double half) const {
  const int a = static_cast<int>(std::lround(from)), b = static_cast<int>(std::lround(to));
  const int band = std::max(1, static_cast<int>(std::lround(half * mm_)));
  const int at = static_cast<int>(std::lround(line + offset * mm_));
  cv::Rect r = across_ ? cv::Rect(a, at - band, b - a, 2 * band + 1)
                       : cv::Rect(at - band, a, 2 * band + 1, b - a);
  r &= cv::Rect(0, 0, mask.cols, mask.rows);
  cv::Mat flat;
  if (r.empty()) return flat;
  cv::reduce(mask(r), flat, across_ ? 0 : 1, cv::REDUCE_MAX);
  return flat;
}

}  // namespace gouji
