// Where on a page tables are: what rules join, or lies near enough to be parts of one.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "extract/rule_mask.h"

namespace gouji {

// The parts of the page, pixels of `rules` at `dpi`, that hold a table each; or tables that stand
// close over one another (extract/stacked_tables.h), or large print that looks like rules. In no
// order.
std::vector<cv::Rect> table_regions(const PageRules& rules, double dpi);

}  // namespace gouji
