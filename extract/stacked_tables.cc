#include "extract/stacked_tables.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace gouji {
namespace {

// Millimetres.
constexpr double kBand = 0.55;      // how far off its line a rule may lie
constexpr double kLeastGap = 4;     // a heading has at least 10 pt
constexpr double kLeastWidth = 50;  // of a table
constexpr double kJoint = 0.4;      // at each end of a rule down, where it meets the next
constexpr double kNearFrom = 0.25, kNearTo = 0.75;  // to a line; characters are not as near
constexpr double kOutside = 0.6;                    // kept beyond a part's first and last rule
// Shares of the way from one line to another.
constexpr double kSide = 0.5;      // covered by rule, both sides taken together: a table has them
constexpr double kNoSide = 0.15;   // on one side at least, where none has
constexpr double kStrokes = 0.25;  // of both together, where a heading begins at the margin
constexpr double kReached = 0.6;   // of what is near to a line: a side begins or ends there
constexpr double kDivided = 0.95;  // of a rule down: it divides the row, which is no heading

constexpr int kMostBetween = 4;  // rows of the lattice between two tables
constexpr int kLinesAsked = 4;   // how wide a table is

class Lines {
 public:
  Lines(const RuleMasks& masks, const Grid& grid, double mm) : masks_(masks), grid_(grid), mm_(mm) {
    for (double y : grid.ys) rules_.push_back(rule_along(y));
  }

  // Whether one table ends at a line across and another begins at a lower one. Strokes of what
  // stands between them may have made lines in between.
  bool are_apart(int upper, int lower) const {
    if (grid_.ys[lower] - grid_.ys[upper] < kLeastGap * mm_) return false;
    const cv::Range above = table_at(upper, -1), below = table_at(lower, 1);
    if (above.empty() || below.empty()) return false;
    if (!has_sides(above, upper - 1, upper) || !has_sides(below, lower, lower + 1)) return false;
    if (goes_on(above, upper, lower) || goes_on(below, upper, lower)) return false;
    for (int row = upper; row < lower; ++row) {
      if (is_divided(row)) return false;
    }
    return true;
  }

 private:
  int pixels(double length) const {
    return std::max(1, static_cast<int>(std::lround(length * mm_)));
  }

  bool has_sides(const cv::Range& table, int from, int to) const {
    return (down(table.start, from, to) + down(table.end, from, to)) / 2 >= kSide;
  }

  // Whether a table's sides go on between two lines. Strokes of what is printed there may stand
  // where they would, but hardly on both sides, or do not touch the lines.
  bool goes_on(const cv::Range& table, int upper, int lower) const {
    const auto [less, more] =
        std::minmax({down(table.start, upper, lower), down(table.end, upper, lower)});
    if (less <= kNoSide && (less + more) / 2 <= kStrokes) return false;
    return is_joined(table.start, upper, lower) || is_joined(table.end, upper, lower);
  }

  // Whether rules down divide a row that is high enough for print.
  bool is_divided(int row) const {
    if (grid_.ys[row + 1] - grid_.ys[row] < kLeastGap * mm_) return false;
    return std::any_of(grid_.xs.begin(), grid_.xs.end(),
                       [&](double x) { return down(x, row, row + 1) >= kDivided; });
  }

  // From where to where a table reaches that ends with a rule along `line` (which may be broken),
  // or begins with it: as it and the next lines do, up (-1) or down (1); of a low table these may
  // be another's. Empty where no rule runs there.
  cv::Range table_at(int line, int step) const {
    cv::Range table = rules_[line];
    if (table.size() < kLeastWidth * mm_) return {0, 0};
    for (int i = 1; i < kLinesAsked; ++i) {
      const int next = line + i * step;
      if (next < 0 || next > grid_.rows) break;
      const cv::Range& rule = rules_[next];
      if (rule.empty()) continue;
      table = {std::min(table.start, rule.start), std::max(table.end, rule.end)};
    }
    return table;
  }

  cv::Range rule_along(double y) const {
    const int band = pixels(kBand), at = static_cast<int>(std::lround(y));
    const cv::Rect r = cv::Rect(0, at - band, masks_.across.cols, 2 * band + 1) &
                       cv::Rect({}, masks_.across.size());
    const cv::Rect rule = cv::boundingRect(masks_.across(r));
    return {rule.x, rule.br().x};
  }

  // The share of the way from one line to another that has a rule down at `x`.
  double down(double x, int upper, int lower) const {
    const double joint = std::min(kJoint * mm_, (grid_.ys[lower] - grid_.ys[upper]) / 4);
    return covered(x, grid_.ys[upper] + joint, grid_.ys[lower] - joint);
  }

  // Whether what stands at `x` between two lines begins at the upper or ends at the lower one, as
  // sides do, however broken, and strokes of print do not.
  bool is_joined(double x, int upper, int lower) const {
    const auto reached = [&](double from, double to) { return covered(x, from, to) >= kReached; };
    const double top = grid_.ys[upper], bottom = grid_.ys[lower];
    return reached(top + kNearFrom * mm_, top + kNearTo * mm_) ||
           reached(bottom - kNearTo * mm_, bottom - kNearFrom * mm_);
  }

  double covered(double x, double top, double bottom) const {
    const int from = static_cast<int>(std::lround(top)), to = static_cast<int>(std::lround(bottom));
    const int band = pixels(kBand), at = static_cast<int>(std::lround(x));
    const cv::Rect r = cv::Rect(at - band, from, 2 * band + 1, std::max(1, to - from)) &
                       cv::Rect({}, masks_.down.size());
    if (r.empty()) return 0;
    cv::Mat flat;
    cv::reduce(masks_.short_down(r), flat, 1, cv::REDUCE_MAX);
    return static_cast<double>(cv::countNonZero(flat)) / r.height;
  }

  const RuleMasks& masks_;
  const Grid& grid_;
  const double mm_;
  std::vector<cv::Range> rules_;  // from where to where the rules across run
};

}  // namespace

std::vector<cv::Rect> stacked_tables(const RuleMasks& masks, const Grid& grid,
                                     const cv::Rect& region, double mm) {
  const Lines lines(masks, grid, mm);
  const int outside = static_cast<int>(std::lround(kOutside * mm));
  std::vector<cv::Rect> parts;
  int top = region.y;
  const auto add = [&](int bottom) {
    parts.emplace_back(region.x, top, region.width, bottom - top);
  };
  for (int upper = 1; upper + 1 < grid.rows; ++upper) {
    for (int lower = upper + 1; lower < std::min(grid.rows, upper + 1 + kMostBetween); ++lower) {
      if (!lines.are_apart(upper, lower)) continue;
      add(static_cast<int>(std::lround(grid.ys[upper])) + outside);
      top = static_cast<int>(std::lround(grid.ys[lower])) - outside;
      upper = lower;
      break;
    }
  }
  add(region.br().y);
  return parts;
}

}  // namespace gouji
