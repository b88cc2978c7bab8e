// The columns of a table without rules down, by the gaps between what is printed in them.
#pragma once

#include <vector>

#include "extract/implied_rows.h"

namespace gouji {

// A rule down at `at` (pixels), from the top of row `first` to the bottom of `last`.
struct ColumnRule {
  int at, first, last;
};

// Rules down the gaps of a table's rows that no rule of `drawn` stands in. A gap is `least_gap`
// wide at least, as `left` and `right`, the table's sides, in pixels; and goes through two rows.
std::vector<ColumnRule> rules_in_gaps(const std::vector<Row>& rows, int left, int right,
                                      int least_gap, const std::vector<ColumnRule>& drawn);

}  // namespace gouji
