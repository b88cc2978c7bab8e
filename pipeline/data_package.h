// datapackage.json: the description of the dataset that programs read.
#pragma once

#include <string>
#include <vector>

#include "models/form.h"
#include "pipeline/csv_table.h"

namespace gouji {

// Raised by a change of the dataset that breaks its users.
inline constexpr const char* kDatasetVersion = "1.0.0";

// A Frictionless Data Package (version 2 of the standard, datapackage.org) of `tables`, as JSON
// text that ends in a line end. Titles and descriptions are English; the Chinese ones stand beside
// them as `title@zh` and `description@zh`. The property `forms`, not of the standard, has for each
// form the labels of its cells, and its relations: the cells in `lhs` have the same sum as those in
// `rhs`. Depends on nothing but its arguments and the program's version.
std::string data_package(const std::vector<TableSchema>& tables, const std::vector<Form>& forms);

// The word of the standard's Table Schema.
const char* type_name(FieldType type);

}  // namespace gouji
