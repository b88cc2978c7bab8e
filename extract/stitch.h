// Fragments of tables on successive pages become the three tables of the form.
#pragma once

#include <array>
#include <vector>

#include "models/form.h"
#include "models/table.h"

namespace gouji {

// Which table of the form a fragment belongs to.
enum class TableKind { kProactive, kRequests, kReview };
inline constexpr int kTableKinds = 3;

// Indexed by TableKind.
using Tables = std::array<Table, kTableKinds>;

// `fragments` in reading order, each with its readings. A fragment is known by its labels, compared
// with those of all `forms`; one without legible labels by its columns, and by the fragment before
// it. Fragments of one kind are joined in order: columns are matched by place, a header that is
// printed again is dropped, a merged cell that the page end cuts is made one. A kind without a
// fragment gives a table of no rows. Fragments of no kind (other tables of the report) are left
// out, and so is a page that is there again, and the narrow blank columns between a table and a
// frame round it.
Tables stitch(const std::vector<Table>& fragments, const std::vector<Form>& forms);

}  // namespace gouji
