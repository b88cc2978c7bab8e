#include "ocr/digit_line.h"

#include <algorithm>
#include <cstddef>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "ocr/darkness.h"
#include "ocr/digit_ink.h"
#include "ocr/reduce.h"

namespace gouji {
namespace {

// Sizes are in digit heights or cell heights unless they say pixels.
constexpr int kDigitHeight = 15;      // pixels in the line found
constexpr double kInkShare = 0.28;    // of the darkest ink: what counts as ink
constexpr double kGrainShare = 0.7;   // of the pixels, below kGrain times the ink's darkness:
constexpr double kGrain = 0.1;        // else the cell is smoothed to look for ink
constexpr double kSameHeight = 1.3;   // ratio of the heights of two digits' ink
constexpr double kPointGap = 0.5;     // of the digit height: white between a digit and a point
constexpr double kLeastStroke = 0.2;  // of the cell's height or smaller side: of a digit
constexpr double kMostDigit = 0.6;    // of the cell's height; a longer stroke is a rule's
constexpr double kThick = 0.1;        // of the cell's height: thicker than rules are
constexpr double kLeastBulge = 0.06;  // of the cell's height: more of a rule far thicker than it
constexpr int kLargerThanPoint = 40;  // times, at most, is a digit's ink that of a point
constexpr int kLeastFigure = 6;       // pixels, of those looked at for ink: as high as digits are
constexpr double kSlant = 0.02;       // of a rule
// Of the digit height: how high a note's mark is, how far behind the digit before it, how far its
// top may lie under that one's, and its foot above; and a digit that is no mark.
constexpr double kLeastMark = 0.35, kMostMark = 0.8, kMarkGap = 0.5, kMarkTop = 0.25;
constexpr double kRaised = 0.22, kFullHeight = 0.85;
constexpr double kEnds = 0.15;     // of the cell's height: where a rule would end, but no digit
constexpr double kLineGap = 0.35;  // of the height of a line: white between two lines
constexpr double kWordGap = 2.5;   // of the digit height: white that ends a figure
constexpr double kRoom = 2;        // of the height of a line: left beside one that is not full
constexpr double kMargin = 0.3;    // of the digit height: paper left at both ends
constexpr int kWorkHeight = 80;    // pixels: higher cells are halved to look for ink

struct Interval {
  int begin = 0;
  int end = 0;
  int area = 0;
  cv::Rect box;
  int length() const { return end - begin; }
};

// Moves what is too small for a digit or a dash to the result.
std::vector<Blob> take_specks(std::vector<Blob>& blobs) {
  int largest = 0;
  for (const Blob& b : blobs) largest = std::max(largest, b.area);
  auto specks = std::partition(blobs.begin(), blobs.end(), [&](const Blob& b) {
    return b.area >= 3 && b.area * 60 >= largest;
  });
  std::vector<Blob> taken(specks, blobs.end());
  blobs.erase(specks, blobs.end());
  return taken;
}

// Whether a piece below a line of print is of the same line: with little white between them, or
// both are what one digit is that is broken across.
bool same_line(const Interval& line, const Blob& below, int highest) {
  int gap = below.box.y - line.end;
  if (gap < kLineGap * highest) return true;
  cv::Rect both = line.box | below.box;
  auto [low, high] = std::minmax({line.length(), below.box.height});
  auto [narrow, wide] = std::minmax({line.box.width, below.box.width});
  return 2 * low <= high && 2 * narrow >= wide && both.width <= both.height &&
         gap < kLineGap * both.height;
}

// The lines of print, from top to bottom: blobs whose heights overlap or nearly so.
std::vector<Interval> find_intervals(std::vector<Blob>& blobs) {
  int highest = 0;
  for (const Blob& b : blobs) highest = std::max(highest, b.box.height);
  std::sort(blobs.begin(), blobs.end(),
            [](const Blob& a, const Blob& b) { return a.box.y < b.box.y; });
  std::vector<Interval> lines;
  for (const Blob& b : blobs) {
    int end = b.box.br().y;
    if (!lines.empty() && same_line(lines.back(), b, highest)) {
      lines.back().end = std::max(lines.back().end, end);
      lines.back().area += b.area;
      lines.back().box |= b.box;
    } else {
      lines.push_back({b.box.y, end, b.area, b.box});
    }
  }
  int tallest = 0;
  int fullest = 0;
  for (const Interval& l : lines) tallest = std::max(tallest, l.length());
  for (const Interval& l : lines) fullest = std::max(fullest, l.area);
  std::erase_if(
      lines, [&](const Interval& l) { return l.length() * 2 < tallest || l.area * 25 < fullest; });
  return lines;
}

// A cell's ink: how dark each of its pixels is, where there is ink at all, at the same or at a
// lower resolution, and where of this are figures.
struct Inked {
  cv::Mat dark;
  cv::Mat ink;      // with rules,
  cv::Mat figures;  // and without
  double full = 0;  // darkness of ink
  bool cleared = false;
};

// A mask of what was taken for rules in `box` (pixels of `dark`), and of the fringe around them.
cv::Mat rules_in(const Inked& cell, const cv::Rect& box) {
  cv::Mat rules;
  if (cell.ink.size() == cell.dark.size()) {
    cv::Rect wider = cv::Rect(box.x - 1, box.y - 1, box.width + 2, box.height + 2) &
                     cv::Rect({0, 0}, cell.dark.size());
    cv::dilate(cell.ink(wider) ^ cell.figures(wider), rules, {});
    rules &= ~cell.figures(wider);
    return rules(box - wider.tl());
  }
  cv::dilate(cell.ink ^ cell.figures, rules, {});
  rules &= ~cell.figures;
  cv::resize(rules, rules, cell.dark.size(), 0, 0, cv::INTER_NEAREST);
  return rules(box);
}

// The part of the cell in `box` (pixels of `dark`, may reach over its edges) and in `rows`, as a
// line of `width` pixels without the rules and their fringes.
cv::Mat sample(const Inked& cell, const cv::Rect& box, cv::Range rows, int width) {
  cv::Mat part(box.size(), CV_8U, cv::Scalar(0));
  cv::Rect inside = box & cv::Rect(0, rows.start, cell.dark.cols, rows.size());
  if (!inside.empty()) {
    cv::Mat to = part(inside - box.tl());
    cell.dark(inside).copyTo(to);
    if (cell.cleared) to.setTo(0, rules_in(cell, inside));
  }
  cv::Mat line;
  bool shrink = box.height > kLineHeight;
  cv::resize(part, line, {width, kLineHeight}, 0, 0, shrink ? cv::INTER_AREA : cv::INTER_LINEAR);
  line.convertTo(line, CV_8U, kFullInk / cell.full);
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

// `x` with what may be a point or a comma of the figure at its ends.
cv::Range with_points(cv::Range x, const Interval& line, const std::vector<Blob>& specks,
                      double digit) {
  cv::Range wider = x;
  for (const Blob& b : specks) {
    bool low = b.box.y > 0.5 * (line.begin + line.end) && b.box.y < line.end + 0.2 * digit;
    if (!low) continue;
    if (b.box.br().x > x.start - kPointGap * digit) wider.start = std::min(wider.start, b.box.x);
    if (b.box.x < x.end + kPointGap * digit) wider.end = std::max(wider.end, b.box.br().x);
  }
  return wider;
}

// The stretches of a line of print that stand together, from left to right. Specks far from the
// figure are left out, but not what may be figures of their own.
std::vector<cv::Range> find_stretches(const Interval& line, const std::vector<Blob>& blobs,
                                      const std::vector<Blob>& specks, double digit) {
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
    if (s.area == fullest || s.tallest >= 0.5 * digit)
      found.push_back(with_points(s.x, line, specks, digit));
  }
  return found;
}

// What stands between two figures that are not one number: the network sees not as far as from one
// to the other.
void append_bar(cv::Mat& joined) {
  append(joined, cv::Mat(kLineHeight, 2, CV_8U, cv::Scalar(kFullInk)));
}

// The line of print that has `rows` (of `ink`) to itself; what stands above and below is left out.
// Where it has a wide gap, a bar stands in its place.
cv::Mat cut_line(const Inked& cell, const Interval& line, const std::vector<Blob>& blobs,
                 const std::vector<Blob>& specks, cv::Range rows) {
  double zoom = static_cast<double>(cell.dark.rows) / cell.ink.rows;
  cv::Range own(cvRound(rows.start * zoom), std::min(cell.dark.rows, cvRound(rows.end * zoom)));
  double digit = digit_height(line, blobs, cell.ink.size());
  double height = digit * kLineHeight / kDigitHeight;
  double middle = 0.5 * (line.begin + line.end);
  cv::Mat joined;
  for (const cv::Range& x : find_stretches(line, blobs, specks, digit)) {
    if (!joined.empty()) append_bar(joined);
    double x0 = x.start - kMargin * digit;
    double x1 = x.end + kMargin * digit;
    cv::Rect box(cv::Point(cvFloor(x0 * zoom), cvRound((middle - height / 2) * zoom)),
                 cv::Point(cvCeil(x1 * zoom), cvRound((middle + height / 2) * zoom)));
    append(joined, sample(cell, box, own, std::max(8, cvRound((x1 - x0) * kDigitHeight / digit))));
  }
  return joined;
}

// Whether a piece is too thick for a rule's, upright or lying.
bool thick(const cv::Rect& piece, cv::Size cell) {
  int length = std::max(piece.width, piece.height);
  return std::min(piece.width, piece.height) > kThick * cell.height + kSlant * length + 1;
}

// Whether a figure may hang on a piece that was taken for a rule's.
bool swallows(const Blob& piece, cv::Size cell) {
  return piece.bulge >= std::max(3.0, kLeastBulge * cell.height);
}

// Whether other pieces of a rule stand in line with this one.
bool in_column(const Blob& piece, const std::vector<Blob>& dropped) {
  return std::any_of(dropped.begin(), dropped.end(), [&](const Blob& p) {
    bool apart = p.box.br().y < piece.box.y || p.box.y > piece.box.br().y;
    return apart && p.box.x < piece.box.br().x + 2 && p.box.br().x + 2 > piece.box.x;
  });
}

// Whether a blank cell may be none: what was taken for a rule's is as high as a digit, and too
// thick, or ends within the cell, or stands alone.
bool may_hide_figure(const Ink& ink, cv::Size cell) {
  if (ink.short_rule) return true;
  int top = cvRound(kEnds * cell.height);
  return std::any_of(ink.dropped.begin(), ink.dropped.end(), [&](const Blob& p) {
    bool floating = p.box.y > top && p.box.br().y < cell.height - top;
    bool alone = p.box.height <= kMostDigit * cell.height && !in_column(p, ink.dropped);
    bool stroke = p.box.height >= kLeastStroke * std::min(cell.height, cell.width) && !p.dotted &&
                  (floating || thick(p.box, cell) || alone);
    return stroke || swallows(p, cell);
  });
}

// How high a figure would be that was taken for a rule's.
int tallest_dropped(const Ink& ink, cv::Size cell) {
  int tallest = 0;
  for (const Blob& p : ink.dropped) {
    const bool may_be = !p.dotted && p.box.height <= kMostDigit * cell.height;
    if (may_be) tallest = std::max(tallest, p.box.height);
  }
  return tallest;
}

// Whether a piece that was taken for a rule's may be a figure's `b` own, or the figure is cut: it
// touches it; or stands beside it and is as high or too thick, or low and alone.
bool may_belong(const Blob& p, const Blob& b, const std::vector<Blob>& dropped, cv::Size cell) {
  if (p.box.br().y <= b.box.y || p.box.y >= b.box.br().y) return false;
  if (swallows(p, cell)) return true;
  int gap = std::max(p.box.x - b.box.br().x, b.box.x - p.box.br().x);
  if (gap < 1) return true;
  if (gap > kPointGap * b.box.height || p.dotted) return false;
  bool within =
      p.box.y >= b.box.y && p.box.br().y <= b.box.br().y + 1 && p.area * kLargerThanPoint >= b.area;
  bool stroke = p.box.height >= kLeastStroke * cell.height || 2 * p.box.height >= b.box.height;
  int low = std::min(b.box.height, p.box.height);
  return (within && !in_column(p, dropped)) ||
         (stroke && ((b.box | p.box).height <= kSameHeight * low || thick(p.box, cell)));
}

// Whether a piece behind the last digit is a small one raised above its line, as a note's mark is.
bool is_raised(const Blob& piece, const std::vector<Blob>& figures, int tallest) {
  const cv::Rect& p = piece.box;
  if (p.height < kLeastMark * tallest || p.height > kMostMark * tallest) return false;
  if (p.height < kLeastFigure) return false;
  const bool of_broken_digit = std::any_of(figures.begin(), figures.end(), [&](const Blob& b) {
    if (b.box.height >= kFullHeight * tallest) return b.box.br().x > p.br().x;
    const int beside = std::min(p.br().x, b.box.br().x) - std::max(p.x, b.box.x);
    return b.box.br().y > p.br().y + 1 && 2 * beside >= p.width;  // its other piece
  });
  if (of_broken_digit) return false;
  return std::any_of(figures.begin(), figures.end(), [&](const Blob& b) {
    const int gap = p.x - b.box.br().x;
    return b.box.height >= kFullHeight * tallest && gap >= -1 && gap <= kMarkGap * tallest &&
           p.y <= b.box.y + kMarkTop * tallest && p.br().y <= b.box.br().y - kRaised * tallest;
  });
}

// What print may be lost: a figure is cut by the cell's edge or by a rule, or has lost a piece.
PrintLoss loss_of(const Ink& ink, cv::Size cell) {
  int tallest = 0;
  for (const Blob& b : ink.figures) tallest = std::max(tallest, b.box.height);
  if (tallest < kLeastStroke * cell.height && may_hide_figure(ink, cell)) return PrintLoss::kInside;
  if (tallest < kLeastFigure) return PrintLoss::kNone;
  bool left = false, right = false;
  for (const Blob& b : ink.figures) {
    if (is_raised(b, ink.figures, tallest)) return PrintLoss::kInside;
    if (b.box.height < 0.7 * tallest) continue;
    if (std::any_of(ink.dropped.begin(), ink.dropped.end(),
                    [&](const Blob& p) { return may_belong(p, b, ink.dropped, cell); })) {
      return PrintLoss::kInside;
    }
    left |= b.box.x <= ink.free.x;
    right |= b.box.br().x >= ink.free.br().x;
  }
  if (left && right) return PrintLoss::kAtSides;
  if (left) return PrintLoss::kAtLeft;
  return right ? PrintLoss::kAtRight : PrintLoss::kNone;
}

// How many times smaller a cell is looked at for ink.
int reduction(const cv::Mat& cell) {
  return std::clamp(cell.rows / (kWorkHeight + 1) + 1, 1, std::max(1, cell.cols / 4));
}

cv::Mat above(const cv::Mat& dark, double level) {
  cv::Mat mask;
  cv::threshold(dark, mask, level, 255, cv::THRESH_BINARY);
  return mask;
}

// Whether the paper is so grainy that the cell must be smoothed before ink is looked for.
bool grainy(const cv::Mat& dark, double ink) {
  return cv::countNonZero(above(dark, kGrain * ink)) > (1 - kGrainShare) * dark.total();
}

}  // namespace

DigitLine find_line(const cv::Mat& pixels, InkScale scale, double faintest) {
  if (pixels.rows < 4 || pixels.cols < 4) {
    return {cv::Mat::zeros(kLineHeight, kLineHeight, CV_8U)};
  }
  // What is left over at the right and below is less than a rule.
  int times = scale == InkScale::kFull ? 1 : reduction(pixels);
  cv::Size size(pixels.cols / times * times, pixels.rows / times * times);
  Inked cell;
  cell.dark = darkness(pixels(cv::Rect({0, 0}, size)));
  cv::Mat small = reduced(cell.dark, times);
  cell.full = std::max(ink_level(small), faintest);
  if (grainy(small, cell.full)) {
    cv::Mat smooth;
    cv::blur(small, smooth, {3, 3});
    small = smooth;
    cell.full = std::max(ink_level(small), faintest);
  }
  cell.ink = above(small, kInkShare * cell.full);
  cell.figures = cell.ink.clone();
  Ink found = find_ink(cell.figures);
  cell.cleared = found.cleared;

  std::vector<Blob> specks = take_specks(found.figures);
  std::vector<Interval> lines = find_intervals(found.figures);
  const double dropped = double(times) * tallest_dropped(found, small.size());
  if (lines.empty()) {
    int side = std::min(size.height, size.width);
    cv::Rect middle((size.width - side) / 2, (size.height - side) / 2, side, side);
    return {sample(cell, middle, {0, size.height}, kLineHeight), loss_of(found, small.size()), 0,
            dropped};
  }
  cv::Mat joined;
  int tallest = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    tallest = std::max(tallest, lines[i].length());
    cv::Range rows(0, small.rows);
    if (i > 0) rows.start = (lines[i - 1].end + lines[i].begin) / 2;
    if (i + 1 < lines.size()) rows.end = (lines[i].end + lines[i + 1].begin) / 2;
    const bool full = i > 0 && small.cols - lines[i - 1].box.width < kRoom * lines[i - 1].length();
    if (i > 0 && !full) append_bar(joined);
    append(joined, cut_line(cell, lines[i], found.figures, specks, rows));
  }
  const bool cut = joined.cols > kMaxLineWidth;
  if (cut) joined = joined.colRange(0, kMaxLineWidth).clone();
  return {joined, cut ? PrintLoss::kInside : loss_of(found, small.size()), double(times) * tallest,
          dropped};
}

double ink_darkness(const cv::Mat& cell) {
  if (cell.rows < 4 || cell.cols < 4) return 0;
  const cv::Mat dark = darkness(cell);
  return ink_level(reduced(dark, reduction(cell)));
}

}  // namespace gouji
