// Reports for tests of what is done with reports.
#pragma once

#include <string>

#include "models/form.h"
#include "models/report.h"
#include "tests/support/printed_report.h"  // standard_form

namespace gouji {

// A report that fills in `form`: all cells are 0 and trusted, all relations hold.
Report sound_report(const Form& form);

// Gives the cell at `address` another value.
void set(Report& report, const Form& form, const std::string& address, const std::string& value);

// The place of a relation in its form, and in a report's checks.
size_t index_of_check(const Form& form, const std::string& id);

}  // namespace gouji
