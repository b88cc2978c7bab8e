#include "ocr/digit_ink.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <opencv2/imgproc.hpp>
#include <utility>

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
  bool thin = false;  // whether the run is as thin as a rule
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
    sights.push_back({i, end, end - begin <= band / 2 + 2});
  }
  return sights;
}

struct Slope {
  double at_zero = 0;
  double per_pixel = 0;
  double at(double i) const { return at_zero + per_pixel * i; }
};

double median(std::vector<double> values) {
  auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

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
// far into one of the corners that it is no digit's stroke. (A rule that lies aslant leaves the
// cell before it comes to the other corner.) Places from which something thick is seen tell
// nothing: other rules cross there.
bool run_along(const std::vector<Sight>& sights, const Slope& line, const Side& side, int step) {
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
  return covered(0, side.length, side.upright ? kUprightCover : kRuleCover) &&
         (covered(0, end, kRuleEndCover) || covered(side.length - end, side.length, kRuleEndCover));
}

// Moves `cleared` to the inner edge of a rule along this side, if there is one within `band`
// pixels. Digits that touch the rule keep their rest. Returns how far the cleared part reaches, at
// most; 0 if there is no rule.
int peel(const Side& side, std::vector<int>& cleared, int band) {
  int step = std::max(1, side.length / 48);
  std::vector<Sight> sights = look_inward(side, cleared, band, step);
  std::vector<cv::Point> ends;
  ends.reserve(sights.size());
  for (const Sight& s : sights) {
    if (s.thin) ends.emplace_back(s.place, s.end);
  }
  if (ends.size() < 4) return 0;
  Slope line = fit(ends);
  if (std::abs(line.per_pixel) > kRuleSlope || !run_along(sights, line, side, step)) return 0;
  int deepest = 0;
  for (int i = 0; i < side.length; ++i) {
    cleared[i] = std::max(cleared[i], std::clamp(cvRound(line.at(i)) + 1, 0, side.depth));
    deepest = std::max(deepest, cleared[i]);
  }
  return deepest;
}

// Clears rules along the borders, single or double; each side is looked at with the rules of the
// others still there, for rules cross. Returns the part of the cell that none of them reaches.
cv::Rect peel_rules(cv::Mat& mask) {
  if (mask.rows < 12 || mask.cols < 12) return {0, 0, mask.cols, mask.rows};
  int band = std::max(3, cvRound(kRuleBand * mask.rows));
  std::array<int, 4> deep = {0, 0, 0, 0};  // top, bottom, left, right
  std::array<std::vector<int>, 4> cleared;
  std::array<Side, 4> sides = sides_of(mask);
  for (std::size_t i = 0; i < 4; ++i) {
    cleared[i].assign(sides[i].length, 0);
    int reach = std::min(band, sides[i].depth / 3);
    deep[i] = peel(sides[i], cleared[i], reach);
    if (deep[i] == 0) continue;
    deep[i] = std::max(deep[i], peel(sides[i], cleared[i], std::min(reach, 2 * deep[i] + 2)));
  }
  for (std::size_t k = 0; k < 4; ++k) {
    if (deep[k] == 0) continue;
    uchar* corner = mask.data + (sides[k].corner - mask.data);
    for (int i = 0; i < sides[k].length; ++i) {
      uchar* way = corner + i * sides[k].along;
      for (int j = 0; j < cleared[k][i]; ++j) way[j * sides[k].inward] = 0;
    }
  }
  return {cv::Point(deep[2], deep[0]), cv::Point(mask.cols - deep[3], mask.rows - deep[1])};
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
  bool at_edge = (top && box.br().y <= band) || (bottom && box.y >= cell.height - band);
  if (at_edge && (left || right || box.width >= 2 * box.height)) return true;
  double thickness = static_cast<double>(blob.area) / box.height;
  bool thin = box.width <= 2 * thickness + kRuleSlope * box.height + 1 && box.width <= band;
  if (thin && box.height >= 0.85 * cell.height) return true;
  bool at_side = (left && box.br().x <= band) || (right && box.x >= cell.width - band);
  bool sliver = box.width <= 1 + band / 8;
  return at_side && thin && (sliver || top || bottom || box.height > 0.6 * cell.height);
}

}  // namespace

Ink find_ink(cv::Mat& mask) {
  Ink ink;
  ink.free = peel_rules(mask);
  ink.cleared = ink.free.size() != mask.size();
  cv::Rect inked = cv::boundingRect(mask);
  if (inked.empty()) return ink;
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centroids;
  int count = cv::connectedComponentsWithStats(mask(inked), labels, stats, centroids, 8, CV_32S);
  int band = std::max(3, cvRound(kRuleBand * mask.rows));
  for (int i = 1; i < count; ++i) {
    const int* s = stats.ptr<int>(i);
    cv::Rect box(inked.x + s[cv::CC_STAT_LEFT], inked.y + s[cv::CC_STAT_TOP], s[cv::CC_STAT_WIDTH],
                 s[cv::CC_STAT_HEIGHT]);
    Blob blob = {box, s[cv::CC_STAT_AREA]};
    if (!is_rule(blob, mask.size(), ink.free, band)) {
      ink.figures.push_back(blob);
      continue;
    }
    ink.dropped.push_back(blob);
    ink.cleared = true;
    mask(box).setTo(0, labels(box - inked.tl()) == i);
  }
  return ink;
}

}  // namespace gouji
