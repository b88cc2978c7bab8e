// Maps tables to a form: which table cell holds which number of the form.
#pragma once

#include <vector>

#include "extract/stitch.h"
#include "models/form.h"
#include "models/table.h"

namespace gouji {

// The table cell that holds one number of the form.
struct MappedCell {
  const TableCell* cell = nullptr;       // nullptr: not in the document
  const TableCell* continued = nullptr;  // the rest of it, where the page end cuts the row
  bool certain = false;  // false: the row's place among its neighbours does not follow from labels
};

struct Mapping {
  std::vector<MappedCell> cells;  // as Form::cells; point into the tables
  double cost = 0;                // of the alignment; the form with the least cost is the report's
  int found = 0;                  // of them in the document
  int named = 0;                  // rows that their own labels identify
  bool ambiguous = false;         // several tables of a kind, and none below its section's heading
  int left_over = 0;              // rows of figures, dashes or blanks that are no rows of the form

  // Whether every place has a cell that was read, and nothing about it is a guess.
  bool clear() const;
};

// Rows are aligned to the form as a sequence, labels compared by edit distance after folding, so
// that a typo, a missing row, an extra row or an unreadable label does not shift the rows under it;
// columns likewise, by their headings. Of several tables of a kind, as of another year or another
// body, the first below its section's heading is the report's; where none is below one the first is
// taken, and no place in it is certain. Nor is a row that is there again with other figures.
Mapping map_form(const Tables& tables, const Form& form);

}  // namespace gouji
