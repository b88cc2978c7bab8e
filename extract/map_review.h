// Table 四 (行政复议、行政诉讼), which has no labels: its figures are known by the headings over
// them.
#pragma once

#include "extract/map_form.h"
#include "models/form.h"
#include "models/table.h"

namespace gouji {

// Puts the cells of `table` into the places of `form`'s cells. With fewer or more columns than the
// form has, or headings in another order, no place is certain; nor is one between columns of uneven
// width.
void map_review(const Table& table, const FormTable& form, Mapping& out);

}  // namespace gouji
