#include "extract/implied_rules.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include "extract/column_gaps.h"
#include "extract/implied_rows.h"

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
constexpr double kReach = 5;         // mm; by which a rule across may end before it meets one down
constexpr size_t kMostLines = 2000;  // on a page; tables have a few hundred
constexpr double kMargin = 1.5;      // mm; of print within a table without rules across
constexpr double kThick = 0.3;       // mm; of rules as drawn here

// A rule: its middle, and its ends (pixels).
struct Line {
  int at, from, to;
  int length() const { return to - from; }
};

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

// Draws one table's rules.
class Drawing {
 public:
  Drawing(cv::Mat& out, double mm)
      : out_(out), mm_(mm), thick_(std::max(2, static_cast<int>(std::lround(kThick * mm)))) {}

  // `bands`: under one another; `across` and `down`: rules of the page. Whether they are a table.
  bool draw(const std::vector<Row>& bands, int left, int right, const std::vector<Line>& across,
            const std::vector<Line>& down) const {
    std::vector<Row> rows;
    std::vector<size_t> unparted;  // rows that no rule parts from the one above
    for (const Row& band : bands) {
      for (Row& row : rows_of(band, mm_)) {
        if (row.top != band.top) unparted.push_back(rows.size());
        rows.push_back(std::move(row));
      }
    }
    if (rows.size() < 2 || std::none_of(rows.begin(), rows.end(), [this](const Row& row) {
          const std::vector<Characters> lines = lines_of_print(row.characters);
          return std::any_of(lines.begin(), lines.end(), [this](const Characters& line) {
            return count_figures(line, mm_) > 0;
          });
        })) {
      return false;
    }
    const int least_gap = std::max(1, static_cast<int>(kLeastGap * mm_));
    std::vector<ColumnRule> columns;
    for (const Line& line : down) {
      if (line.at > left + mm_ && line.at < right - mm_) add_rows(rows, line, columns);
    }
    const std::vector<ColumnRule> added = rules_in_gaps(rows, left, right, least_gap, columns);
    columns.insert(columns.end(), added.begin(), added.end());
    if (columns.empty()) return false;
    const int last = static_cast<int>(rows.size()) - 1;
    columns.push_back({left, 0, last});
    columns.push_back({right, 0, last});
    for (const ColumnRule& c : columns) rule(c.at, top_of(c, rows), c.at, bottom_of(c, rows));
    for (const size_t row : unparted) part(rows, row, columns);
    for (const Line& line : across) {
      if (line.at < rows.front().top - mm_ || line.at > rows.back().bottom + mm_) continue;
      const Line whole = lengthened(line, rows, columns);
      rule(whole.from, whole.at, whole.to, whole.at);
    }
    return true;
  }

 private:
  static int top_of(const ColumnRule& c, const std::vector<Row>& rows) {
    return rows[static_cast<size_t>(c.first)].top;
  }
  static int bottom_of(const ColumnRule& c, const std::vector<Row>& rows) {
    return rows[static_cast<size_t>(c.last)].bottom;
  }

  void rule(int x0, int y0, int x1, int y1) const {
    out_(cv::Rect(x0 - thick_ / 2, y0 - thick_ / 2, x1 - x0 + thick_, y1 - y0 + thick_) &
         cv::Rect({}, out_.size()))
        .setTo(0);
  }

  // The rule above a row, but in columns where print goes on across it: a label of both rows.
  void part(const std::vector<Row>& rows, size_t row,
            const std::vector<ColumnRule>& columns) const {
    const int y = rows[row].top;
    std::vector<int> sides;
    for (const ColumnRule& c : columns) {
      if (top_of(c, rows) <= y && bottom_of(c, rows) >= y) sides.push_back(c.at);
    }
    std::sort(sides.begin(), sides.end());
    for (size_t i = 1; i < sides.size(); ++i) {
      const auto goes_across = [&](const Character& c) {
        const int x = c.box.x + c.box.width / 2;
        return c.box.y < y && y < c.box.br().y && sides[i - 1] <= x && x < sides[i];
      };
      const auto any = [&](const Row& r) {
        return std::any_of(r.characters.begin(), r.characters.end(), goes_across);
      };
      if (!any(rows[row - 1]) && !any(rows[row])) rule(sides[i - 1], y, sides[i], y);
    }
  }

  // The rows that a rule down runs along.
  static void add_rows(const std::vector<Row>& rows, const Line& line,
                       std::vector<ColumnRule>& columns) {
    int first = -1, last = -1;
    for (int i = 0; i < std::ssize(rows); ++i) {
      const Row& row = rows[static_cast<size_t>(i)];
      const int middle = (row.top + row.bottom) / 2;
      if (middle < line.from || middle > line.to) continue;
      if (first < 0) first = i;
      last = i;
    }
    if (first >= 0) columns.push_back({line.at, first, last});
  }

  // A rule across up to the rules down that it nearly meets.
  Line lengthened(Line line, const std::vector<Row>& rows,
                  const std::vector<ColumnRule>& columns) const {
    const int from = line.from, to = line.to;
    for (const ColumnRule& c : columns) {
      if (top_of(c, rows) > line.at + mm_ || bottom_of(c, rows) < line.at - mm_) continue;
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
      if (middle(c) >= band.top && middle(c) < band.bottom) band.characters.push_back(c);
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
  Characters rest = characters;  // in no table yet
  const auto draw = [&](const std::vector<Row>& bands, int left, int right,
                        const std::vector<Line>& rules) {
    if (bands.empty() || !drawing.draw(bands, left, right, rules, down)) return;
    std::erase_if(rest, [&](const Character& c) {
      return middle(c) >= bands.front().top && middle(c) < bands.back().bottom && c.box.x >= left &&
             c.box.x < right;
    });
  };
  for (const auto& stack : stacks_of(across, mm)) {
    int left = gray.cols, right = 0;
    for (const Line& line : stack) {
      left = std::min(left, line.from);
      right = std::max(right, line.to);
    }
    std::vector<Row> table;
    for (Row& band : bands_of(stack, left, right, mm, characters)) {
      if (is_heading(lines_of_print(band.characters))) {
        draw(table, left, right, stack);
        table.clear();
      } else {
        table.push_back(std::move(band));
      }
    }
    draw(table, left, right, stack);
  }
  const int margin = static_cast<int>(kMargin * mm);
  for (std::vector<Row>& bands : unruled_tables(rest, mm)) {
    cv::Rect box;
    for (const Row& band : bands) box |= box_of(band.characters);
    const int left = box.x - margin, right = box.br().x + margin;
    bands.front().top -= margin;
    bands.back().bottom += margin;
    std::vector<Line> across{{bands.front().top, left, right}};
    for (const Row& band : bands) across.push_back({band.bottom, left, right});
    draw(bands, left, right, across);
  }
  return out;
}

}  // namespace gouji
