#include "ocr/digit_line.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace gouji {
namespace {

// Sizes are in digit heights or cell heights unless they say pixels.
constexpr int kDigitHeight = 15;           // pixels in the line found
constexpr double kFullInk = 200;           // of 255, in the line found
constexpr double kPaperShare = 0.65;       // of a block's pixels sorted by light: paper, not ink
constexpr double kInkShare = 0.28;         // of the darkest ink: what counts as ink
constexpr double kFaintestInk = 45;        // gray levels under the paper, for noise not to be ink
constexpr double kGrainShare = 0.7;        // of the pixels, below kGrain times the ink's darkness:
constexpr double kGrain = 0.1;             // else the cell is smoothed to look for ink
constexpr double kRuleBand = 0.2;          // of the cell's height: where remnants of rules lie
constexpr double kRuleCover = 0.55;        // of a side's length, for a rule to run along it,
constexpr double kUprightCover = 0.6;      // more of an upright side, which a 1 nearly fills,
constexpr double kRuleEnds = 0.15;         // and of so much of it at one end or the other
constexpr double kRuleEndCover = 0.6;      // at least so much
constexpr double kRuleSlope = 0.07;        // of a rule that the page's deskewing left
constexpr double kLineGap = 0.35;          // of the height of a line: white between two lines
constexpr double kWordGap = 2.5;           // of the digit height: white that ends a figure
constexpr double kMargin = 0.55;           // of the digit height: paper left at both ends
constexpr int kWorkHeight = 80;            // pixels: higher cells are halved to look for ink

struct Blob {
  cv::Rect box;
  int area = 0;
};

struct Interval {
  int begin = 0;
  int end = 0;
  int area = 0;
  int length() const { return end - begin; }
};

// The gray level below which `share` of the block's pixels lie.
uchar level(const cv::Mat& block, double share) {
  std::array<int, 256> count{};
  for (int y = 0; y < block.rows; ++y) {
    const uchar* row = block.ptr(y);
    for (int x = 0; x < block.cols; ++x) ++count[row[x]];
  }
  int left = static_cast<int>(share * static_cast<double>(block.total()));
  int value = 0;
  while (value < 255 && (left -= count[value]) >= 0) ++value;
  return static_cast<uchar>(value);
}

// How much darker than the paper around it each pixel is.
cv::Mat darkness(const cv::Mat& cell) {
  int columns = std::clamp(cell.cols / std::max(cell.rows, 1), 1, 6);
  int rows = std::clamp(cell.rows / std::max(cell.cols, 1), 1, 4);
  cv::Mat paper(rows, columns, CV_8U);
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < columns; ++c) {
      cv::Range ys(cell.rows * r / rows, cell.rows * (r + 1) / rows);
      cv::Range xs(cell.cols * c / columns, cell.cols * (c + 1) / columns);
      paper.at<uchar>(r, c) = level(cell(ys, xs), kPaperShare);
    }
  }
  cv::Mat result;
  if (paper.total() == 1) {
    cv::subtract(cv::Scalar(paper.at<uchar>(0, 0)), cell, result);
  } else {
    cv::Mat smooth;
    cv::resize(paper, smooth, cell.size(), 0, 0, cv::INTER_LINEAR);
    cv::subtract(smooth, cell, result);
  }
  return result;
}

// The darkness of full ink, looked for away from the borders.
double ink_level(const cv::Mat& dark) {
  int dx = dark.cols / 8;
  int dy = dark.rows / 6;
  cv::Mat inner = dark(cv::Rect(dx, dy, dark.cols - 2 * dx, dark.rows - 2 * dy));
  cv::Mat smooth;
  cv::blur(inner, smooth, {2, 2});
  double most = 0;
  cv::minMaxLoc(smooth, nullptr, &most);
  return std::max(most, kFaintestInk);
}

// A side of an image as a sequence of straight ways inward from the border.
struct Side {
  uchar* corner;
  std::ptrdiff_t along;
  std::ptrdiff_t inward;
  int length;
  int depth;
  bool upright;
};

