#include "extract/table_regions.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "models/runs.h"

namespace gouji {
namespace {

constexpr double kJoin = 1.2;          // mm; rules that end this near to each other meet
constexpr double kLeastWidth = 50;     // mm; of a table
constexpr double kLeastPart = 10;      // mm; of a table whose rules are broken
constexpr double kNear = 3;            // mm; between such parts
constexpr double kSpanned = 0.4;       // of a part's width, over or under which rules run across
constexpr double kUpright = 4;         // mm; a narrower part may be one rule down
constexpr double kSameEnd = 1.5;       // mm; between the ends of rules that a page's ends cut
constexpr double kBeside = 60;         // mm; from such a rule down to the next, at most
constexpr double kAllBroken = 12;      // mm; between pieces of a table beside one another
constexpr double kClosed = 0.6;        // of a table's side, with a rule
constexpr double kMostPrint = 0.6;     // of the paper beside a broken rule, with ink in it
constexpr double kPrint = 12;          // mm; a line of large print is not as high
constexpr double kLikeSize = 0.4;      // of the smaller's width or height to the larger's
constexpr double kLeastHeight = 4;     // mm; a table's last row may stand alone on a page
constexpr double kFrame = 4;           // mm; as wide as a frame's rules and their slope may be
constexpr double kFlat = 3;            // mm; as high as a region that is one rule across may be
constexpr double kSameLine = 1;        // mm; between pieces of one such rule,
constexpr double kMostOfRule = 0.5;    // of whose length they are
constexpr double kSomeOfRule = 0.3;    // of the length of a short piece
constexpr double kAsWide = 0.75;       // of its table's width, as wide as such a rule is at least
constexpr double kSameSide = 3;        // mm; that it may reach beyond
constexpr double kRowAway = 14;        // mm; from the one to the other
constexpr double kPieces = 0.25;       // of that, covered by a rule down
constexpr double kColumn = 0.2;        // of the table's height: a rule down is there
constexpr double kAnyInk = 0.15;       // of that, dark: more than grain
constexpr double kPaperBeside = 2;     // mm to both sides of a rule, where there is paper but for
constexpr double kThickestRule = 1.2;  // mm
constexpr double kSameColumn = 0.8;    // mm; between the two
constexpr double kReachesIn = 1.5;     // square mm of rules inside a frame, beside it, at most

// Whether a region is made of rules and not of the strokes of a line of large print: rules across
// run along most of its width, or it is a single rule down.
bool is_ruled(const PageRules& rules, const cv::Rect& r, double mm) {
  if (r.width < kUpright * mm || r.height > kPrint * mm) return true;
  cv::Mat flat;
  cv::reduce(rules.across.unpack(r), flat, 0, cv::REDUCE_MAX);
  return cv::countNonZero(flat) >= kSpanned * r.width;
}

// The connected parts of the rules, found on an image of half the size.
std::vector<cv::Rect> find_regions(const PageRules& rules, double dpi) {
  const int n = std::max(3, static_cast<int>(std::lround(kJoin * dpi / 25.4 / 2)) | 1);
  std::vector<cv::Rect> regions;
  for (const cv::Rect& r : (rules.across | rules.down).half().dilate(n, n).components()) {
    if (2 * std::max(r.width, r.height) < kLeastPart * dpi / 25.4) continue;
    const cv::Rect whole =
        cv::Rect(2 * r.x, 2 * r.y, 2 * r.width, 2 * r.height) & cv::Rect({}, rules.across.size());
    if (is_ruled(rules, whole, dpi / 25.4)) regions.push_back(whole);
  }
  return regions;
}

// Whether two regions are parts of one table whose rules are broken: they overlap, or lie near to
// each other and are of like size there. The strokes of a heading over a table are much narrower.
bool belong_together(const cv::Rect& a, const cv::Rect& b, int reach) {
  const cv::Rect grown(a.x - reach, a.y - reach, a.width + 2 * reach, a.height + 2 * reach);
  if ((grown & b).empty()) return false;
  if (!(a & b).empty()) return true;
  const auto alike = [](int m, int n) { return std::min(m, n) >= kLikeSize * std::max(m, n); };
  const bool over = a.y >= b.br().y || b.y >= a.br().y;
  return over ? alike(a.width, b.width) : alike(a.height, b.height);
}

// Whether a region is a rule down that begins and ends where a table does: the side of cells that
// go on over both ends of the page, which no rule across touches.
bool stands_beside(const cv::Rect& region, const cv::Rect& table, double mm) {
  const int gap = std::max(region.x - table.br().x, table.x - region.br().x);
  return region.width < kUpright * mm && gap <= kBeside * mm &&
         std::abs(region.y - table.y) <= kSameEnd * mm &&
         std::abs(region.br().y - table.br().y) <= kSameEnd * mm;
}

// Whether a region is nothing but a frame around others: one drawn round the page, or the edge of a
// sheet in a picture. Rules of a table's rows reach inwards from its sides.
bool is_frame(const std::vector<cv::Rect>& regions, const cv::Rect& region, const PageRules& rules,
              double mm) {
  const auto inside = [&](double by) {
    const int n = static_cast<int>(std::lround(by * mm));
    return cv::Rect(region.x + n, region.y + n, std::max(0, region.width - 2 * n),
                    std::max(0, region.height - 2 * n));
  };
  const cv::Rect outer = inside(kFrame), inner = inside(2 * kFrame);
  if (inner.empty()) return false;
  const bool around = std::any_of(regions.begin(), regions.end(), [&](const cv::Rect& r) {
    return (r & outer) == r && r.width >= kLeastWidth * mm;
  });
  if (!around) return false;
  cv::Mat beside = (rules.across | rules.down).unpack(outer);
  beside(inner - outer.tl()).setTo(0);
  return cv::countNonZero(beside) < kReachesIn * mm * mm;
}

// The regions but for frames around others.
std::vector<cv::Rect> without_frames(const std::vector<cv::Rect>& regions, const PageRules& rules,
                                     double mm) {
  std::vector<cv::Rect> out;
  for (const cv::Rect& r : regions) {
    if (!is_frame(regions, r, rules, mm)) out.push_back(r);
  }
  return out;
}

bool is_table(const cv::Rect& r, double mm) {
  return r.width >= kLeastWidth * mm && r.height >= kLeastHeight * mm;
}

// The share of a part of the page along which a rule runs.
double ruled(const BitImage& rules, const cv::Rect& part, bool across) {
  const cv::Rect inside = part & cv::Rect({}, rules.size());
  if (inside.empty()) return 0;
  cv::Mat flat;
  cv::reduce(rules.unpack(inside), flat, across ? 0 : 1, cv::REDUCE_MAX);
  return static_cast<double>(cv::countNonZero(flat)) / static_cast<double>(flat.total());
}

// Whether a region is a piece of a table whose rules across are all broken between the two: it lies
// beside it, in its rows, no rule down closes the table there, and it is a rule down or one of its
// rules across goes on in the table.
bool goes_on_beside(const PageRules& rules, const cv::Rect& region, const cv::Rect& table,
                    double mm) {
  const int gap = std::max(region.x - table.br().x, table.x - region.br().x);
  if (gap < 0 || gap > kAllBroken * mm || region.y < table.y - kSameEnd * mm ||
      region.br().y > table.br().y + kSameEnd * mm) {
    return false;
  }
  const int end = cvRound(kFlat * mm), line = std::max(1, cvRound(kSameLine * mm));
  const bool left = region.x < table.x;
  const cv::Rect side(left ? table.x : table.br().x - end, table.y, end, table.height);
  if (ruled(rules.down, side, false) >= kClosed) return false;
  if (region.width < kUpright * mm && region.height >= kLeastHeight * mm) return true;
  for (int y = region.y; y < region.br().y; y += line) {
    const cv::Rect in_region(region.x, y, region.width, line);
    const cv::Rect in_table(table.x, y, table.width, line);
    if (ruled(rules.across, in_region, true) >= kSomeOfRule &&
        ruled(rules.across, in_table, true) >= kMostOfRule) {
      return true;
    }
  }
  return false;
}

// Gives tables the rules down and the pieces that stand beside them.
void add_sides(std::vector<cv::Rect>& regions, const PageRules& rules, double mm) {
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t i = 0; i < regions.size(); ++i) {
      if (!is_table(regions[i], mm)) continue;
      for (size_t j = 0; j < regions.size(); ++j) {
        if (i == j) continue;
        if (!stands_beside(regions[j], regions[i], mm) &&
            !goes_on_beside(rules, regions[j], regions[i], mm)) {
          continue;
        }
        regions[i] |= regions[j];
        regions.erase(regions.begin() + static_cast<std::ptrdiff_t>(j));
        changed = true;
        break;
      }
      if (changed) break;
    }
  }
}

