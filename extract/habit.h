// Whether a clerk leaves cells that hold nothing empty or prints 0 in them. Sums do not tell the
// two apart; the table's other cells do.
#pragma once

#include <vector>

#include "extract/cell_reading.h"
#include "models/form.h"

namespace gouji {

// Weighs the blanks and zeros among each cell's candidates by what the sure readings of its table
// are: probabilities become weights that no longer sum to one. Returns, for each of Form::cells,
// the share of blanks among its table's cells that hold nothing.
std::vector<double> lean_to_habit(const Form& form, std::vector<CellReading>& readings);

}  // namespace gouji
