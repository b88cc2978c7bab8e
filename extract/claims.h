// What the narrative says of the form's figures, held against the tables.
//
// A false contradiction is an accusation. It is said only where the cells are trusted, the sentence
// stands in a text layer, and nothing in it speaks of a part, of another year or of another body.
#pragma once

#include <string>
#include <vector>

#include "extract/narrative.h"
#include "models/form.h"
#include "models/report.h"

namespace gouji {

// Whose report it is, as far as known.
struct Speaker {
  std::string agency;
  AgencyKind kind = AgencyKind::kOther;
  int year = 0;  // 0: unknown
};

// The claims of all sections, in the order of the text; of those that a sentence repeats, one.
// `cells`: as form.cells. 受理 may mean what was newly received, or that and what was carried in:
// the address says which one fits. Figures of another scope than the whole report's are left out.
std::vector<Claim> find_claims(const Narrative& narrative, const Form& form,
                               const std::vector<Cell>& cells, const Speaker& speaker);

}  // namespace gouji
