#include "ocr/digit_ink.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "models/quantile.h"

namespace gouji {
namespace {

// Shares of the cell's height (band), or of a side's length. Set on printed sheets of
// scripts/train_digits.d/sheets.py: where a stacked or lone 1 or a minus near the border was lost,
// or a slanted rule stayed. With one cover of 0.5 and nothing asked of the corners 0.1 % of cells
// lost a digit without a trace.
constexpr double kRuleBand = 0.2;      // where remnants of rules lie
constexpr double kRuleCover = 0.55;    // of a side, for a rule to run along it
constexpr double kUprightCover = 0.6;  // of an upright side, which a 1 nearly fills
constexpr double kRuleEnds = 0.15;     // of a side: a corner,
constexpr double kRuleEndCover = 0.6;  // of which a rule covers so much
constexpr double kRuleSlope = 0.07;    // what turning a page upright leaves, and more
constexpr double kStroke = 0.07;       // of an upright side: as thick as a digit's stroke

// Of a digit: its height in shares of the cell's smaller side, and its form.
constexpr double kLeastDigit = 0.2, kNarrowest = 2.5, kWidest = 1.2;

// A dotted rule: so many thin pieces along a border, over such a share of the side.
constexpr int kDots = 5;
constexpr double kDottedShare = 0.7;
constexpr std::size_t kMostDots = 80;  // more are grain

// A side of an image as a sequence of straight ways inward from the border.
struct Side {
  const uchar* corner;
  std::ptrdiff_t along;
  std::ptrdiff_t inward;
  int length;
  int depth;
  bool upright;
};

std::array<Side, 4> sides_of(const cv::Mat& m) {
  auto step = static_cast<std::ptrdiff_t>(m.step);
  const uchar* last_row = m.ptr(m.rows - 1);
  return {{{m.data, 1, step, m.cols, m.rows, false},
           {last_row, 1, -step, m.cols, m.rows, false},
           {m.data, step, 1, m.rows, m.cols, true},
           {m.data + m.cols - 1, step, -1, m.rows, m.cols, true}}};
}

// What a look inward from one place of a side meets: ink that begins within the band.
struct Sight {
  int place = 0;
  int end = 0;        // where the run of ink ends
  int thickness = 0;  // of the run
  bool thin = false;  // whether that is as thin as a rule
};

// `cleared`: how deep, at each place of the side, the ink is taken for a rule already.
std::vector<Sight> look_inward(const Side& side, const std::vector<int>& cleared, int band,
                               int step) {
  std::vector<Sight> sights;
  sights.reserve(side.length / step + 1);
  for (int i = step / 2; i < side.length; i += step) {
    const uchar* way = side.corner + i * side.along;
    int begin = cleared[i];
    while (begin < band && !way[begin * side.inward]) ++begin;
    if (begin >= band) continue;
    int end = begin;
    while (end < side.depth && way[end * side.inward]) ++end;
    sights.push_back({i, end, end - begin, end - begin <= band / 2 + 2});
  }
  return sights;
}

struct Slope {
  double at_zero = 0;
  double per_pixel = 0;
  double at(double i) const { return at_zero + per_pixel * i; }
};

// A straight line through points in order of x, most of which lie on it: through the medians of
// the first and of the last third (Tukey's resistant line).
Slope fit(const std::vector<cv::Point>& points) {
  std::size_t third = std::max<std::size_t>(1, points.size() / 3);
  auto part = [&](std::size_t from) {
    std::vector<double> xs;
    std::vector<double> ys;
    for (std::size_t i = from; i < from + third; ++i) {
      xs.push_back(points[i].x);
      ys.push_back(points[i].y);
    }
    return cv::Point2d(median(xs), median(ys));
  };
  cv::Point2d a = part(0);
  cv::Point2d b = part(points.size() - third);
  Slope line;
  if (b.x > a.x) line.per_pixel = (b.y - a.y) / (b.x - a.x);
  std::vector<double> rest;
  for (const cv::Point& p : points) rest.push_back(p.y - line.per_pixel * p.x);
  line.at_zero = median(rest);
  return line;
}

// Whether ink seen from a side is so much on a straight line that it is a rule's, and reaches so
// far into one of the corners that it is no digit's stroke: the number of these corners, 0 if it is
// no rule. (A rule that lies aslant leaves the cell before it comes to the other corner.) Places
// from which something thick is seen tell nothing: other rules cross there.
int corners_reached(const std::vector<Sight>& sights, const Slope& line, const Side& side,
                    int step) {
  auto covered = [&](double from, double to, double share) {
    double open = (to - from) / step;
    int on_line = 0;
    for (const Sight& s : sights) {
      if (s.place < from || s.place >= to) continue;
      if (!s.thin) open -= 1;
      if (s.thin && std::abs(s.end - line.at(s.place)) <= 1.5) ++on_line;
    }
    return on_line > 0 && on_line >= share * open;
  };
  double end = side.length * kRuleEnds;
  if (!covered(0, side.length, side.upright ? kUprightCover : kRuleCover)) return 0;
  return static_cast<int>(covered(0, end, kRuleEndCover)) +
         static_cast<int>(covered(side.length - end, side.length, kRuleEndCover));
}

struct Peeled {
  int depth = 0;  // how far the cleared part reaches, at most; 0 if there is no rule
  bool short_rule = false;
};

// Moves `cleared` to the inner edge of a rule along this side, if there is one within `band`
// pixels. Digits that touch the rule keep their rest.
Peeled peel(const Side& side, std::vector<int>& cleared, int band) {
  int step = std::max(1, side.length / 48);
  std::vector<Sight> sights = look_inward(side, cleared, band, step);
  std::vector<cv::Point> ends;
  std::vector<double> thickness;
  for (const Sight& s : sights) {
    if (!s.thin) continue;
    ends.emplace_back(s.place, s.end);
    thickness.push_back(s.thickness);
  }
  if (ends.size() < 4) return {};
  Slope line = fit(ends);
  if (std::abs(line.per_pixel) > kRuleSlope) return {};
  int corners = corners_reached(sights, line, side, step);
  if (corners == 0) return {};
  bool stroke = side.upright && median(thickness) >= kStroke * side.length;
  Peeled peeled = {0, corners == 1 && stroke};
  for (int i = 0; i < side.length; ++i) {
    cleared[i] = std::max(cleared[i], std::clamp(cvRound(line.at(i)) + 1, 0, side.depth));
    peeled.depth = std::max(peeled.depth, cleared[i]);
  }
  return peeled;
}

// Clears rules along the borders, single or double; each side is looked at with the rules of the
// others still there, for rules cross. Tells in `ink` which part of the cell none of them reaches.
void peel_rules(cv::Mat& mask, Ink& ink) {
  ink.free = {0, 0, mask.cols, mask.rows};
  if (mask.rows < 12 || mask.cols < 12) return;
  int band = std::max(3, cvRound(kRuleBand * mask.rows));
  std::array<int, 4> deep = {0, 0, 0, 0};  // top, bottom, left, right
  std::array<std::vector<int>, 4> cleared;
  std::array<Side, 4> sides = sides_of(mask);
  for (std::size_t i = 0; i < 4; ++i) {
    cleared[i].assign(sides[i].length, 0);
    int reach = std::min(band, sides[i].depth / 3);
    Peeled first = peel(sides[i], cleared[i], reach);
    if (first.depth == 0) continue;
    Peeled second = peel(sides[i], cleared[i], std::min(reach, 2 * first.depth + 2));
    deep[i] = std::max(first.depth, second.depth);
    ink.short_rule = ink.short_rule || first.short_rule || second.short_rule;
  }
  for (std::size_t k = 0; k < 4; ++k) {
    if (deep[k] == 0) continue;
    uchar* corner = mask.data + (sides[k].corner - mask.data);
    for (int i = 0; i < sides[k].length; ++i) {
      uchar* way = corner + i * sides[k].along;
      for (int j = 0; j < cleared[k][i]; ++j) way[j * sides[k].inward] = 0;
    }
  }
  ink.free = {cv::Point(deep[2], deep[0]), cv::Point(mask.cols - deep[3], mask.rows - deep[1])};
}

// Whether a blob is as large as a digit and of its form; what rules leave in a corner is smaller,
// or longer. In a high cell a digit is small.
bool is_like_digit(const Blob& blob, cv::Size cell) {
  const cv::Rect& box = blob.box;
  return box.height >= kLeastDigit * std::min(cell.height, cell.width) &&
         box.height <= kNarrowest * box.width && box.width <= kWidest * box.height;
}

// Whether a blob is a piece of a rule: it touches the border of what is free of rules and stays
// close to it, or it is as long as the cell and thin all along.
bool is_rule(const Blob& blob, cv::Size cell, const cv::Rect& free, int band) {
  const cv::Rect& box = blob.box;
  bool left = box.x <= free.x + 1;
  bool top = box.y <= free.y + 1;
  bool right = box.br().x >= free.br().x - 1;
  bool bottom = box.br().y >= free.br().y - 1;
  bool flat = box.height <= band + kRuleSlope * box.width;
  if (flat && box.width > 2 * cell.height) return true;
  if (is_like_digit(blob, cell)) return false;
  bool at_edge = (top && box.br().y <= band) || (bottom && box.y >= cell.height - band);
  if (at_edge && (left || right || box.width >= 2 * box.height)) return true;
  double thickness = static_cast<double>(blob.area) / box.height;
  bool thin = box.width <= 2 * thickness + kRuleSlope * box.height + 1 && box.width <= band;
  if (thin && box.height >= 0.85 * cell.height) return true;
  bool at_side = (left && box.br().x <= band) || (right && box.x >= cell.width - band);
  bool sliver = box.width <= 1 + band / 8;
  return at_side && thin && (sliver || top || bottom || box.height > 0.6 * cell.height);
}

// Marks the pieces of dotted and dashed rules near the borders.
void mark_dotted(std::vector<Blob>& blobs, cv::Size cell, int band) {
  auto mark = [&](bool upright) {
    int side = upright ? cell.height : cell.width;
    int depth = upright ? cell.width : cell.height;
    auto along = [&](const Blob& b) { return upright ? b.box.y : b.box.x; };
    auto across = [&](const Blob& b) { return upright ? b.box.x : b.box.y; };
    std::vector<Blob*> thin;
    for (Blob& b : blobs) {
      int thickness = upright ? b.box.width : b.box.height;
      int length = upright ? b.box.height : b.box.width;
      bool near = across(b) + thickness <= band || across(b) >= depth - band;
      if (near && thickness <= std::max(2, band / 3) && length <= side / kDots) thin.push_back(&b);
    }
    if (thin.size() < kDots || thin.size() > kMostDots) return;
    for (Blob* first : thin) {
      std::vector<Blob*> row;
      std::copy_if(thin.begin(), thin.end(), std::back_inserter(row),
                   [&](const Blob* b) { return std::abs(across(*b) - across(*first)) <= 1; });
      auto [low, high] =
          std::minmax_element(row.begin(), row.end(),
                              [&](const Blob* a, const Blob* b) { return along(*a) < along(*b); });
      if (row.size() < kDots || along(**high) - along(**low) < kDottedShare * side) continue;
      for (Blob* b : row) b->dotted = true;
    }
  };
  mark(true);
  mark(false);
}

// How many rows of a piece, away from the cell's corners, are far thicker than most: a digit's that
// hangs on a rule. `piece`: 255 where it is; `y` is its first row in a cell of `height`.
int find_bulge(const cv::Mat& piece, int y, int height, int band) {
  std::vector<double> extents;
  std::vector<int> rows;
  for (int r = 0; r < piece.rows; ++r) {
    const uchar* row = piece.ptr(r);
    int first = 0;
    int last = piece.cols - 1;
    while (first < piece.cols && !row[first]) ++first;
    while (last > first && !row[last]) --last;
    if (first == piece.cols) continue;
    extents.push_back(last - first + 1);
    rows.push_back(y + r);
  }
  double most = 2 * median(extents) + 1;
  int bulge = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (extents[i] > most && rows[i] >= band && rows[i] < height - band) ++bulge;
  }
  return bulge;
}

}  // namespace

