#include "extract/lattice.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "extract/bit_image.h"
#include "extract/edges.h"
#include "extract/merged_rows.h"
#include "extract/missed_lines.h"
#include "models/disjoint_sets.h"

namespace gouji {
namespace {

// Millimetres.
constexpr double kSameLine = 2.0;   // pieces within this are one line (double rules, slope, curl)
constexpr double kNextPiece = 1.2;  // from one piece of it to the next; a double rule's halves
constexpr double kNarrowest = 2.6;  // of a row or column; characters of 7 pt are 2.5 mm
constexpr double kEndReach = 0.7;   // how near to a crossing rule a rule must end
constexpr double kCutReach = 2.2;   // from the region's edge, which lies 0.6 off the outermost rule
constexpr double kEdgeRule = 0.1;   // share of an edge; with less rule along it, it was cut open
constexpr double kLoose = 5.5;      // shorter pieces must; the sides of a large 口 are as clean
constexpr double kMostDrift = 0.6;  // sideways, of a straight piece; the arc of a seal has more
constexpr double kSlope = 0.03;     // or this share of its length
constexpr double kStraight = 0.4;   // width of a strip; an arc of a seal is in it for 8 at most,
constexpr double kLeastStraight = 10;  // a rule that touches the arc for more
constexpr double kCharacter = 9;  // longer pieces need paper on one side only: titles are smaller
constexpr double kFreeStanding = 14;  // pieces longer than this need not end on a rule
constexpr double kMissingOuter = 4;   // rules that stick out this far end at an unprinted side;
constexpr double kMostStickOut = kNarrowest;  // if most of them do, this far is enough
constexpr double kAlongMost = 0.7;            // share of such a piece that is straight
constexpr double kThroughSide = 0.3;          // what is dark so far to both sides of a side
constexpr double kStrokes = 0.4;  // for so much of its length is print that goes through
constexpr int kLostAlong = 2;     // figures with no rule between them, where most have none
// Shares of an edge's length.
constexpr double kPerhaps = 0.1;  // enough, if otherwise a cell would have a bend

// The lines of one direction: where they lie, how much rule is on each, and from where to where.
struct Lines {
  std::vector<double> at;
  std::vector<double> length;
  std::vector<double> from, to;

