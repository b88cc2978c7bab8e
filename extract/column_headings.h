// The headings over a table's columns, and which of the form's columns stand under them.
#pragma once

#include <string>
#include <vector>

#include "extract/table_rows.h"
#include "models/form.h"
#include "models/table.h"

namespace gouji {

// Cost of a column that one side lacks, where columns are aligned by headings, in units of one
// wholly different heading.
inline constexpr double kSkipColumn = 0.6;

// The heading over `cell`, which stands in `row`: the folded texts of the cells above that cover
// it, outermost first.
std::vector<std::u32string> headings(const Table& table, int row, const TableCell& cell);

// Whether the heading next above `cell`, which stands in `row`, is another than `label`, and no
// misreading of it: the text layer says it, or it is of amounts in another unit.
bool has_other_heading(const Table& table, int row, const TableCell& cell,
                       const std::string& label);

// Of a table's caption what it says of units, such as 单位：件、元, folded; empty where nothing.
std::u32string units_of(const std::string& caption);

// Whether folded words, of a heading, a row's label or units, speak of yuan where
// `label`, a column's, is of ten thousand of them.
bool is_in_other_unit(const std::u32string& words, const std::string& label);

// The same of the heading next above it that is over several columns, and `group` (folded).
bool has_other_group(const Table& table, int row, const TableCell& cell,
                     const std::u32string& group);

// Whether columns are not where they should be, which keeps every sum: headings, one over each
// column (folded; empty where none was read), name each other's among `labels`, or two name other
// columns, as they do where one is too many before them and one too few behind.
bool changed_places(const std::vector<std::u32string>& headings,
                    const std::vector<std::u32string>& labels);

// The same of the headings over a row's numbers, where there are as many as the form's columns.
bool columns_in_order(const Table& table, const RowView& view,
                      const std::vector<FormColumn>& columns);

struct ColumnPlaces {
  std::vector<int> numbers;  // by column of the form: which of the row's numbers; -1: none
  bool told = false;         // it follows from their count, or from the headings over them
};

// Where a row's numbers stand among the form's columns: in order where there are as many, else by
// the headings over them.
ColumnPlaces place_columns(const Table& table, const RowView& view,
                           const std::vector<FormColumn>& columns);

}  // namespace gouji