// Where at least `least` of a part of the page is dark on `image`: a row of bytes.
cv::Mat dark_columns(const BitImage& image, const cv::Rect& part, double least) {
  cv::Mat sums, columns;
  cv::reduce(image.unpack(part), sums, 0, cv::REDUCE_SUM, CV_32S);
  cv::compare(sums, 255 * least * part.height, columns, cv::CMP_GE);
  return columns;
}

// Where `columns`, as of dark_columns, are dark: from the first to beyond the last of each.
std::vector<cv::Range> ranges_of(const cv::Mat& columns) {
  return runs(columns.cols, [&](int x) { return columns.at<uchar>(x) != 0; });
}

// Whether a region is the last rule across of a table, which broken rules down do not reach: it is
// nearly as wide, a row away, and marks of a rule down that is inside of the table stand in
// between, with paper to both sides.
bool ends_table(const PageRules& rules, const cv::Rect& rule, const cv::Rect& table, double mm) {
  if (rule.height > kFlat * mm || rule.width < kAsWide * table.width ||
      rule.x < table.x - kSameSide * mm || rule.br().x > table.br().x + kSameSide * mm) {
    return false;
  }
  const bool under = rule.y > table.y;
  const int from = under ? table.br().y : rule.br().y, to = under ? rule.y : table.y;
  if (to <= from || to - from > kRowAway * mm) return false;
  const cv::Mat down = dark_columns(rules.short_down, table, kColumn);
  const cv::Rect row(table.x, from, table.width, to - from);
  const cv::Mat marked = dark_columns(rules.bare, row, kPieces);
  const cv::Mat any = dark_columns(rules.bare, row, kAnyInk);
  for (const cv::Range& r : ranges_of(down)) {
    if (r.start < kSameSide * mm || r.end > table.width - kSameSide * mm) continue;
    const auto around = [&](double reach) {
      const int n = static_cast<int>(std::lround(reach * mm));
      return cv::Range(std::max(0, r.start - n), std::min(table.width, r.end + n));
    };
    const cv::Range near = around(kSameColumn), beside = around(kPaperBeside);
    if (cv::countNonZero(marked.colRange(near)) > 0 &&
        cv::countNonZero(any.colRange(beside)) <= kThickestRule * mm) {
      return true;
    }
  }
  return false;
}