  void drop_last() {
    for (auto* part : {&at, &length, &from, &to}) part->pop_back();
  }
};

// A piece of rule, `at` its line, running from `from` to `to`.
struct Piece {
  double at, from, to;
  double length() const { return to - from; }
};

// The shares of a piece's length that have ink beside it, other than the rules that cross it: on
// the clearer side, and on the more crowded one.
std::pair<double, double> crowd_beside(const cv::Mat& ink, const cv::Mat& crossing,
                                       const cv::Rect& piece, bool across, double mm) {
  double crowd[2] = {0, 0};
  for (int side : {-1, 1}) {
    const int from = static_cast<int>(std::lround(kBesideFrom * mm));
    const int width = static_cast<int>(std::lround(kBesideTo * mm)) - from + 1;
    cv::Rect strip = piece;
    if (across) {
      strip.y = side < 0 ? piece.y - from - width : piece.y + piece.height + from;
      strip.height = width;
    } else {
      strip.x = side < 0 ? piece.x - from - width : piece.x + piece.width + from;
      strip.width = width;
    }
    strip &= cv::Rect(0, 0, ink.cols, ink.rows);
    if (strip.empty()) continue;
    cv::Mat flat, rules;
    cv::dilate(crossing(strip), rules, {});
    cv::reduce(ink(strip) & ~rules, flat, across ? 0 : 1, cv::REDUCE_MAX);
    crowd[side > 0] = static_cast<double>(cv::countNonZero(flat)) / flat.total();
  }
  return std::minmax({crowd[0], crowd[1]});
}

// Lets pieces end at the region's edge: a page end cuts tables open. Rules down may end a little
// before it where no rule runs along the top or the bottom.
void open_ends(cv::Mat& ends, const cv::Mat& crossing, bool across, double mm) {
  const auto pixels = [mm](double length) { return static_cast<int>(std::lround(length * mm)); };
  cv::rectangle(ends, {0, 0, ends.cols, ends.rows}, 255, std::max(3, pixels(2 * kEndReach) | 1));
  if (across) return;
  const int near = std::min(pixels(kCutReach), ends.rows);
  for (const int top : {0, ends.rows - near}) {
    cv::Mat flat;
    cv::reduce(crossing.rowRange(top, top + near), flat, 0, cv::REDUCE_MAX);
    if (cv::countNonZero(flat) < kEdgeRule * ends.cols) ends.rowRange(top, top + near).setTo(255);
  }
}

// Whether a piece that ends on nothing is a rule all the same.
bool stands_alone(const cv::Mat& ink, const cv::Mat& crossing, const cv::Rect& piece, bool across,
                  double mm) {
  const double length = std::max(piece.width, piece.height) / mm;
  if (length < kLoose || length >= kFreeStanding) return length >= kFreeStanding;
  const auto [clear, crowded] = crowd_beside(ink, crossing, piece, across, mm);
  return (length < kCharacter ? crowded : clear) < kCrowded;
}

// The longest straight part of what is marked, along its longer side, in the coordinates of
// `marked`: a rule that the arc of a seal touches. Empty where that is no longer than an arc's.
cv::Rect straight_part(const cv::Mat& marked, bool across, double mm) {
  cv::Mat profile;
  cv::reduce(marked, profile, across ? 1 : 0, cv::REDUCE_SUM, CV_32S);
  const int strip = std::max(1, static_cast<int>(std::lround(kStraight * mm)));
  const int size = static_cast<int>(profile.total());
  int best = 0, at = 0;
  for (int i = 0; i < size; ++i) {
    int sum = 0;
    for (int k = i; k < std::min(i + strip, size); ++k) sum += profile.at<int>(k);
    if (sum > best) {
      best = sum;
      at = i;
    }
  }
  const int end = std::min(at + strip, size);
  const cv::Mat part = across ? marked.rowRange(at, end) : marked.colRange(at, end);
  cv::Rect r = cv::boundingRect(part);
  (across ? r.y : r.x) += at;
  const int length = across ? r.width : r.height;
  return length >= kLeastStraight * mm &&
                 length >= kAlongMost * (across ? marked.cols : marked.rows)
             ? r
             : cv::Rect();
}

// The pieces of rule in `region`. A short one must end on crossing rules at both ends, or have
// paper beside it: that tells rules from the strokes of characters.
std::vector<Piece> find_pieces(const cv::Mat& mask, const cv::Mat& crossing, const cv::Mat& ink,
                               const cv::Rect& region, bool across, double mm) {
  const int reach = std::max(3, static_cast<int>(std::lround(2 * kEndReach * mm)) | 1);
  cv::Mat ends;
  cv::dilate(crossing(region), ends, cv::getStructuringElement(cv::MORPH_RECT, {reach, reach}));
  open_ends(ends, crossing(region), across, mm);
  std::vector<Piece> pieces;
  for (const BitImage::Part& part : BitImage::pack(mask(region)).parts()) {
    cv::Rect found = part.box;
    const cv::Moments mass = cv::moments(part.mask, true);
    double at = across ? found.y + mass.m01 / mass.m00 : found.x + mass.m10 / mass.m00;
    const int length = std::max(found.width, found.height);
    const double thickness = mass.m00 / length;
    if (std::min(found.width, found.height) - thickness >
        std::max(kMostDrift * mm, kSlope * length)) {
      const cv::Rect straight = straight_part(part.mask, across, mm);
      if (straight.empty()) continue;
      found = straight + found.tl();
      at = across ? found.y + found.height / 2.0 : found.x + found.width / 2.0;
    }
    const cv::Point middle = (found.tl() + found.br()) / 2, last = found.br() - cv::Point(1, 1);
    const bool anchored =
        across ? ends.at<uchar>(middle.y, found.x) && ends.at<uchar>(middle.y, last.x)
               : ends.at<uchar>(found.y, middle.x) && ends.at<uchar>(last.y, middle.x);
    const cv::Rect piece = found + region.tl();
    if (!anchored && !stands_alone(ink, crossing, piece, across, mm)) continue;
    at += across ? region.y : region.x;
    const double from = across ? piece.x : piece.y;
    pieces.push_back({at, from, from + (across ? piece.width : piece.height)});
  }
  std::sort(pieces.begin(), pieces.end(), [](auto& a, auto& b) { return a.at < b.at; });
  return pieces;
}

Lines gather(const std::vector<Piece>& pieces, double mm) {
  Lines out;
  for (size_t i = 0; i < pieces.size();) {
    double sum = 0, weight = 0, last = pieces[i].at, from = 1e30, to = -1e30;
    const double first = last;
    for (; i < pieces.size() && pieces[i].at - last <= kNextPiece * mm &&
           pieces[i].at - first <= kSameLine * mm;
         ++i) {
      last = pieces[i].at;
      sum += last * pieces[i].length();
      weight += pieces[i].length();
      from = std::min(from, pieces[i].from);
      to = std::max(to, pieces[i].to);
    }
    // Nothing can be printed between two lines this near: the longer one is the rule.
    if (!out.at.empty() && sum / weight - out.at.back() < kNarrowest * mm) {
      from = std::min(from, out.from.back());
      to = std::max(to, out.to.back());
      if (out.length.back() >= weight) {
        out.from.back() = from;
        out.to.back() = to;
        continue;
      }
      out.drop_last();
    }
    out.at.push_back(sum / weight);
    out.length.push_back(weight);
    out.from.push_back(from);
    out.to.push_back(to);
  }
  return out;
}

// Tables open at the sides have rules that end where nothing stands. `crossing`: these rules.
void close_sides(std::vector<double>& at, Lines crossing, double mm) {
  auto& [lines, lengths, from, to] = crossing;
  if (at.empty() || from.empty()) return;
  std::sort(from.begin(), from.end());
  std::sort(to.begin(), to.end());
  const double begin = from.front(), end = to.back();
  const double most_begin = from[from.size() / 2], most_end = to[(to.size() - 1) / 2];
  if (at.front() - begin > kMissingOuter * mm) {
    at.insert(at.begin(), begin);
  } else if (at.front() - most_begin > kMostStickOut * mm) {
    at.insert(at.begin(), most_begin);
  }
  if (end - at.back() > kMissingOuter * mm) {
    at.push_back(end);
  } else if (most_end - at.back() > kMostStickOut * mm) {
    at.push_back(most_end);
  }
}

// Whether print crosses a side on which no rule runs: then the table goes on beyond it.
bool cuts_print(const RuleMasks& masks, double x, const cv::Range& rows, double mm) {
  const int half = std::max(1, cvRound(kThroughSide * mm));
  const cv::Rect strip = cv::Rect(cvRound(x) - half, rows.start, 2 * half + 1, rows.size()) &
                         cv::Rect({}, masks.ink.size());
  if (strip.empty()) return false;
  cv::Mat rules, through;
  cv::dilate(masks.across(strip), rules,
             cv::getStructuringElement(cv::MORPH_RECT, {1, 2 * half + 1}));
  cv::reduce(masks.ink(strip) & ~rules, through, 1, cv::REDUCE_MIN);
  return cv::countNonZero(through) >= kStrokes * mm;
}

// A line on which no rule runs from one crossing to the next was made by strokes of characters.
void drop_empty_lines(const RuleMasks& masks, std::vector<double>& lines,
                      const std::vector<double>& crossings, bool across, double mm) {
  const Edges edges(masks, lines, crossings, across, mm);
  std::vector<double> kept;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (edges.any(i)) kept.push_back(lines[i]);
  }
  lines = kept;
}

// Closes lines whose rule was lost between two rows of figures, those `put` and others: between the
// figures, and across other cells that end where these rows do, but where print crosses the line.
void close_between_rows(const RuleMasks& masks, const std::vector<double>& put,
                        const std::vector<double>& ys, const std::vector<double>& xs, double mm,
                        Edges& across) {
  std::vector<bool> lost(ys.size());
  for (size_t line = 1; line + 1 < ys.size(); ++line) {
    const std::vector<size_t> divided = divided_figures(masks.ink, ys, line, xs, mm);
    const auto open = std::count_if(divided.begin(), divided.end(), [&](size_t column) {
      return across.sure(line, column) < kPresent;
    });
    const bool found = std::find(put.begin(), put.end(), ys[line]) != put.end();
    lost[line] = found || (open >= kLostAlong && 2 * open >= std::ssize(divided));
    for (size_t column : divided) {
      if (lost[line]) across.close(line, column);
    }
  }
  for (size_t line = 1; line + 1 < ys.size(); ++line) {
    if (!lost[line]) continue;
    size_t above = line - 1, below = line + 1;
    while (lost[above]) --above;
    while (lost[below]) ++below;
    for (size_t i = 0; i + 1 < xs.size(); ++i) {
      if (across.sure(above, i) < kPresent || across.sure(below, i) < kPresent) continue;
      const int inset = cvRound(kBesideFrom * mm), left = cvRound(xs[i]) + inset;
      const cv::Rect along =
          cv::Rect(left, cvRound(ys[line]), cvRound(xs[i + 1]) - inset - left, 1) &
          cv::Rect({}, masks.ink.size());
      if (along.empty() || cv::countNonZero(masks.ink(along)) == 0) across.close(line, i);
    }
  }
}

class Cells {
 public:
  Cells(const Edges& across, const Edges& down, int rows, int columns)
      : across_(across),
        down_(down),
        rows_(rows),
        columns_(columns),
        sets_(static_cast<size_t>(rows) * columns) {}

