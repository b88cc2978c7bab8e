// Tells a misread figure from a report that is really wrong: what is printed is inferred from the
// pixels of all cells and from the form's sums together. The model, its figures and what it gives
// are in docs/reconcile.md.
#pragma once

#include <vector>

#include "extract/cell_reading.h"
#include "models/form.h"
#include "models/report.h"

namespace gouji {

struct Reconciled {
  std::vector<Cell> cells;    // as Form::cells
  std::vector<Check> checks;  // as Form::relations
};

// A cell's value is only ever replaced by one that its own witnesses support; where explanations
// are equally good the cell is left to a person. A report that adds up and is surely read comes
// out as it was read. Deterministic; looks at a bounded number of explanations, and
// where these are too many the cells stay as they are by themselves, less those that do not add up.
Reconciled reconcile(const Form& form, const std::vector<CellReading>& readings);

}  // namespace gouji
