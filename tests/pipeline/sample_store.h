// An OUT with a run store, for tests of what is made from it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "models/report.h"

namespace gouji {

// A sound report of the form of 2021 with this source; of each number other bytes.
Report stored_report(int number, const std::string& source);

// Gives the cell at `address` a value that nobody can trust.
void doubt(Report& report, const std::string& address, const std::string& value, double confidence);

// A finished run that read these.
void make_store(const std::filesystem::path& out, const std::vector<Report>& reports);

}  // namespace gouji