// Makes one region of the pieces of each broken rule across: flat ones, in line, that are most of
// it, with no more than a line of print close by: grain is everywhere.
void join_broken_rules(std::vector<cv::Rect>& regions, const PageRules& rules, double mm) {
  const auto flat = [mm](const cv::Rect& r) { return r.height <= kFlat * mm; };
  for (size_t i = 0; i < regions.size(); ++i) {
    if (!flat(regions[i])) continue;
    cv::Rect rule = regions[i];
    int covered = regions[i].width;
    std::vector<size_t> pieces;
    for (size_t j = i + 1; j < regions.size(); ++j) {
      if (!flat(regions[j]) || std::abs(regions[j].y - regions[i].y) > kSameLine * mm) continue;
      rule |= regions[j];
      covered += regions[j].width;
      pieces.push_back(j);
    }
    if (pieces.empty() || covered < kMostOfRule * rule.width || !flat(rule)) continue;
    const int near = cvRound(kPaperBeside * mm);
    const cv::Rect above(rule.x, rule.y - near, rule.width, near);
    const cv::Rect below(rule.x, rule.br().y, rule.width, near);
    if (std::max(ruled(rules.bare, above, true), ruled(rules.bare, below, true)) > kMostPrint) {
      continue;
    }
    regions[i] = rule;
    for (auto j = pieces.rbegin(); j != pieces.rend(); ++j) {
      regions.erase(regions.begin() + static_cast<std::ptrdiff_t>(*j));
    }
  }
}

// Gives tables the rules across that are a row away.
void add_last_rules(std::vector<cv::Rect>& regions, const PageRules& rules, double mm) {
  for (size_t i = 0; i < regions.size(); ++i) {
    if (!is_table(regions[i], mm)) continue;
    for (bool changed = true; changed;) {
      changed = false;
      for (size_t j = 0; j < regions.size() && !changed; ++j) {
        if (i == j || !ends_table(rules, regions[j], regions[i], mm)) continue;
        regions[i] |= regions[j];
        regions.erase(regions.begin() + static_cast<std::ptrdiff_t>(j));
        i -= j < i ? 1 : 0;
        changed = true;
      }
    }
  }
}

std::vector<cv::Rect> join_regions(std::vector<cv::Rect> regions, double near) {
  const int reach = static_cast<int>(std::lround(near));
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t i = 0; i < regions.size(); ++i) {
      for (size_t j = i + 1; j < regions.size(); ++j) {
        if (!belong_together(regions[i], regions[j], reach)) continue;
        regions[i] |= regions[j];
        regions.erase(regions.begin() + static_cast<std::ptrdiff_t>(j--));
        changed = true;
      }
    }
  }
  return regions;
}

}  // namespace

std::vector<cv::Rect> table_regions(const PageRules& rules, double dpi) {
  const double mm = dpi / 25.4;
  std::vector<cv::Rect> regions =
      join_regions(without_frames(find_regions(rules, dpi), rules, mm), kNear * mm);
  add_sides(regions, rules, mm);
  join_broken_rules(regions, rules, mm);
  add_last_rules(regions, rules, mm);
  add_sides(regions, rules, mm);
  regions = join_regions(std::move(regions), 0);
  std::erase_if(regions, [mm](const cv::Rect& r) { return !is_table(r, mm); });
  return regions;
}

}  // namespace gouji
