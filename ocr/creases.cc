#include "ocr/creases.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <vector>

#include "models/quantile.h"
#include "models/runs.h"
#include "ocr/reduce.h"

namespace gouji {
namespace {

constexpr double kDpi = 100;          // that creases are looked for at, about
constexpr double kFrom = 3;           // mm from the edge of a page, where shadows end
constexpr double kTo = 13;            // mm from it, where print begins
constexpr int kDarker = 10;           // gray levels, than the paper at both sides
constexpr double kBeside = 0.9;       // mm from the middle of a crease, where paper is
constexpr double kOfMargin = 0.5;     // of the margin's width, that is dark along a crease
constexpr size_t kMost = 2;           // from an edge, that are folds
constexpr size_t kMostStreaks = 30;   // down a page, as sheets are fed
constexpr double kLineWide = 1.2;     // mm; with its blur
constexpr double kStreaks = 0.75;     // of the lines at an edge: they go through to the other one
constexpr double kSideBySide = 0.75;  // mm; from the places where they would be
constexpr int kInk = 160;             // gray level; darker is print
constexpr double kShadow = 0.5;       // of a row, that is dark at a black edge
constexpr double kPrinted = 0.2;      // of the width of a margin, that may have marks
constexpr double kSlope = 0.05;       // of a crease, by which it is off the page's sides, at most
constexpr double kSeen = 0.25;        // of the page, that a crease from one edge goes on for
constexpr double kGap = 15;           // mm; in a crease, where it is not seen
constexpr double kPiece = 6;          // mm; pieces of a crease, each with a place of its own
constexpr double kOffLine = 0.8;      // mm; from the straight line, of such a piece
constexpr double kOfPiece = 0.4;      // of a piece, that is dark if it is seen
constexpr size_t kOuter = 4;          // pieces from an edge, where a crease is alone
constexpr double kBroken = 0.7;  // of such pieces, that is dark of a crease that is hardly seen
constexpr double kRule = 0.85;   // and of pieces of a rule under it
constexpr double kHalf = 0.5;    // mm; of a crease's thickness, with its blur
constexpr int kClearly = 45;     // gray levels; darker than a crease, so that it is print

// Where a page is darker than to its left and right, as thin lines down it are. CV_8UC1, 0 or 255.
cv::Mat thin_lines(const cv::Mat& gray, double mm) {
  const int beside = std::max(2, cvRound(kBeside * mm));
  cv::Mat out = cv::Mat::zeros(gray.size(), CV_8UC1);
  for (int y = 0; y < gray.rows; ++y) {
    const uchar* row = gray.ptr(y);
    uchar* to = out.ptr(y);
    for (int x = beside; x < gray.cols - beside; ++x) {
      if (row[x] + kDarker < std::min(row[x - beside], row[x + beside])) to[x] = 255;
    }
  }
  return out;
}

// Whether a margin is empty but for marks and a shadow along the edge, its first row.
bool is_empty(const cv::Mat& margin) {
  cv::Mat dark = margin < kInk, columns;
  int from = 0;
  while (from < dark.rows && cv::countNonZero(dark.row(from)) > kShadow * dark.cols) ++from;
  if (from == dark.rows) return false;
  cv::reduce(dark.rowRange(from, dark.rows), columns, 0, cv::REDUCE_MAX);
  return cv::countNonZero(columns) <= kPrinted * dark.cols;
}

// Whether there is hardly anything in a margin but lines as these.
bool is_bare(const cv::Mat& margin, size_t lines, double mm) {
  cv::Mat columns;
  cv::reduce(margin < kInk, columns, 0, cv::REDUCE_MAX);
  return cv::countNonZero(columns) <= kLineWide * mm * static_cast<double>(lines);
}

// The columns of a margin (across the page, its first row the outer one) that lines come down in.
std::vector<int> lines_in(const cv::Mat& margin, double mm) {
  if (!is_empty(margin)) return {};
  cv::Mat lines = thin_lines(margin, mm), share;
  cv::dilate(lines, lines, cv::Mat::ones(1, 3, CV_8UC1));  // it may be askew
  cv::reduce(lines, share, 0, cv::REDUCE_AVG, CV_32F);
  const float* at = share.ptr<float>();
  const auto is_dark = [at](int x) { return at[x] >= 255 * kOfMargin; };
  std::vector<int> out;
  for (const cv::Range& x : runs(share.cols, is_dark)) out.push_back((x.start + x.end - 1) / 2);
  if (out.size() > kMostStreaks) out.clear();
  return out;
}

// Where lines that go through a page come in at its top, and at its bottom.
struct Streaks {
  std::vector<int> tops, bottoms;
};

// Of more lines than come from folds: those that go through from `tops` to `bottoms`, side by side,
// as streaks do that dirt on a scanner's glass leaves; none where they are not most of all. A table
// that is cut at one end of the page is not cut at the other at the same places. `off`: how far
// they may be apart, pixels.
Streaks streaks_of(const std::vector<int>& tops, const std::vector<int>& bottoms, double most_off,
                   double off) {
  Streaks best;
  for (const int top : tops) {
    for (const int bottom : bottoms) {
      const int shift = bottom - top;
      if (std::abs(shift) > most_off) continue;
      Streaks here;
      for (const int x : tops) {
        const auto other = std::find_if(bottoms.begin(), bottoms.end(), [&](int b) {
          return std::abs(b - x - shift) <= off &&
                 std::find(here.bottoms.begin(), here.bottoms.end(), b) == here.bottoms.end();
        });
        if (other == bottoms.end()) continue;
        here.tops.push_back(x);
        here.bottoms.push_back(*other);
      }
      if (here.tops.size() > best.tops.size()) best = std::move(here);
    }
  }
  const auto most = static_cast<double>(std::max(tops.size(), bottoms.size()));
  return static_cast<double>(best.tops.size()) < kStreaks * most ? Streaks{} : best;
}

struct Piece {
  std::optional<double> at;  // its column; nothing where it is not seen
  double dark = 0;           // share of its length
  bool seen = false;         // or `at` is between places that are
};
// A crease down a page, piece by piece from the top.
using Crease = std::vector<Piece>;

// What is seen along the line through `at` that goes `slope` to the right for each row down.
Crease trace(const cv::Mat& lines, cv::Point2d at, double slope, double mm) {
  const int piece = std::max(1, cvRound(kPiece * mm)), reach = std::max(1, cvRound(kOffLine * mm));
  Crease out;
  for (int y = 0; y < lines.rows; y += piece) {
    const int rows = std::min(piece, lines.rows - y);
    const int middle = cvRound(at.x + slope * (y + rows / 2.0 - at.y));
    int most = 0, sum = 0, count = 0;
    for (int x = std::max(0, middle - reach); x <= std::min(lines.cols - 1, middle + reach); ++x) {
      const int dark = cv::countNonZero(lines({x, y, 1, rows}));
      if (dark > most) most = dark, sum = 0, count = 0;
      if (dark == most) sum += x, ++count;
    }
    out.push_back({{}, static_cast<double>(most) / rows, most >= kOfPiece * rows});
    if (out.back().seen) out.back().at = static_cast<double>(sum) / count;
  }
  return out;
}

double share_seen(const Crease& crease) {
  const auto seen =
      std::count_if(crease.begin(), crease.end(), [](const Piece& p) { return p.at.has_value(); });
  return static_cast<double>(seen) / static_cast<double>(crease.size());
}

// The line through `at` along which most is seen.
Crease best_trace(const cv::Mat& lines, cv::Point2d at, double mm) {
  Crease best = trace(lines, at, 0, mm);
  const int steps = cvCeil(kSlope * lines.rows);
  for (int i = -steps; i <= steps; ++i) {
    Crease one = trace(lines, at, static_cast<double>(i) / lines.rows, mm);
    if (share_seen(one) > share_seen(best)) best = std::move(one);
  }
  return best;
}

// Forgets what lies beyond the first long gap, seen from the top.
void end_at_gap(Crease& crease) {
  int unseen = 0;
  auto gap = std::find_if(crease.begin(), crease.end(), [&](const Piece& p) {
    unseen = p.at ? 0 : unseen + 1;
    return unseen * kPiece > kGap;
  });
  for (; gap != crease.end(); ++gap) gap->at.reset();
}

// Whether a crease is hardly seen at an edge, where it is alone.
bool is_broken(Crease::const_iterator begin) {
  double dark = 0;
  for (size_t i = 0; i < kOuter; ++i) dark += begin[static_cast<std::ptrdiff_t>(i)].dark;
  return dark < kBroken * kOuter;
}

// Puts places between those that are seen, and from the edges that it comes from, but not across
// long gaps. Where a crease that is hardly seen at these edges runs along a rule, it is left.
void fill_in(Crease& crease, bool from_top, bool from_bottom) {
  std::vector<size_t> seen;
  for (size_t i = 0; i < crease.size(); ++i) {
    if (crease[i].at) seen.push_back(i);
  }
  if (seen.empty()) return;
  for (size_t k = 1; k < seen.size(); ++k) {
    const double a = *crease[seen[k - 1]].at, b = *crease[seen[k]].at;
    const size_t n = seen[k] - seen[k - 1];
    if (static_cast<double>(n - 1) * kPiece > kGap) continue;
    for (size_t i = 1; i < n; ++i) {
      crease[seen[k - 1] + i].at = a + (b - a) * static_cast<double>(i) / static_cast<double>(n);
    }
  }
  for (size_t i = 0; from_top && i < seen.front(); ++i) crease[i].at = crease[seen.front()].at;
  for (size_t i = seen.back() + 1; from_bottom && i < crease.size(); ++i) {
    crease[i].at = crease[seen.back()].at;
  }
  if ((from_top && !is_broken(crease.begin())) ||
      (from_bottom && !is_broken(crease.end() - static_cast<std::ptrdiff_t>(kOuter)))) {
    return;
  }
  std::vector<bool> rule(crease.size());
  for (size_t i = 0; i < crease.size(); ++i) rule[i] = crease[i].dark >= kRule;
  for (size_t i = 0; i < crease.size(); ++i) {
    if (rule[i] || (i > 0 && rule[i - 1]) || (i + 1 < crease.size() && rule[i + 1])) {
      crease[i].at.reset();
    }
  }
}

// The creases down a page, and with `streaks` what dirt on the scanner's glass left.
std::vector<Crease> creases_down(const cv::Mat& page, double mm, bool streaks) {
  const int from = cvRound(kFrom * mm), to = cvRound(kTo * mm);
  if (to <= from || std::min(page.rows, page.cols) < 4 * to) return {};
  const cv::Mat upper = page.rowRange(from, to);
  std::vector<int> tops = lines_in(upper, mm);
  cv::Mat lower;
  cv::flip(page.rowRange(page.rows - to, page.rows - from), lower, 0);
  std::vector<int> bottoms = lines_in(lower, mm);
  if (std::max(tops.size(), bottoms.size()) > kMost) {
    const bool bare = is_bare(upper, tops.size(), mm) && is_bare(lower, bottoms.size(), mm);
    Streaks through;
    if (streaks && bare) through = streaks_of(tops, bottoms, kSlope * page.rows, kSideBySide * mm);
    if (through.tops.empty()) {
      through = {tops.size() > kMost ? std::vector<int>() : tops,
                 bottoms.size() > kMost ? std::vector<int>() : bottoms};
    }
    tops = std::move(through.tops);
    bottoms = std::move(through.bottoms);
  }
  if (tops.empty() && bottoms.empty()) return {};
  const cv::Mat lines = thin_lines(page, mm);
  const double top = (from + to) / 2.0, bottom = page.rows - top;
  std::vector<Crease> out;
  std::vector<int> single;
  for (int x : tops) {
    const auto other = std::min_element(bottoms.begin(), bottoms.end(), [x](int a, int b) {
      return std::abs(a - x) < std::abs(b - x);
    });
    if (other != bottoms.end()) {
      Crease crease =
          trace(lines, {static_cast<double>(x), top}, (*other - x) / (bottom - top), mm);
      if (std::abs(*other - x) <= kSlope * page.rows && share_seen(crease) >= kSeen) {
        bottoms.erase(other);
        fill_in(crease, true, true);
        out.push_back(std::move(crease));
        continue;
      }
    }
    single.push_back(x);
  }
  for (int x : single) {
    Crease crease = best_trace(lines, {static_cast<double>(x), top}, mm);
    end_at_gap(crease);
    if (share_seen(crease) < kSeen) continue;
    fill_in(crease, true, false);
    out.push_back(std::move(crease));
  }
  for (int x : bottoms) {
    Crease crease = best_trace(lines, {static_cast<double>(x), bottom}, mm);
    std::reverse(crease.begin(), crease.end());
    end_at_gap(crease);
    std::reverse(crease.begin(), crease.end());
    if (share_seen(crease) < kSeen) continue;
    fill_in(crease, false, true);
    out.push_back(std::move(crease));
  }
  return out;
}

// A crease down `gray`, whose places are of a page reduced by `reduce`, becomes paper. Returns
// where it was.
std::vector<cv::Point2d> rub_out(const Crease& crease, int reduce, double mm, cv::Mat& gray) {
  const int half = cvCeil(kHalf * mm), beside = std::max(half, cvRound(kBeside * mm));
  const int piece = std::max(1, cvRound(kPiece * mm / reduce)) * reduce;
  const auto part = [&](int y) {
    return crease[std::min(static_cast<size_t>(y / piece), crease.size() - 1)];
  };
  // Straight from the middle of one piece to that of the next.
  const auto column = [&](int y) -> int {
    const Piece own = part(y);
    if (!own.at) return -1;
    const double off = (y % piece + 0.5) / piece - 0.5;
    const double other = part(off < 0 ? std::max(y - piece, 0) : y + piece).at.value_or(*own.at);
    return cvRound((*own.at + std::abs(off) * (other - *own.at) + 0.5) * reduce - 0.5);
  };
  const auto is_within = [&](int x) { return x >= beside && x + beside < gray.cols; };
  std::vector<uchar> levels;
  std::vector<cv::Point2d> path;
  for (int y = 0; y < gray.rows; ++y) {
    const int x = column(y);
    if (!is_within(x)) continue;
    if (y % piece == 0 || y + 1 == gray.rows || path.empty()) path.emplace_back(x, y);
    const uchar* row = gray.ptr(y);
    if (part(y).seen) levels.push_back(*std::min_element(row + x - half, row + x + half + 1));
  }
  if (levels.empty()) return {};
  const int keep = median(std::move(levels)) - kClearly;
  for (int y = 0; y < gray.rows; ++y) {
    const int x = column(y);
    if (!is_within(x)) continue;
    uchar* row = gray.ptr(y);
    const uchar paper = std::max(row[x - beside], row[x + beside]);
    for (uchar* p = row + x - half; p <= row + x + half; ++p) {
      if (*p >= keep) *p = std::max(*p, paper);
    }
  }
  return path;
}

}  // namespace

std::vector<std::vector<cv::Point2d>> rub_out_creases(cv::Mat& gray, double dpi) {
  const int reduce = std::max(1, cvRound(dpi / kDpi));
  const cv::Mat small = reduced(gray, reduce);
  const double mm = dpi / 25.4;
  std::vector<std::vector<cv::Point2d>> paths;
  for (const Crease& crease : creases_down(small, mm / reduce, true)) {
    paths.push_back(rub_out(crease, reduce, mm, gray));
  }
  const std::vector<Crease> across = creases_down(small.t(), mm / reduce, false);
  if (across.empty()) return paths;
  cv::Mat turned = gray.t();
  for (const Crease& crease : across) {
    std::vector<cv::Point2d> path = rub_out(crease, reduce, mm, turned);
    for (cv::Point2d& p : path) std::swap(p.x, p.y);
    paths.push_back(std::move(path));
  }
  cv::transpose(turned, gray);  // into the pixels that there are
  return paths;
}

}  // namespace gouji
