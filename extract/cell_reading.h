// What each number of the form may be: the readings of its cell, before sums are looked at.
#pragma once

#include <string>
#include <vector>

#include "extract/map_form.h"
#include "models/form.h"
#include "models/number.h"
#include "models/report.h"

namespace gouji {

// One value that a cell's witnesses support.
struct Candidate {
  std::string text;        // as read
  std::string value;       // plain notation; empty: blank
  Micro amount = 0;        // what it adds to a sum
  double probability = 0;  // that this is printed, by the cell alone
};

struct CellReading {
  Cell cell;                          // judged by itself
  std::vector<Candidate> candidates;  // different values, the cell's own first; may be empty
  bool sound = true;  // false: the cell's place, or how the figure is written, speaks against it,
                      // and no sum makes up for that
};

// Readings for each of Form::cells. Negative figures are candidates only where the form has them.
std::vector<CellReading> read_cells(const Form& form, const Mapping& mapping);

// One cell's, of a unit of 万元 (`ten_thousand_yuan`) or none.
CellReading read_cell(const Reading& reading, bool ten_thousand_yuan, bool may_be_negative);

}  // namespace gouji
