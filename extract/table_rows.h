// The rows of a table as the mapper sees them: labels, what they stand in, and cells with numbers.
#pragma once

#include <string>
#include <vector>

#include "models/table.h"

namespace gouji {

// Texts are folded (models/text.h).
struct RowView {
  std::u32string label;                   // text of the label next to the numbers
  double print = 0;                       // its length (models/table.h)
  bool unread = false;                    // it is printed, and was not read
  bool in_layer = false;                  // the text layer says it: no character is misread
  std::vector<std::u32string> parents;    // texts of merged cells that the row stands in
  std::vector<const TableCell*> numbers;  // cells in number columns, left to right
  std::vector<const TableCell*> rest;     // of a row that the page end cut, as `numbers`
  double text_share = 0;                  // of `numbers`: those that are no number
  bool numeric = false;                   // at least one number, and hardly any text
};

// Rows of a table whose numbers begin in column `first_number`.
std::vector<RowView> view_rows(const Table& table, int first_number);

// Table 二 has blocks of different widths: in each row the first cell is the label.
std::vector<RowView> view_blocks(const Table& table);

// The first of the columns that hold numbers and not labels, counted from the right. A label may
// span columns that another fragment of the table has; it counts where it ends.
int first_number_column(const Table& table);

// Judges what stands in the number columns (`text_share`, `numeric`). A single cell may be misread
// as text.
void look_at_numbers(RowView& row);

// Whether it stands like a row of the form: with figures, or with dashes or blanks instead.
bool is_filled(const RowView& row);

// Cells that begin in `row`, left to right.
std::vector<const TableCell*> cells_from(const Table& table, int row);

bool has_digit(const TableCell& cell);

// Whether the text layer says what stands in a cell: no character of it is misread.
bool is_in_layer(const TableCell& cell);

}  // namespace gouji