  std::vector<GridCell> merge() {
    join(kPresent);
    if (!rectangular()) split_where_bent();
    return collect();
  }

 private:
  int id(int r, int c) const { return r * columns_ + c; }

  void join(double least) {
    sets_ = DisjointSets(static_cast<size_t>(rows_) * columns_);
    for (int r = 0; r < rows_; ++r) {
      for (int c = 0; c < columns_; ++c) {
        if (c + 1 < columns_ && down_.sure(c + 1, r) < least) sets_.unite(id(r, c), id(r, c + 1));
        if (r + 1 < rows_ && across_.sure(r + 1, c) < least) sets_.unite(id(r, c), id(r + 1, c));
      }
    }
  }

  struct Extent {
    int r0 = 1 << 30, c0 = 1 << 30, r1 = -1, c1 = -1, count = 0;
    bool full() const { return (r1 - r0 + 1) * (c1 - c0 + 1) == count; }
  };
  std::vector<Extent> extents() {
    std::vector<Extent> out(static_cast<size_t>(rows_) * columns_);
    for (int r = 0; r < rows_; ++r) {
      for (int c = 0; c < columns_; ++c) {
        Extent& e = out[sets_.find(id(r, c))];
        e = {std::min(e.r0, r), std::min(e.c0, c), std::max(e.r1, r), std::max(e.c1, c),
             e.count + 1};
      }
    }
    return out;
  }
  bool rectangular() {
    for (const Extent& e : extents()) {
      if (e.count && !e.full()) return false;
    }
    return true;
  }