Ink find_ink(cv::Mat& mask) {
  Ink ink;
  peel_rules(mask, ink);
  ink.cleared = ink.free.size() != mask.size();
  cv::Rect inked = cv::boundingRect(mask);
  if (inked.empty()) return ink;
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centroids;
  int count = cv::connectedComponentsWithStats(mask(inked), labels, stats, centroids, 8, CV_32S);
  int band = std::max(3, cvRound(kRuleBand * mask.rows));
  std::vector<Blob> blobs;
  for (int i = 1; i < count; ++i) {
    const int* s = stats.ptr<int>(i);
    blobs.push_back({{inked.x + s[cv::CC_STAT_LEFT], inked.y + s[cv::CC_STAT_TOP],
                      s[cv::CC_STAT_WIDTH], s[cv::CC_STAT_HEIGHT]},
                     s[cv::CC_STAT_AREA]});
  }
  mark_dotted(blobs, mask.size(), band);
  for (int i = 1; i < count; ++i) {
    Blob& blob = blobs[i - 1];
    if (!blob.dotted && !is_rule(blob, mask.size(), ink.free, band)) {
      ink.figures.push_back(blob);
      continue;
    }
    cv::Mat piece = labels(blob.box - inked.tl()) == i;
    if (blob.box.height > 2 * blob.box.width) {
      blob.bulge = find_bulge(piece, blob.box.y, mask.rows, band);
    }
    mask(blob.box).setTo(0, piece);
    ink.dropped.push_back(blob);
    ink.cleared = true;
  }
  return ink;
}

}  // namespace gouji
