// datapackage.json: the description of the dataset that programs read.
#pragma once

#include <string>
#include <vector>

#include "pipeline/csv_table.h"

namespace gouji {

// Raised by a change of the dataset that breaks its users.
inline constexpr const char* kDatasetVersion = "1.0.0";

// A Frictionless Data Package (v1, profile tabular-data-package) of `tables`, as JSON text that
// ends in a line end. Depends on nothing but its argument and the program's version.
std::string data_package(const std::vector<TableSchema>& tables);

}  // namespace gouji