  // A cell with a bend has lost a rule: inside it, even a trace of a rule counts, and where that is
  // not enough, every edge does.
  void split_where_bent() {
    for (double least : {kPerhaps, 0.0}) {
      const std::vector<Extent> before = extents();
      const std::vector<int> was = roots();
      sets_ = DisjointSets(static_cast<size_t>(rows_) * columns_);
      for (int r = 0; r < rows_; ++r) {
        for (int c = 0; c < columns_; ++c) {
          const int i = id(r, c);
          const double bar = before[was[i]].full() ? 2.0 : least;  // 2: all of a whole cell joins
          if (c + 1 < columns_ && was[i] == was[i + 1] && down_.sure(c + 1, r) < bar) {
            sets_.unite(i, i + 1);
          }
          if (r + 1 < rows_ && was[i] == was[i + columns_] && across_.sure(r + 1, c) < bar) {
            sets_.unite(i, i + columns_);
          }
        }
      }
      if (rectangular()) return;
    }
  }
  std::vector<int> roots() {
    std::vector<int> out(static_cast<size_t>(rows_) * columns_);
    for (size_t i = 0; i < out.size(); ++i) out[i] = sets_.find(static_cast<int>(i));
    return out;
  }

  std::vector<GridCell> collect() {
    std::vector<GridCell> cells;
    for (const Extent& e : extents()) {
      if (e.count) {
        cells.push_back({e.r0, e.c0, e.r1 - e.r0 + 1, e.c1 - e.c0 + 1, {}});
      }
    }
    std::sort(cells.begin(), cells.end(), [](const GridCell& a, const GridCell& b) {
      return a.row != b.row ? a.row < b.row : a.column < b.column;
    });
    return cells;
  }

