#include "extract/column_gaps.h"

#include <algorithm>
#include <cstdlib>

namespace gouji {
namespace {

// A stretch of x (pixels) that no character stands in, over rows `first` to `last`. `rows`: how
// many of them have characters to both sides of it.
struct Gap {
  int from, to, first, last, rows;
  int width() const { return to - from; }
};

// Where in the rows of a table characters stand.
class RowPrint {
 public:
  RowPrint(const std::vector<Row>& rows, int left, int right, int least_gap)
      : left_(left), width_(right - left) {
    for (const Row& row : rows) {
      auto& taken = taken_.emplace_back(static_cast<size_t>(width_), false);
      for (const Character& c : row.characters) {
        for (int x = std::max(left, c.box.x); x < std::min(right, c.box.br().x); ++x) {
          taken[static_cast<size_t>(x - left)] = true;
        }
      }
      places_.push_back(places_in(taken, least_gap));
    }
  }

  int last() const { return static_cast<int>(taken_.size()) - 1; }

  // Whether a row has characters to both sides of a place, and none in it.
  bool is_gap(int row, int x) const {
    return places_[static_cast<size_t>(row)][static_cast<size_t>(x - left_)] == Place::kBetween;
  }

  // Gaps between characters in two rows at least; each as wide as it is over the same rows. Rows
  // that end before it or begin behind it, such as a label alone, interrupt none.
  std::vector<Gap> gaps() const {
    std::vector<Gap> out, going_on;
    for (int x = left_; x <= left_ + width_; ++x) {
      std::vector<Gap> here;
      if (x < left_ + width_) here = gaps_at(x);
      for (const Gap& gap : going_on) {
        const auto same = std::find_if(here.begin(), here.end(), [&](const Gap& h) {
          return h.first == gap.first && h.last == gap.last && h.rows == gap.rows;
        });
        if (same == here.end()) {
          out.push_back(gap);
        } else {
          same->from = gap.from;
        }
      }
      going_on = std::move(here);
    }
    return out;
  }

  // Whether a row from `first` to `last` has a character between two places.
  bool has_between(int x, int other, int first, int last) const {
    const auto place = [this](int at) { return std::clamp(at - left_, 0, width_); };
    const int from = place(std::min(x, other)), to = place(std::max(x, other));
    for (int row = first; row <= last; ++row) {
      const auto begin = taken_[static_cast<size_t>(row)].begin();
      if (std::find(begin + from, begin + to, true) != begin + to) return true;
    }
    return false;
  }

 private:
  enum class Place : char { kTaken, kBetween, kBeside };

  static std::vector<Place> places_in(const std::vector<bool>& taken, int least_gap) {
    std::vector<Place> out(taken.size(), Place::kTaken);
    const auto begin = std::find(taken.begin(), taken.end(), true);
    const auto end = std::find(taken.rbegin(), taken.rend(), true).base();
    if (begin == taken.end()) return std::vector<Place>(taken.size(), Place::kBeside);
    const auto in_out = [&](auto at) { return out.begin() + (at - taken.begin()); };
    std::fill(out.begin(), in_out(begin), Place::kBeside);
    std::fill(in_out(end), out.end(), Place::kBeside);
    for (auto from = begin; from != end;) {
      from = std::find(from, end, false);
      const auto to = std::find(from, end, true);
      if (to - from >= least_gap) std::fill(in_out(from), in_out(to), Place::kBetween);
      from = to;
    }
    return out;
  }

  std::vector<Gap> gaps_at(int x) const {
    std::vector<Gap> out;
    Gap gap{x, x + 1, -1, -1, 0};
    for (int row = 0; row <= last() + 1; ++row) {
      const Place place = row > last()
                              ? Place::kTaken
                              : places_[static_cast<size_t>(row)][static_cast<size_t>(x - left_)];
      if (place == Place::kBetween) {
        if (gap.rows == 0) gap.first = row;
        gap.last = row;
        ++gap.rows;
      } else if (place == Place::kTaken) {
        if (gap.rows >= 2) out.push_back(gap);
        gap.rows = 0;
      }
    }
    return out;
  }

