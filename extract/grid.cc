#include "extract/grid.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "extract/edges.h"
#include "extract/implied_rules.h"
#include "extract/lattice.h"
#include "extract/rule_mask.h"
#include "extract/seal_ring.h"
#include "extract/stacked_tables.h"
#include "extract/table_regions.h"
#include "models/text.h"

namespace gouji {
namespace {

constexpr double kAround = 0.6;  // mm; kept around the outermost rules
constexpr double kLeastRule =
    14;  // mm; of a table's longest rule: no stroke of a title's is as long
constexpr double kOffLine = 0.55;     // mm; how far off its line a rule may lie
constexpr double kWhole = 0.8;        // of a table's width that a whole rule covers
constexpr double kMostBeside = 0.4;   // of another rule's length, with ink beside it
constexpr double kMargin = 2;         // mm; around a table, where characters may show beside rules
constexpr double kAlongRing = 20;     // mm; that a rule runs along the ring of a seal, at most
constexpr double kLargestPrint = 10;  // mm; of a line of print
constexpr double kSideOfCharacter = 0.1;  // of its width or height
constexpr double kGridDpi = 220;          // a page of more is reduced by half until it has less

// The box around all rules, and a little more.
cv::Rect extent(const RuleMasks& masks, double mm) {
  const cv::Rect r = cv::boundingRect(masks.across | masks.down);
  const int more = static_cast<int>(std::lround(kAround * mm));
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
bool has_drawn_rule(const RuleMasks& masks, const Grid& grid, const cv::Rect& part, double mm) {
  const double width = cv::boundingRect(masks.across(part)).width;
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
    if (grid && has_drawn_rule(masks, *grid, part, dpi / 25.4)) grids.push_back(std::move(*grid));
  }
  return grids;
}

// Where a character is printed, points, on `gray`, which may be a smaller picture of the page. A
// share of `margin` is left out at its sides. Empty for characters as large as those of a
// watermark, whose places hold other things.
cv::Rect place_of(const Box& box, const Page& page, const cv::Mat& gray, double margin) {
  const double k = static_cast<double>(gray.cols) / page.gray.cols;
  const double largest = kLargestPrint / 25.4 * 72;
  if (!(box.width() <= largest && box.height() <= largest)) return {};
  const auto in_gray = [&](double x, double y) {
    const cv::Point2d p = page.in_pixels(x, y) * k;
    return cv::Point(cvRound(std::clamp(p.x, 0.0, static_cast<double>(gray.cols))),
                     cvRound(std::clamp(p.y, 0.0, static_cast<double>(gray.rows))));
  };
  const double side = margin * std::min(box.width(), box.height());
  return {in_gray(box.x0 + side, box.y0), in_gray(box.x1 - side, box.y1)};
}

// The places of all `printed` but for their sides, which rules may touch.
std::vector<cv::Rect> places_of(const std::vector<Box>& printed, const Page& page,
                                const cv::Mat& gray) {
  std::vector<cv::Rect> places;
  for (const Box& box : printed) {
    const cv::Rect place = place_of(box, page, gray, kSideOfCharacter);
    if (!place.empty()) places.push_back(place);
  }
  return places;
}

// What the text layer prints on `gray`.
Characters characters_on(const cv::Mat& gray, const Page& page) {
  Characters out;
  for (const Glyph& g : page.glyphs) {
    if (!g.visible) continue;
    const cv::Rect place = place_of(g.box, page, gray, 0);
    if (!place.empty()) out.push_back({place, to_utf32(g.text).front()});
  }
  return out;
}

// Gives back to `rules`, found without `rings`, what these covered of rules that go on beyond them.
void restore_along(const std::vector<Seal>& rings, const PageRules& before, double dpi,
                   PageRules& rules) {
  const BitImage bands = BitImage::pack(bands_of(rings, dpi, rules.gray.size()));
  const int gap = static_cast<int>(std::lround(kAlongRing * dpi / 25.4));
  const BitImage across = rules.across.close(gap, 1) & bands & before.across;
  const BitImage down = rules.down.close(1, gap) & bands & before.down;
  rules.across = rules.across | across;
  rules.short_across = rules.short_across | across;
  rules.down = rules.down | down;
  rules.short_down = rules.short_down | down;
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

// Those of `rings` that reach into a box. `k`: pixels of the box for one of theirs.
std::vector<Seal> seals_over(const Box& box, const std::vector<Seal>& rings, double k) {
  std::vector<Seal> out;
  for (const Seal& ring : rings) {
    const Seal seal{ring.centre * k, ring.radius * k};
    const Box around{seal.centre.x - seal.radius, seal.centre.y - seal.radius,
                     seal.centre.x + seal.radius, seal.centre.y + seal.radius};
    if (!intersect(around, box).empty()) out.push_back(seal);
  }
  return out;
}

// Halves a page until it has few enough pixels an inch for grids; returns how many.
double reduce(cv::Mat& gray, double dpi) {
  while (dpi > kGridDpi) {
    cv::Mat half;
    cv::resize(gray, half, {gray.cols / 2, gray.rows / 2}, 0, 0, cv::INTER_AREA);
    gray = half;
    dpi /= 2;
  }
  return dpi;
}

// The grids of a page's rules, which are of `dpi` pixels an inch.
std::vector<Grid> grids_of(const PageRules& rules, const std::vector<Seal>& rings, double dpi,
                           const Page& page) {
  const double mm = dpi / 25.4;
  const int margin = static_cast<int>(std::lround(kMargin * mm));
  std::vector<Grid> grids;
  for (const cv::Rect& r : table_regions(rules, dpi)) {
    const cv::Rect part =
        cv::Rect(r.x - margin, r.y - margin, r.width + 2 * margin, r.height + 2 * margin) &
        cv::Rect({}, rules.gray.size());
    const RuleMasks masks = rules.within(part);
    if (!has_whole_rule(masks, mm)) continue;
    for (Grid& grid : grids_in(masks, dpi)) {
      grid.page = page.number;
      put_in_place(grid, part.tl(), page.dpi / dpi);
      grid.seals = seals_over(grid.box, rings, page.dpi / dpi);
      grids.push_back(std::move(grid));
    }
  }
  std::sort(grids.begin(), grids.end(),
            [](const Grid& a, const Grid& b) { return a.box.y0 < b.box.y0; });
  return grids;
}

}  // namespace

std::vector<Grid> find_grids(const Page& page, const std::vector<Box>& printed) {
  cv::Mat gray = page.gray;
  const double dpi = reduce(gray, page.dpi);
  const BitImage characters = BitImage::of_boxes(gray.size(), places_of(printed, page, gray));
  PageRules rules = find_rules(gray, dpi, characters);
  if (!rules.any()) return {};
  const std::vector<Seal> rings = find_rings(gray, dpi);
  if (!rings.empty()) {
    gray = gray.clone();
    for (const Seal& ring : rings) rub_out(ring, dpi, gray);
    PageRules without = find_rules(gray, dpi, characters);
    if (!without.any()) return {};
    restore_along(rings, rules, dpi, without);
    rules = std::move(without);
  }
  return grids_of(rules, rings, dpi, page);
}

std::vector<Grid> find_implied_grids(const Page& page) {
  cv::Mat gray = page.gray;
  const double dpi = reduce(gray, page.dpi);
  const cv::Mat drawn = draw_implied_rules(gray, dpi, characters_on(gray, page));
  const PageRules rules = find_rules(drawn, dpi, BitImage::of_boxes(drawn.size(), {}));
  if (!rules.any()) return {};
  std::vector<Grid> grids = grids_of(rules, {}, dpi, page);
  for (Grid& grid : grids) grid.implied = true;
  return grids;
}

}  // namespace gouji
