// The columns of wide.csv.
#pragma once

#include <string>
#include <vector>

#include "models/form.h"
#include "pipeline/dataset_tables.h"

namespace gouji {

// A cell that any of the forms has.
struct WideColumn {
  std::string address;       // table/row/column
  std::string table, title;  // its table's identifier; its labels, as the form prints them
  std::vector<int> indices;  // of the cell in each form, or -1
};

// Those of wide_table(forms) behind the leading ones.
std::vector<WideColumn> wide_columns(const std::vector<Form>& forms);

// How many columns stand before them: who reports on which year.
inline constexpr size_t kLeadingColumns = 6;

// What `row` has in `column`, both of `forms`; null where its form has no such cell.
const Cell* cell_in(const WideRow& row, const WideColumn& column, const std::vector<Form>& forms);

}  // namespace gouji
