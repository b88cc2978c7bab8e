// Characters that a report's own sums prove to be read right.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "extract/cell_reading.h"
#include "models/form.h"

namespace gouji {

// What fells a character in one font fells it alike wherever it stands: where a report's sums hold
// that would not, were each 1 a 7, or none of them there, its 1s are.
class ProvenCharacters {
 public:
  // Takes into account relation `r` of the form, all of whose cells were read and which holds.
  void add(const Relation& r, const std::vector<CellReading>& readings);

  // What is left of the odds that a figure read as `read` is `other`, for all cells in which the
  // character was proven that would have to be another, or none: 0.1 to 1.
  double doubt_left(const std::string& read, const std::string& other) const;

 private:
  // Ascending, by the character that is proven to be no other, and to be there.
  std::map<char, std::vector<int>> no_other_, there_;
};

}  // namespace gouji