  const Edges& across_;
  const Edges& down_;
  int rows_, columns_;
  DisjointSets sets_;
};

}  // namespace

std::optional<Grid> find_lattice(const RuleMasks& rules, const cv::Rect& region, double dpi) {
  const double mm = dpi / 25.4;
  Lines across = gather(find_pieces(rules.across, rules.down, rules.ink, region, true, mm), mm);
  Lines down = gather(find_pieces(rules.down, rules.across, rules.ink, region, false, mm), mm);
  if (across.at.empty() || down.at.empty()) return std::nullopt;
  const double left = down.at.front(), right = down.at.back();
  close_sides(down.at, across, mm);
  close_sides(across.at, down, mm);
  if (across.at.size() < 2 || down.at.size() < 2) return std::nullopt;
  const cv::Range rows(cvFloor(across.at.front()), cvCeil(across.at.back()));
  const bool cut = (down.at.front() < left && cuts_print(rules, down.at.front(), rows, mm)) ||
                   (down.at.back() > right && cuts_print(rules, down.at.back(), rows, mm));
  for (double x : missed_lines(rules.bare, across.at, down.at, mm)) {
    if (down.at.front() < x && x < down.at.back()) {
      down.at.insert(std::upper_bound(down.at.begin(), down.at.end(), x), x);
    }
  }
  drop_empty_lines(rules, down.at, across.at, false, mm);
  drop_empty_lines(rules, across.at, down.at, true, mm);
  if (across.at.size() < 2 || down.at.size() < 3) return std::nullopt;
  const std::vector<double> put = merged_rows(rules.ink, across.at, down.at, mm);
  for (double y : put) {
    across.at.insert(std::upper_bound(across.at.begin(), across.at.end(), y), y);
  }

  Grid grid;
  grid.cut = cut;
  grid.xs = down.at;
  grid.ys = across.at;
  grid.rows = static_cast<int>(across.at.size()) - 1;
  grid.columns = static_cast<int>(down.at.size()) - 1;
  grid.box = {grid.xs.front(), grid.ys.front(), grid.xs.back(), grid.ys.back()};
  Edges across_edges(rules, grid.ys, grid.xs, true, mm);
  across_edges.close_holes();
  close_between_rows(rules, put, grid.ys, grid.xs, mm, across_edges);
  Edges down_edges(rules, grid.xs, grid.ys, false, mm);
  across_edges.close_between_figures(down_edges);
  down_edges.close_between_figures(across_edges);
  grid.cells = Cells(across_edges, down_edges, grid.rows, grid.columns).merge();
  for (GridCell& c : grid.cells) {
    c.box = {grid.xs[c.column], grid.ys[c.row], grid.xs[c.column + c.column_span],
             grid.ys[c.row + c.row_span]};
  }
  return grid;
}

}  // namespace gouji
