// From the rules of one table to its cells.
#pragma once

#include <optional>

#include "extract/rule_mask.h"
#include "models/table.h"

namespace gouji {

// The grid inside `region` (pixels) of rule masks at `dpi`; nothing where the rules there
// make no table. Leaves Grid::page at 0.
std::optional<Grid> find_lattice(const RuleMasks& rules, const cv::Rect& region, double dpi);

}  // namespace gouji
