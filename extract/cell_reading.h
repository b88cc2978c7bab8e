// What each number of the form may be: the readings of its cell, before sums are looked at.
#pragma once

#include <string>
#include <vector>

#include "extract/map_form.h"
#include "models/form.h"
#include "models/number.h"
#include "models/report.h"

namespace gouji {

// A reading above this is wrong less often than it says (docs/reconcile.md).
inline constexpr double kSureReading = 0.999;

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
  bool sound = true;                  // false: see distrust
};

// The cell's place, or how the figure is written, speaks against the reading: it is not accepted,
// and no sum makes up for that.
void distrust(CellReading& reading);

// What figures a column of the form holds.
struct ColumnKind {
  bool ten_thousand_yuan = false;  // the unit is 万元
  bool may_be_negative = false;
  bool whole = true;  // counts, not amounts: a point in 1.321 can only be a comma
};

ColumnKind kind_of(const Address& address);

// Readings for each of Form::cells.
std::vector<CellReading> read_cells(const Form& form, const Mapping& mapping);

// One cell's. What its column cannot hold is no candidate, and never accepted.
CellReading read_cell(const Reading& reading, const ColumnKind& kind);

}  // namespace gouji
