// Judges the form's relations over a report's cells.
#pragma once

#include <vector>

#include "models/form.h"
#include "models/report.h"

namespace gouji {

// The verdict on each relation of `form`; docs/codebook.md says what each of them means. `cells` as
// Form::cells.
std::vector<Check> judge(const Form& form, const std::vector<Cell>& cells);

}  // namespace gouji
