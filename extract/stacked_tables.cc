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
constexpr double kTrim = 0.6;       // left out at each end of a side, where joints are
constexpr double kOutside = 0.6;    // kept beyond a part's first and last rule
// Shares of the height of a row.
constexpr double kSide = 0.5;      // covered by rule, both sides taken together: a table has them
constexpr double kNoSide = 0.15;   // on one side at least, where none has
constexpr double kStrokes = 0.35;  // of both together, where a heading begins at the margin
constexpr double kDivided = 0.8;   // of a rule down: the row is divided, and no heading

class Rows {
 public:
  Rows(const RuleMasks& masks, const Grid& grid, double mm) : masks_(masks), grid_(grid), mm_(mm) {}

  // Whether the row is what stands between two tables.
  bool is_gap(int row) const {
    const double top = grid_.ys[row], bottom = grid_.ys[row + 1];
    if (bottom - top < kLeastGap * mm_) return false;
    const cv::Range above = ends_of_rule(top), below = ends_of_rule(bottom);
    if (above.size() < kLeastWidth * mm_ || below.size() < kLeastWidth * mm_) return false;
    const auto sides = [this](const cv::Range& ends, int r) {
      return std::minmax({down(ends.start, r), down(ends.end, r)});
    };
    for (const auto& [ends, beside] : {std::pair(above, row - 1), std::pair(below, row + 1)}) {
      const auto [less, more] = sides(ends, beside);
      if ((less + more) / 2 < kSide) return false;
      const auto [least, most] = sides(ends, row);
      if (least > kNoSide || (least + most) / 2 > kStrokes) return false;
    }
    return std::none_of(grid_.xs.begin(), grid_.xs.end(),
                        [&](double x) { return down(x, row) >= kDivided; });
  }

 private:
  int pixels(double length) const {
    return std::max(1, static_cast<int>(std::lround(length * mm_)));
  }

  // Where the rule across at `y` begins and ends.
  cv::Range ends_of_rule(double y) const {
    const int band = pixels(kBand), at = static_cast<int>(std::lround(y));
    const cv::Rect r = cv::Rect(0, at - band, masks_.across.cols, 2 * band + 1) &
                       cv::Rect({}, masks_.across.size());
    const cv::Rect rule = cv::boundingRect(masks_.across(r));
    return {rule.x, rule.br().x};
  }

  // The share of a row's height that has a rule down at `x`.
  double down(double x, int row) const {
    const double trim = std::min(kTrim * mm_, (grid_.ys[row + 1] - grid_.ys[row]) / 4);
    const int from = static_cast<int>(std::lround(grid_.ys[row] + trim));
    const int to = static_cast<int>(std::lround(grid_.ys[row + 1] - trim));
    const int band = pixels(kBand), at = static_cast<int>(std::lround(x));
    const cv::Rect r =
        cv::Rect(at - band, from, 2 * band + 1, to - from) & cv::Rect({}, masks_.down.size());
    if (r.empty()) return 0;
    cv::Mat flat;
    cv::reduce(masks_.short_down(r), flat, 1, cv::REDUCE_MAX);
    return static_cast<double>(cv::countNonZero(flat)) / r.height;
  }

  const RuleMasks& masks_;
  const Grid& grid_;
  const double mm_;
};

}  // namespace

std::vector<cv::Rect> stacked_tables(const RuleMasks& masks, const Grid& grid,
                                     const cv::Rect& region, double mm) {
  const Rows rows(masks, grid, mm);
  const int outside = static_cast<int>(std::lround(kOutside * mm));
  std::vector<cv::Rect> parts;
  int top = region.y;
  const auto add = [&](int bottom) {
    parts.emplace_back(region.x, top, region.width, bottom - top);
  };
  for (int row = 1; row + 1 < grid.rows; ++row) {
    if (!rows.is_gap(row)) continue;
    add(static_cast<int>(std::lround(grid.ys[row])) + outside);
    top = static_cast<int>(std::lround(grid.ys[row + 1])) - outside;
  }
  add(region.br().y);
  return parts;
}

}  // namespace gouji
