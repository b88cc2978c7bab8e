#include "extract/habit.h"

#include <algorithm>

#include "extract/cell_value.h"

namespace gouji {
namespace {

// Clerks leave all empty cells of a table blank or none: what a first blank among zeros counts as,
// in cells.
constexpr double kStray = 0.25;

// The one that the clerk prints less often counts less, by how much less often.
void lean(std::vector<Candidate>& candidates, double blank_share) {
  const double odds = blank_share / (1 - blank_share);
  for (Candidate& c : candidates) {
    if (c.amount == 0) c.probability *= std::min(1.0, c.value.empty() ? odds : 1 / odds);
  }
}

}  // namespace

std::vector<double> lean_to_habit(const Form& form, std::vector<CellReading>& readings) {
  std::vector<double> blank_share;
  for (const FormTable& table : form.tables) {
    const size_t first = blank_share.size();
    size_t end = first;
    for (const FormRow& row : table.rows) end += row.columns.size();
    double blanks = kStray, zeros = kStray;
    for (size_t i = first; i < end; ++i) {
      if (readings[i].candidates.empty()) continue;
      const Candidate& c = readings[i].candidates[0];
      const bool none = says_none(c.text) && readings[i].cell.accepted();
      if (c.amount != 0 || (c.probability <= kSureReading && !none)) continue;
      ++(c.value.empty() ? blanks : zeros);
    }
    blank_share.resize(end, blanks / (blanks + zeros));
    for (size_t i = first; i < end; ++i) lean(readings[i].candidates, blank_share[i]);
  }
  return blank_share;
}

}  // namespace gouji
