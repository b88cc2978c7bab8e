#include "extract/grid.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "extract/lattice.h"
#include "extract/rule_mask.h"

namespace gouji {
namespace {

constexpr double kJoin = 1.2;       // mm; rules that end this near to each other meet
constexpr double kLeastWidth = 50;  // mm; of a table
constexpr double kLeastPart = 10;   // mm; of a table whose rules are broken
constexpr double kNear = 3;         // mm; between such parts
constexpr double kLeastHeight = 4;  // mm; a table's last row may stand alone on a page
constexpr double kGridDpi = 220;    // a page of more is reduced by half until it has less

// The connected parts of the rules.
std::vector<cv::Rect> find_regions(const RuleMasks& rules, double dpi) {
  const double mm = dpi / 25.4;
  cv::Mat all = rules.across | rules.down;
  const int n = std::max(3, static_cast<int>(std::lround(kJoin * mm)) | 1);
  cv::dilate(all, all, cv::getStructuringElement(cv::MORPH_RECT, {n, n}));
  cv::Mat labels, stats, centres;
  const int count = cv::connectedComponentsWithStats(all, labels, stats, centres, 8);
  std::vector<cv::Rect> regions;
  for (int i = 1; i < count; ++i) {
    const cv::Rect r(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                     stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
    if (std::max(r.width, r.height) >= kLeastPart * mm) regions.push_back(r);
  }
  return regions;
}

// Broken rules leave a table in several parts; two tables never stand this near to each other.
std::vector<cv::Rect> join_regions(std::vector<cv::Rect> regions, double near) {
  const int reach = static_cast<int>(std::lround(near));
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t i = 0; i < regions.size(); ++i) {
      for (size_t j = i + 1; j < regions.size(); ++j) {
        const cv::Rect& a = regions[i];
        const cv::Rect grown(a.x - reach, a.y - reach, a.width + 2 * reach, a.height + 2 * reach);
        if ((grown & regions[j]).empty()) continue;
        regions[i] |= regions[j];
        regions.erase(regions.begin() + static_cast<std::ptrdiff_t>(j--));
        changed = true;
      }
    }
  }
  return regions;
}

bool is_table(const cv::Rect& r, double mm) {
  return r.width >= kLeastWidth * mm && r.height >= kLeastHeight * mm;
}

void enlarge(Grid& grid, double k) {
  const auto scale = [k](Box& b) { b = {b.x0 * k, b.y0 * k, b.x1 * k, b.y1 * k}; };
  for (double& x : grid.xs) x *= k;
  for (double& y : grid.ys) y *= k;
  for (GridCell& c : grid.cells) scale(c.box);
  scale(grid.box);
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
  const RuleMasks rules = find_rules(gray, dpi);
  std::vector<Grid> grids;
  for (const cv::Rect& region : join_regions(find_regions(rules, dpi), kNear * dpi / 25.4)) {
    if (!is_table(region, dpi / 25.4)) continue;
    std::optional<Grid> grid = find_lattice(rules, region, dpi);
    if (!grid) continue;
    grid->page = page.number;
    enlarge(*grid, page.dpi / dpi);
    grids.push_back(std::move(*grid));
  }
  std::sort(grids.begin(), grids.end(),
            [](const Grid& a, const Grid& b) { return a.box.y0 < b.box.y0; });
  return grids;
}

}  // namespace gouji