std::array<Side, 4> sides_of(cv::Mat& m) {
  auto step = static_cast<std::ptrdiff_t>(m.step);
  uchar* last_row = m.ptr(m.rows - 1);
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

std::vector<Sight> look_inward(const Side& side, int band, int step) {
  std::vector<Sight> sights;
  for (int i = step / 2; i < side.length; i += step) {
    const uchar* way = side.corner + i * side.along;
    int begin = 0;
    while (begin < band && !way[begin * side.inward]) ++begin;
    if (begin == band) continue;
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

// Whether ink seen from a side is so much on a straight line that it is a rule's, and reaches so far
// into one of the corners that it is no digit's stroke. (A rule that lies aslant leaves the cell
// before it comes to the other corner.) Places from which something thick is seen tell nothing:
// other rules cross there.
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
         (covered(0, end, kRuleEndCover) ||
          covered(side.length - end, side.length, kRuleEndCover));
}

// Clears everything between the border and the inner edge of a rule along this side, if there is
// one within `band` pixels. Digits that touch the rule keep their rest. Returns how far the cleared
// part reaches, at most; 0 if there is no rule.
int peel(const Side& side, int band) {
  int step = std::max(1, side.length / 48);
  std::vector<cv::Point> ends;
  std::vector<Sight> sights = look_inward(side, band, step);
  for (const Sight& s : sights) {
    if (s.thin) ends.emplace_back(s.place, s.end);
  }
  if (ends.size() < 4) return 0;
  Slope line = fit(ends);
  if (std::abs(line.per_pixel) > kRuleSlope || !run_along(sights, line, side, step)) return 0;
  int deepest = 0;
  for (int i = 0; i < side.length; ++i) {
    int until = std::clamp(cvRound(line.at(i)) + 1, 0, side.depth);
    for (int j = 0; j < until; ++j) side.corner[i * side.along + j * side.inward] = 0;
    deepest = std::max(deepest, until);
  }
  return deepest;
}

// Clears rules along the borders, single or double; each side is looked at with the rules of the
// others still there, for rules cross. Returns the part of the cell that none of them reaches.
cv::Rect peel_rules(cv::Mat& mask) {
  if (mask.rows < 12 || mask.cols < 12) return {0, 0, mask.cols, mask.rows};
  int band = std::max(3, cvRound(kRuleBand * mask.rows));
  cv::Mat before = mask.clone();
  std::array<int, 4> deep = {0, 0, 0, 0};  // top, bottom, left, right
  for (std::size_t i = 0; i < 4; ++i) {
    cv::Mat peeled = before.clone();
    Side side = sides_of(peeled)[i];
    int reach = std::min(band, side.depth / 3);
    deep[i] = peel(side, reach);
    if (deep[i] == 0) continue;
    deep[i] = std::max(deep[i], peel(side, std::min(reach, 2 * deep[i] + 2)));
    mask &= peeled;
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

// The ink that may belong to figures; what is dropped is cleared in `mask`.
std::vector<Blob> find_blobs(cv::Mat& mask, const cv::Rect& free) {
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centroids;
  int count = cv::connectedComponentsWithStats(mask, labels, stats, centroids, 8, CV_32S);
  int band = std::max(3, cvRound(kRuleBand * mask.rows));
  std::vector<Blob> blobs;
  std::vector<uchar> keep(count, 0);
  for (int i = 1; i < count; ++i) {
    const int* s = stats.ptr<int>(i);
    cv::Rect box(s[cv::CC_STAT_LEFT], s[cv::CC_STAT_TOP], s[cv::CC_STAT_WIDTH],
                 s[cv::CC_STAT_HEIGHT]);
    Blob blob = {box, s[cv::CC_STAT_AREA]};
    if (is_rule(blob, mask.size(), free, band)) continue;
    keep[i] = 255;
    blobs.push_back(blob);
  }
  for (int y = 0; y < mask.rows; ++y) {
    const int* from = labels.ptr<int>(y);
    uchar* to = mask.ptr(y);
    for (int x = 0; x < mask.cols; ++x) to[x] = keep[from[x]];
  }
  return blobs;
}

// The lines of print, from top to bottom: blobs whose heights overlap or nearly so.
std::vector<Interval> find_intervals(std::vector<Blob>& blobs) {
  int largest = 0;
  int highest = 0;
  for (const Blob& b : blobs) {
    largest = std::max(largest, b.area);
    highest = std::max(highest, b.box.height);
  }
  std::erase_if(blobs, [&](const Blob& b) { return b.area < 3 || b.area * 60 < largest; });
  std::sort(blobs.begin(), blobs.end(),
            [](const Blob& a, const Blob& b) { return a.box.y < b.box.y; });
  std::vector<Interval> lines;
  for (const Blob& b : blobs) {
    int end = b.box.br().y;
    if (!lines.empty() && b.box.y - lines.back().end < kLineGap * highest) {
      lines.back().end = std::max(lines.back().end, end);
      lines.back().area += b.area;
    } else {
      lines.push_back({b.box.y, end, b.area});
    }
  }
  int tallest = 0;
  int fullest = 0;
  for (const Interval& l : lines) tallest = std::max(tallest, l.length());
  for (const Interval& l : lines) fullest = std::max(fullest, l.area);
  std::erase_if(lines, [&](const Interval& l) {
    return l.length() * 2 < tallest || l.area * 25 < fullest;
  });
  return lines;
}

// The part of `dark` in `box`, which may reach over its edges, as a line of `width` pixels.
cv::Mat sample(const cv::Mat& dark, const cv::Rect& box, double ink, int width) {
  cv::Mat part(box.size(), CV_8U, cv::Scalar(0));
  cv::Rect inside = box & cv::Rect(0, 0, dark.cols, dark.rows);
  if (!inside.empty()) dark(inside).copyTo(part(inside - box.tl()));
  cv::Mat line;
  bool shrink = box.height > kLineHeight;
  cv::resize(part, line, {width, kLineHeight}, 0, 0, shrink ? cv::INTER_AREA : cv::INTER_LINEAR);
  line.convertTo(line, CV_8U, kFullInk / ink);
  return line;
}

void append(cv::Mat& joined, const cv::Mat& next) {
  if (joined.empty()) {
    joined = next;
  } else {
    cv::hconcat(joined, next, joined);
  }
}

// How high digits would be, told from the line of print, or for a dash from its length.
double digit_height(const Interval& line, const std::vector<Blob>& blobs, cv::Size cell) {
  int widest = 0;
  for (const Blob& b : blobs) {
    if (b.box.y < line.end && b.box.br().y > line.begin) widest = std::max(widest, b.box.width);
  }
  double height = line.length();
  if (height < 0.5 * widest) height = std::max(height, std::min(1.1 * widest, 0.4 * cell.height));
  return std::max({height, 6.0, 0.12 * cell.height});
}

// The stretches of a line of print that stand together, from left to right. Specks far from the
// figure are left out, but not what may be figures of their own.
std::vector<cv::Range> find_stretches(const Interval& line, const std::vector<Blob>& blobs,
                                      double digit) {
  std::vector<Blob> members;
  for (const Blob& b : blobs) {
    if (b.box.y < line.end && b.box.br().y > line.begin) members.push_back(b);
  }
  std::sort(members.begin(), members.end(),
            [](const Blob& a, const Blob& b) { return a.box.x < b.box.x; });
  struct Stretch {
    cv::Range x;
    int tallest;
    int area;
  };
  std::vector<Stretch> stretches;
  for (const Blob& b : members) {
    if (!stretches.empty() && b.box.x - stretches.back().x.end < kWordGap * digit) {
      Stretch& last = stretches.back();
      last.x.end = std::max(last.x.end, b.box.br().x);
      last.tallest = std::max(last.tallest, b.box.height);
      last.area += b.area;
    } else {
      stretches.push_back({{b.box.x, b.box.br().x}, b.box.height, b.area});
    }
  }
  int fullest = 0;
  for (const Stretch& s : stretches) fullest = std::max(fullest, s.area);
  std::vector<cv::Range> found;
  for (const Stretch& s : stretches) {
    if (s.area == fullest || s.tallest >= 0.5 * digit) found.push_back(s.x);
  }
  return found;
}

// The line of print that has `rows` to itself; what stands above and below them is left out.
// Where it has a wide gap, a bar stands in its place: the network sees not as far as from one
// figure to the other, and two figures are not one number.
cv::Mat cut_line(const cv::Mat& all, const Interval& line, const std::vector<Blob>& blobs,
                 cv::Size work, double ink, cv::Range rows) {
  double zoom = static_cast<double>(all.rows) / work.height;
  int top = cvRound(rows.start * zoom);
  cv::Mat dark = all.rowRange(top, std::min(all.rows, cvRound(rows.end * zoom)));
  double digit = digit_height(line, blobs, work);
  double height = digit * kLineHeight / kDigitHeight;
  double middle = 0.5 * (line.begin + line.end);
  cv::Mat joined;
  for (const cv::Range& x : find_stretches(line, blobs, digit)) {
    if (!joined.empty()) append(joined, cv::Mat(kLineHeight, 2, CV_8U, cv::Scalar(kFullInk)));
    double x0 = x.start - kMargin * digit;
    double x1 = x.end + kMargin * digit;
    cv::Rect box(cv::Point(cvFloor(x0 * zoom), cvRound((middle - height / 2) * zoom)),
                 cv::Point(cvCeil(x1 * zoom), cvRound((middle + height / 2) * zoom)));
    append(joined, sample(dark, box - cv::Point(0, top), ink, std::max(8, cvRound((x1 - x0) * kDigitHeight / digit))));
  }
  return joined;
}

}  // namespace

cv::Mat find_line(const cv::Mat& cell) {
  if (cell.rows < 4 || cell.cols < 4) return cv::Mat::zeros(kLineHeight, kLineHeight, CV_8U);
  cv::Mat dark = darkness(cell);
  cv::Mat small = dark;
  if (cell.rows > kWorkHeight) {
    int part = cell.rows / kWorkHeight + 1;
    cv::resize(dark, small, {(cell.cols + part - 1) / part, (cell.rows + part - 1) / part}, 0, 0,
               cv::INTER_AREA);
  }
  double ink = ink_level(small);
  if (level(small, kGrainShare) > kGrain * ink) {
    cv::Mat smooth;
    cv::blur(small, smooth, {3, 3});
    small = smooth;
    ink = ink_level(small);
  }
  cv::Mat all_ink = small > kInkShare * ink;
  cv::Mat mask = all_ink.clone();
  cv::Rect free = peel_rules(mask);
  std::vector<Blob> blobs = find_blobs(mask, free);
  cv::Mat dropped = all_ink ^ mask;
  cv::dilate(dropped, dropped, cv::Mat::ones(3, 3, CV_8U));
  dropped &= ~mask;
  if (small.size() != dark.size()) cv::resize(dropped, dropped, dark.size(), 0, 0, cv::INTER_NEAREST);
  dark.setTo(0, dropped);

  std::vector<Interval> lines = find_intervals(blobs);
  if (lines.empty()) {
    int side = std::min(cell.rows, cell.cols);
    cv::Rect middle((cell.cols - side) / 2, (cell.rows - side) / 2, side, side);
    return sample(dark, middle, ink, kLineHeight);
  }
  cv::Mat joined;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    cv::Range rows(0, small.rows);
    if (i > 0) rows.start = (lines[i - 1].end + lines[i].begin) / 2;
    if (i + 1 < lines.size()) rows.end = (lines[i].end + lines[i + 1].begin) / 2;
    append(joined, cut_line(dark, lines[i], blobs, small.size(), ink, rows));
  }
  return joined.cols > kMaxLineWidth ? joined.colRange(0, kMaxLineWidth).clone() : joined;
}

}  // namespace gouji
