#include "extract/implied_rules.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <opencv2/imgproc.hpp>
#include <string>
#include <string_view>

namespace gouji {
namespace {

constexpr int kStep = 2;             // gray levels, from a cell's shade to the next
constexpr double kDash = 1.5;        // mm; between dashes, at most
constexpr double kLeastAcross = 8;   // mm; of a rule across
constexpr double kLeastDown = 4;     // mm; of a rule down
constexpr double kSameRule = 1.1;    // mm; both edges of a rule, or of the gap between two cells
constexpr double kMostRow = 45;      // mm; from a rule across to the next
constexpr double kOverlap = 0.5;     // of the shorter of two rules of one table
constexpr double kShortest = 0.12;   // of the longest rule across of a table
constexpr double kLeastGap = 1.2;    // mm; between columns
constexpr double kWord = 3;          // mm; between words, at least
constexpr double kReach = 5;         // mm; by which a rule across may end before it meets one down
constexpr size_t kMostLines = 2000;  // on a page; tables have a few hundred
constexpr double kThick = 0.3;       // mm; of rules as drawn here

using Characters = std::vector<Character>;

// A rule: its middle, and its ends (pixels).
struct Line {
  int at, from, to;
  int length() const { return to - from; }
};

bool is_figure(char32_t c) {
  return (c >= U'0' && c <= U'9') || (c >= U'\uFF10' && c <= U'\uFF19');
}

bool may_stand_with_figures(char32_t c) {
  return is_figure(c) ||
         std::u32string_view(U"/.,-+%\u2014\uFF0C\uFF0E").find(c) != std::string::npos;
}

int middle(const cv::Rect& r) { return r.y + r.height / 2; }

// Where `gray` steps from one pixel to the next of a row (dx 1) or column (dy 1), but in
// characters.
cv::Mat steps(const cv::Mat& gray, int dx, int dy, const Characters& characters) {
  cv::Mat out = cv::Mat::zeros(gray.size(), CV_8UC1), differ;
  const cv::Rect all({}, gray.size());
  const cv::Rect part(0, 0, gray.cols - dx, gray.rows - dy);
  cv::absdiff(gray(part), gray(part + cv::Point(dx, dy)), differ);
  cv::Mat(differ > kStep).copyTo(out(part));
  for (const Character& c : characters) {
    out((c.box - cv::Point(1, 1) + cv::Size(2, 2)) & all).setTo(0);
  }
  return out;
}

// Straight runs of `steps`, both edges of a rule as one; of rules down where `down`.
std::vector<Line> lines_of(const cv::Mat& steps, double mm, bool down) {
  const auto kernel = [&](double length) {
    const int pixels = std::max(1, static_cast<int>(std::lround(length * mm)));
    return cv::Mat::ones(down ? pixels : 1, down ? 1 : pixels, CV_8UC1);
  };
  cv::Mat runs, labels, stats, centres;
  cv::morphologyEx(steps, runs, cv::MORPH_CLOSE, kernel(kDash));
  cv::morphologyEx(runs, runs, cv::MORPH_OPEN, kernel(down ? kLeastDown : kLeastAcross));
  const int count = cv::connectedComponentsWithStats(runs, labels, stats, centres);
  std::vector<Line> lines;
  for (int i = 1; i < count; ++i) {
    const cv::Rect r(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                     stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
    if ((down ? r.width : r.height) > kSameRule * mm) continue;
    lines.push_back(down ? Line{r.x + r.width / 2, r.y, r.y + r.height}
                         : Line{r.y + r.height / 2, r.x, r.x + r.width});
  }
  if (lines.size() > kMostLines) return lines;
  std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
    return std::pair(a.at, a.from) < std::pair(b.at, b.from);
  });
  std::vector<Line> merged;
  for (const Line& line : lines) {
    const auto same = std::find_if(merged.rbegin(), merged.rend(), [&](const Line& m) {
      return line.at - m.at <= kSameRule * mm &&
             std::min(line.to, m.to) - std::max(line.from, m.from) > -kDash * mm;
    });
    if (same == merged.rend()) {
      merged.push_back(line);
    } else {
      same->from = std::min(same->from, line.from);
      same->to = std::max(same->to, line.to);
    }
  }
  return merged;
}

// Rules across that lie under one another, as one table's do, from top to bottom, but for strokes
// of large characters.
std::vector<std::vector<Line>> stacks_of(const std::vector<Line>& across, double mm) {
  std::vector<std::vector<Line>> stacks;
  for (const Line& line : across) {
    const auto above = std::find_if(stacks.begin(), stacks.end(), [&](const auto& stack) {
      return std::any_of(stack.rbegin(), stack.rend(), [&](const Line& other) {
        const int overlap = std::min(line.to, other.to) - std::max(line.from, other.from);
        return line.at - other.at <= kMostRow * mm &&
               overlap >= kOverlap * std::min(line.length(), other.length());
      });
    });
    if (above == stacks.end()) {
      stacks.push_back({line});
    } else {
      above->push_back(line);
    }
  }
  for (std::vector<Line>& stack : stacks) {
    int longest = 0;
    for (const Line& line : stack) longest = std::max(longest, line.length());
    std::erase_if(stack, [longest](const Line& l) { return l.length() < kShortest * longest; });
  }
  return stacks;
}

// Lines of print, from top to bottom, each from left to right.
std::vector<Characters> lines_of_print(Characters characters) {
  std::sort(characters.begin(), characters.end(), [](const Character& a, const Character& b) {
    return std::pair(middle(a.box), a.box.x) < std::pair(middle(b.box), b.box.x);
  });
  std::vector<Characters> lines;
  for (const Character& c : characters) {
    if (lines.empty() || middle(c.box) - middle(lines.back().back().box) > c.box.height / 2) {
      lines.emplace_back();
    }
    lines.back().push_back(c);
  }
  for (Characters& line : lines) {
    std::stable_sort(line.begin(), line.end(),
                     [](const Character& a, const Character& b) { return a.box.x < b.box.x; });
  }
  return lines;
}

// Whether one of a line's words is a figure alone.
bool has_figure(const Characters& line, double mm) {
  bool figure = false, other = false;
  for (size_t i = 0; i < line.size(); ++i) {
    if (i > 0 && line[i].box.x - line[i - 1].box.br().x >= kWord * mm) {
      if (figure && !other) return true;
      figure = other = false;
    }
    (may_stand_with_figures(line[i].text) ? figure : other) = true;
  }
  return figure && !other;
}

// Whether it is the heading of a section, which parts two tables.
bool is_heading(const std::vector<Characters>& lines) {
  std::u32string text;
  for (const Characters& line : lines) {
    for (const Character& c : line) text += c.text;
  }
  return text.size() > 2 && text[1] == U'、' &&
         std::u32string_view(U"一二三四五六七").find(text[0]) != std::string::npos &&
         text.find(U"情况") != std::string::npos;
}

// The band between two rules across.
struct Row {
  int top, bottom;
  Characters characters;
};

// Parts a band in which several lines of figures stand where nothing is printed from side to side.
std::vector<Row> parted(const Row& row, double mm) {
  const std::vector<Characters> lines = lines_of_print(row.characters);
  const auto figures = std::count_if(lines.begin(), lines.end(),
                                     [mm](const Characters& l) { return has_figure(l, mm); });
  if (figures < 2) return {row};
  std::vector<bool> taken(static_cast<size_t>(row.bottom - row.top), false);
  for (const Character& c : row.characters) {
    for (int y = std::max(c.box.y, row.top); y < std::min(c.box.br().y, row.bottom); ++y) {
      taken[static_cast<size_t>(y - row.top)] = true;
    }
  }
  std::vector<Row> rows{{row.top, row.bottom, {}}};
  const auto size = static_cast<int>(taken.size());
  bool begun = false;
  for (int y = 0; y < size;) {
    int end = y;
    while (end < size && !taken[static_cast<size_t>(end)]) ++end;
    if (end > y && begun && end < size) {
      rows.back().bottom = row.top + (y + end) / 2;
      rows.push_back({rows.back().bottom, row.bottom, {}});
    }
    begun = begun || end < size;
    y = std::max(end, y + 1);
    while (y < size && taken[static_cast<size_t>(y)]) ++y;
  }
  for (const Character& c : row.characters) {
    for (Row& r : rows) {
      if (middle(c.box) >= r.top && middle(c.box) < r.bottom) r.characters.push_back(c);
    }
  }
  return rows;
}

// A stretch of x (pixels) that no character stands in, over rows `first` to `last`. `rows`: how
// many of them have characters to both sides of it.
struct Gap {
  int from, to, first, last, rows;
  int width() const { return to - from; }
};

// A rule down from the top of row `first` to the bottom of `last`.
struct Column {
  int at, first, last;
};

// One table: its rows, and where in them characters stand.
class Table {
 public:
  Table(std::vector<Row> rows, int left, int right, int least_gap)
      : rows_(std::move(rows)), left_(left), width_(right - left) {
    for (const Row& row : rows_) {
      auto& taken = taken_.emplace_back(static_cast<size_t>(width_), false);
      for (const Character& c : row.characters) {
        for (int x = std::max(left, c.box.x); x < std::min(right, c.box.br().x); ++x) {
          taken[static_cast<size_t>(x - left)] = true;
        }
      }
      places_.push_back(places_in(taken, least_gap));
    }
  }

