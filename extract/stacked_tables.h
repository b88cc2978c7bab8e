// Tables that stand close over one another, a heading between them, taken for one table.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "extract/rule_mask.h"
#include "models/table.h"

namespace gouji {

// The parts of `region` that are tables by themselves, from top to bottom: between two of them
// neither side has a rule, above and below both have. `grid`: the lattice found in `region`, pixels
// of the masks, `mm` of them in a millimetre. One part, the region itself, where it is one table.
std::vector<cv::Rect> stacked_tables(const RuleMasks& masks, const Grid& grid,
                                     const cv::Rect& region, double mm);

}  // namespace gouji
