// Tables as an errorless reader hands them on, for the tests of what comes after it.
#pragma once

#include <string>
#include <vector>

#include "models/table.h"
#include "tests/support/report_printer.h"

namespace gouji {

// A table of these texts, a string a column. "<" belongs to the cell on its left, "^" to the one
// above. Columns are 40 points wide and begin at `left`.
Table table_of(const std::vector<std::vector<std::string>>& rows, int page = 1, double left = 80);

// The tables of a report in order, as they stand before page ends cut them.
std::vector<Table> tables_of(const PrintedReport& report, const PrintStyle& style = {});

// The row whose cells hold this text; a text that the table lacks throws std::invalid_argument.
int row_with(const Table& table, const std::string& text);
// The cell with this text, likewise.
TableCell& cell_with(Table& table, const std::string& text);

struct CutTable {
  Table above, below;  // on two pages
};

// The table cut by a page end above `row`. Of a merged cell's text the first `kept` characters
// stand on the first page.
CutTable cut_above(const Table& table, int row, size_t kept = 1000);

// The table cut by a page end within `row`, which then stands on both pages with all its texts.
CutTable cut_through(const Table& table, int row);

// `table` under the first `rows` rows of `head`, which are printed again.
Table with_head(const Table& head, int rows, const Table& table);

}  // namespace gouji
