#include "extract/grid.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "extract/edges.h"
#include "extract/lattice.h"
#include "extract/rule_mask.h"
#include "extract/stacked_tables.h"

namespace gouji {
namespace {

constexpr double kJoin = 1.2;       // mm; rules that end this near to each other meet
constexpr double kLeastWidth = 50;  // mm; of a table
constexpr double kLeastPart = 10;   // mm; of a table whose rules are broken
constexpr double kNear = 3;         // mm; between such parts
constexpr double kSpanned = 0.4;    // of a part's width, over or under which rules run across
constexpr double kUpright = 4;      // mm; a narrower part may be one rule down
constexpr double kSameEnd = 1.5;    // mm; between the ends of rules that a page's ends cut
constexpr double kBeside = 60;      // mm; from such a rule down to the next, at most
constexpr double kPrint = 12;       // mm; a line of large print is not as high
constexpr double kLikeSize = 0.4;   // of the smaller's width or height to the larger's
constexpr double kLeastHeight = 4;  // mm; a table's last row may stand alone on a page
constexpr double kLeastRule =
    14;  // mm; of a table's longest rule: no stroke of a title's is as long
constexpr double kOffLine = 0.55;    // mm; how far off its line a rule may lie
constexpr double kWhole = 0.8;       // of a table's width that a whole rule covers
constexpr double kMostBeside = 0.4;  // of another rule's length, with ink beside it
constexpr double kMargin = 2;        // mm; around a table, where characters may show beside rules
constexpr double kFrame = 4;         // mm; as wide as a frame's rules and their slope may be
constexpr double kReachesIn = 5;     // mm; of rules inside a frame, beside it, at most
constexpr double kGridDpi = 220;     // a page of more is reduced by half until it has less

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
  return cv::countNonZero(beside) < kReachesIn * mm;
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

// Gives tables the rules down that stand beside them.
void add_sides(std::vector<cv::Rect>& regions, double mm) {
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t i = 0; i < regions.size(); ++i) {
      if (!is_table(regions[i], mm)) continue;
      for (size_t j = 0; j < regions.size(); ++j) {
        if (!stands_beside(regions[j], regions[i], mm)) continue;
        regions[i] |= regions[j];
        regions.erase(regions.begin() + static_cast<std::ptrdiff_t>(j));
        changed = true;
        break;
      }
      if (changed) break;
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

// The box around all rules, and a little more.
cv::Rect extent(const RuleMasks& masks, double mm) {
  const cv::Rect r = cv::boundingRect(masks.across | masks.down);
  const int more = static_cast<int>(std::lround(kJoin * mm / 2));
  return cv::Rect(r.x - more, r.y - more, r.width + 2 * more, r.height + 2 * more) &
         cv::Rect({}, masks.ink.size());
}

// Lines of a large title may look like a table of broken rules, but for this.
bool has_whole_rule(const RuleMasks& masks, double mm) {
  const std::vector<cv::Rect> rules = BitImage::pack(masks.across).components();
  return std::any_of(rules.begin(), rules.end(),
                     [mm](const cv::Rect& r) { return r.width >= kLeastRule * mm; });
}

// Where anything in a band of `mask` is dark, from `top` to `bottom` (pixels), as one row.
cv::Mat profile(const cv::Mat& mask, double top, double bottom) {
  const int from = static_cast<int>(std::lround(top)), to = static_cast<int>(std::lround(bottom));
  const cv::Rect band = cv::Rect(0, from, mask.cols, to - from + 1) & cv::Rect({}, mask.size());
  if (band.empty()) return cv::Mat::zeros(1, mask.cols, CV_8UC1);
  cv::Mat flat;
  cv::reduce(mask(band), flat, 0, cv::REDUCE_MAX);
  return flat;
}

// Whether a rule along `y` is no line of print whose strokes are in line as dots are: it is whole
// from end to end of the table, or has paper beside it.
bool is_drawn(const RuleMasks& masks, double y, double width, double mm) {
  const cv::Mat rule = profile(masks.across, y - kOffLine * mm, y + kOffLine * mm);
  const int covered = cv::countNonZero(rule);
  if (covered >= kWhole * width) return true;
  const auto crowd = [&](double from, double to) {
    return cv::countNonZero(profile(masks.ink, y + from * mm, y + to * mm) & rule);
  };
  return covered > 0 && std::max(crowd(-kBesideTo, -kBesideFrom), crowd(kBesideFrom, kBesideTo)) <
                            kMostBeside * covered;
}

// Lines of print may look like a table of dotted rules, but for this.
bool has_drawn_rule(const RuleMasks& masks, const Grid& grid, double mm) {
  const double width = cv::boundingRect(masks.across).width;
  return std::any_of(grid.ys.begin(), grid.ys.end(),
                     [&](double y) { return is_drawn(masks, y, width, mm); });
}

// The tables of a part of the page, in its pixels; most hold one.
std::vector<Grid> grids_in(const RuleMasks& masks, double dpi) {
  const cv::Rect all = extent(masks, dpi / 25.4);
  std::optional<Grid> whole = find_lattice(masks, all, dpi);
  if (!whole) return {};
  const std::vector<cv::Rect> parts = stacked_tables(masks, *whole, all, dpi / 25.4);
  std::vector<Grid> grids;
  for (const cv::Rect& part : parts) {
    std::optional<Grid> grid = parts.size() == 1 ? whole : find_lattice(masks, part, dpi);
    if (grid && has_drawn_rule(masks, *grid, dpi / 25.4)) grids.push_back(std::move(*grid));
  }
  return grids;
}

// From pixels of a part of the reduced page to pixels of the page.
void put_in_place(Grid& grid, cv::Point origin, double k) {
  const auto x_of = [&](double x) { return (x + origin.x) * k; };
  const auto y_of = [&](double y) { return (y + origin.y) * k; };
  const auto box_of = [&](const Box& b) -> Box {
    return {x_of(b.x0), y_of(b.y0), x_of(b.x1), y_of(b.y1)};
  };
  for (double& x : grid.xs) x = x_of(x);
  for (double& y : grid.ys) y = y_of(y);
  for (GridCell& c : grid.cells) c.box = box_of(c.box);
  grid.box = box_of(grid.box);
}

}  // namespace

std::vector<Grid> find_grids(const Page& page) {
  cv::Mat gray = page.gray;
  double dpi = page.dpi;
  while (dpi > kGridDpi) {
    cv::Mat half;
    cv::resize(gray, half, {gray.cols / 2, gray.rows / 2}, 0, 0, cv::INTER_AREA);
    gray = half;
    dpi /= 2;
  }
  const PageRules rules = find_rules(gray, dpi);
  if (!rules.any()) return {};
  const double mm = dpi / 25.4;
  const int margin = static_cast<int>(std::lround(kMargin * mm));
  std::vector<Grid> grids;
  std::vector<cv::Rect> regions =
      join_regions(without_frames(find_regions(rules, dpi), rules, mm), kNear * mm);
  add_sides(regions, mm);
  for (const cv::Rect& r : regions) {
    if (!is_table(r, mm)) continue;
    const cv::Rect part =
        cv::Rect(r.x - margin, r.y - margin, r.width + 2 * margin, r.height + 2 * margin) &
        cv::Rect({}, gray.size());
    const RuleMasks masks = rules.within(part);
    if (!has_whole_rule(masks, mm)) continue;
    for (Grid& grid : grids_in(masks, dpi)) {
      grid.page = page.number;
      put_in_place(grid, part.tl(), page.dpi / dpi);
      grids.push_back(std::move(grid));
    }
  }
  std::sort(grids.begin(), grids.end(),
            [](const Grid& a, const Grid& b) { return a.box.y0 < b.box.y0; });
  return grids;
}

}  // namespace gouji
