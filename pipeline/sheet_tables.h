// The tables of dataset.xlsx that are no CSV file: what a person should look at, one row each.
#pragma once

#include "pipeline/dataset_tables.h"

namespace gouji {

// A relation that does not add up, for one who has the report at hand: its figures with their
// labels, and the pages.
CsvTable<CheckRow> issues_table();

// A cell to review, with its place.
CsvTable<CellRow> review_table();

}  // namespace gouji