  const std::vector<Row>& rows() const { return rows_; }
  int last() const { return static_cast<int>(rows_.size()) - 1; }

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

  std::vector<Row> rows_;
  int left_, width_;
  std::vector<std::vector<bool>> taken_;    // by row and pixel
  std::vector<std::vector<Place>> places_;  // the same
};

int rows_apart(const Column& c, const Gap& gap) {
  return std::max({0, gap.first - c.last, c.first - gap.last});
}

// Where a gap's rule is put: under a rule of the rows beside it that leads into the gap, else in
// its middle.
int place_in(const Gap& gap, const std::vector<Column>& columns) {
  const int middle = (gap.from + gap.to) / 2;
  const Column* best = nullptr;
  const auto rank = [&](const Column& c) {
    return std::pair(rows_apart(c, gap), std::abs(c.at - middle));
  };
  for (const Column& c : columns) {
    if (c.at < gap.from || c.at >= gap.to) continue;
    if (best == nullptr || rank(c) < rank(*best)) best = &c;
  }
  return best == nullptr ? middle : best->at;
}

// The nearest rules to both sides of one in a row; where there are none, the table's.
std::pair<int, int> beside(const Column& column, int row, const std::vector<Column>& columns,
                           int left, int right) {
  for (const Column& c : columns) {
    if (row < c.first || row > c.last) continue;
    if (c.at < column.at) left = std::max(left, c.at);
    if (c.at > column.at) right = std::min(right, c.at);
  }
  return {left, right};
}

// A rule for each gap between columns, those of most rows first. Two gaps with nothing between them
// in any row are one; where one is interrupted, the other's rule is continued.
std::vector<Column> rules_in_gaps(const Table& table, std::vector<Column> columns) {
  std::vector<Gap> gaps = table.gaps();
  std::stable_sort(gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) {
    return std::pair(a.rows, a.width()) > std::pair(b.rows, b.width());
  });
  const auto drawn = static_cast<std::ptrdiff_t>(columns.size());
  for (const Gap& gap : gaps) {
    const int at = place_in(gap, columns);
    std::vector<bool> wanted;
    for (int row = gap.first; row <= gap.last; ++row) wanted.push_back(table.is_gap(row, at));
    for (const Column& c : columns) {
      const int first = std::max(gap.first, c.first), last = std::min(gap.last, c.last);
      if (first > last || table.has_between(at, c.at, first, last)) continue;
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
std::vector<Column> parting(const Table& table, const std::vector<Column>& drawn,
                            std::vector<Column> added, int left, int right) {
  for (size_t i = 0; i < added.size();) {
    const Column column = added[i];
    std::vector<Column> others = drawn;
    others.insert(others.end(), added.begin(), added.end());
    bool parts = false;
    for (int row = column.first; row <= column.last && !parts; ++row) {
      const auto [before, behind] = beside(column, row, others, left, right);
      parts = table.has_between(before, column.at, row, row) &&
              table.has_between(column.at, behind, row, row);
    }
    if (parts) {
      ++i;
    } else {
      added.erase(added.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
  return added;
}

// Draws one table's rules.
class Drawing {
 public:
  Drawing(cv::Mat& out, double mm)
      : out_(out), mm_(mm), thick_(std::max(2, static_cast<int>(std::lround(kThick * mm)))) {}

  // `rows`: of bands under one another; `across` and `down`: rules of the page.
  void draw(std::vector<Row> bands, int left, int right, const std::vector<Line>& across,
            const std::vector<Line>& down) const {
    std::vector<Row> rows;
    std::vector<int> between;  // of rows that no rule parts
    for (const Row& band : bands) {
      for (Row& row : parted(band, mm_)) {
        if (row.top != band.top) between.push_back(row.top);
        rows.push_back(std::move(row));
      }
    }
    if (rows.size() < 2 || std::none_of(rows.begin(), rows.end(), [this](const Row& row) {
          const std::vector<Characters> lines = lines_of_print(row.characters);
          return std::any_of(lines.begin(), lines.end(),
                             [this](const Characters& line) { return has_figure(line, mm_); });
        })) {
      return;
    }
    const int top = rows.front().top, bottom = rows.back().bottom;
    const int least_gap = std::max(1, static_cast<int>(kLeastGap * mm_));
    const Table table(std::move(rows), left, right, least_gap);
    std::vector<Column> columns;
    for (const Line& line : down) {
      if (line.at > left + mm_ && line.at < right - mm_) add_rows(table, line, columns);
    }
    const std::vector<Column> added =
        parting(table, columns, rules_in_gaps(table, columns), left, right);
    columns.insert(columns.end(), added.begin(), added.end());
    if (columns.empty()) return;
    columns.push_back({left, 0, table.last()});
    columns.push_back({right, 0, table.last()});
    for (const Column& c : columns) {
      rule(c.at, table.rows()[static_cast<size_t>(c.first)].top, c.at,
           table.rows()[static_cast<size_t>(c.last)].bottom);
    }
    for (const int y : between) rule(left, y, right, y);
    for (const Line& line : across) {
      if (line.at < top - mm_ || line.at > bottom + mm_) continue;
      const Line whole = lengthened(line, table, columns);
      rule(whole.from, whole.at, whole.to, whole.at);
    }
  }

 private:
  void rule(int x0, int y0, int x1, int y1) const {
    out_(cv::Rect(x0 - thick_ / 2, y0 - thick_ / 2, x1 - x0 + thick_, y1 - y0 + thick_) &
         cv::Rect({}, out_.size()))
        .setTo(0);
  }

  // The rows that a rule down runs along.
  static void add_rows(const Table& table, const Line& line, std::vector<Column>& columns) {
    int first = -1, last = -1;
    for (int i = 0; i <= table.last(); ++i) {
      const Row& row = table.rows()[static_cast<size_t>(i)];
      const int middle = (row.top + row.bottom) / 2;
      if (middle < line.from || middle > line.to) continue;
      if (first < 0) first = i;
      last = i;
    }
    if (first >= 0) columns.push_back({line.at, first, last});
  }

  // A rule across up to the rules down that it nearly meets.
  Line lengthened(Line line, const Table& table, const std::vector<Column>& columns) const {
    const int from = line.from, to = line.to;
    for (const Column& c : columns) {
      if (table.rows()[static_cast<size_t>(c.first)].top > line.at + mm_ ||
          table.rows()[static_cast<size_t>(c.last)].bottom < line.at - mm_) {
        continue;
      }
      if (std::abs(c.at - from) <= kReach * mm_) line.from = std::min(line.from, c.at);
      if (std::abs(c.at - to) <= kReach * mm_) line.to = std::max(line.to, c.at);
    }
    return line;
  }

  cv::Mat& out_;
  double mm_;
  int thick_;
};

// The bands between rules across, and what is printed in each.
std::vector<Row> bands_of(const std::vector<Line>& across, int left, int right, double mm,
                          const Characters& characters) {
  std::vector<Row> bands;
  int y = across.front().at;
  for (const Line& line : across) {
    if (line.at - y <= kSameRule * mm) continue;
    bands.push_back({y, line.at, {}});
    y = line.at;
  }
  for (const Character& c : characters) {
    const int x = c.box.x + c.box.width / 2;
    if (x < left || x >= right) continue;
    for (Row& band : bands) {
      if (middle(c.box) >= band.top && middle(c.box) < band.bottom) band.characters.push_back(c);
    }
  }
  return bands;
}

}  // namespace

cv::Mat draw_implied_rules(const cv::Mat& gray, double dpi, const Characters& characters) {
  const double mm = dpi / 25.4;
  cv::Mat out(gray.size(), CV_8UC1, cv::Scalar(255));
  const std::vector<Line> down = lines_of(steps(gray, 1, 0, characters), mm, true);
  const std::vector<Line> across = lines_of(steps(gray, 0, 1, characters), mm, false);
  if (across.size() > kMostLines || down.size() > kMostLines) return out;  // a map, or a drawing
  const Drawing drawing(out, mm);
  for (const auto& stack : stacks_of(across, mm)) {
    int left = gray.cols, right = 0;
    for (const Line& line : stack) {
      left = std::min(left, line.from);
      right = std::max(right, line.to);
    }
    std::vector<Row> table;
    for (Row& band : bands_of(stack, left, right, mm, characters)) {
      if (is_heading(lines_of_print(band.characters))) {
        drawing.draw(std::move(table), left, right, stack, down);
        table.clear();
      } else {
        table.push_back(std::move(band));
      }
    }
    drawing.draw(std::move(table), left, right, stack, down);
  }
  return out;
}

}  // namespace gouji