  int left_, width_;
  std::vector<std::vector<bool>> taken_;    // by row and pixel
  std::vector<std::vector<Place>> places_;  // the same
};

int rows_apart(const ColumnRule& c, const Gap& gap) {
  return std::max({0, gap.first - c.last, c.first - gap.last});
}

// Where a gap's rule is put: under a rule of the rows beside it that leads into the gap, else in
// its middle.
int place_in(const Gap& gap, const std::vector<ColumnRule>& columns) {
  const int middle = (gap.from + gap.to) / 2;
  const ColumnRule* best = nullptr;
  const auto rank = [&](const ColumnRule& c) {
    return std::pair(rows_apart(c, gap), std::abs(c.at - middle));
  };
  for (const ColumnRule& c : columns) {
    if (c.at < gap.from || c.at >= gap.to) continue;
    if (best == nullptr || rank(c) < rank(*best)) best = &c;
  }
  return best == nullptr ? middle : best->at;
}

// The nearest rules to both sides of one in a row; where there are none, the table's.
std::pair<int, int> beside(const ColumnRule& column, int row,
                           const std::vector<ColumnRule>& columns, int left, int right) {
  for (const ColumnRule& c : columns) {
    if (row < c.first || row > c.last) continue;
    if (c.at < column.at) left = std::max(left, c.at);
    if (c.at > column.at) right = std::min(right, c.at);
  }
  return {left, right};
}

// A rule for each gap between columns, those of most rows first. Two gaps with nothing between them
// in any row are one; where one is interrupted, the other's rule is continued.
std::vector<ColumnRule> rules_in_gaps(const RowPrint& print, std::vector<ColumnRule> columns) {
  std::vector<Gap> gaps = print.gaps();
  std::stable_sort(gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) {
    return std::pair(a.rows, a.width()) > std::pair(b.rows, b.width());
  });
  const auto drawn = static_cast<std::ptrdiff_t>(columns.size());
  for (const Gap& gap : gaps) {
    const int at = place_in(gap, columns);
    std::vector<bool> wanted;
    for (int row = gap.first; row <= gap.last; ++row) wanted.push_back(print.is_gap(row, at));
    for (const ColumnRule& c : columns) {
      const int first = std::max(gap.first, c.first), last = std::min(gap.last, c.last);
      if (first > last || print.has_between(at, c.at, first, last)) continue;
      std::fill(wanted.begin() + (first - gap.first), wanted.begin() + (last - gap.first) + 1,
                false);
    }
    for (auto from = wanted.begin(); from != wanted.end();) {
      from = std::find(from, wanted.end(), true);
      const auto to = std::find(from, wanted.end(), false);
      if (from == to) break;
      columns.push_back({at, gap.first + static_cast<int>(from - wanted.begin()),
                         gap.first + static_cast<int>(to - wanted.begin()) - 1});
      from = to;
    }
  }
  columns.erase(columns.begin(), columns.begin() + drawn);
  return columns;
}

// The rules of `added` that part something. A head may stand to the left of all its figures:
// between the two is a gap, but no row has something to both sides of it.
std::vector<ColumnRule> parting(const RowPrint& print, const std::vector<ColumnRule>& drawn,
                                std::vector<ColumnRule> added, int left, int right) {
  for (size_t i = 0; i < added.size();) {
    const ColumnRule column = added[i];
    std::vector<ColumnRule> others = drawn;
    others.insert(others.end(), added.begin(), added.end());
    bool parts = false;
    for (int row = column.first; row <= column.last && !parts; ++row) {
      const auto [before, behind] = beside(column, row, others, left, right);
      parts = print.has_between(before, column.at, row, row) &&
              print.has_between(column.at, behind, row, row);
    }
    if (parts) {
      ++i;
    } else {
      added.erase(added.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
  return added;
}

}  // namespace

std::vector<ColumnRule> rules_in_gaps(const std::vector<Row>& rows, int left, int right,
                                      int least_gap, const std::vector<ColumnRule>& drawn) {
  const RowPrint print(rows, left, right, least_gap);
  return parting(print, drawn, rules_in_gaps(print, drawn), left, right);
}

}  // namespace gouji
