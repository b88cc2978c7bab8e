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

// Cost of a column that one side lacks, where columns are aligned by headings, in units of one
// wholly different heading.
inline constexpr double kSkipColumn = 0.6;

// The heading over `cell`, which stands in `row`: the folded texts of the cells above that cover
// it, outermost first.
std::vector<std::u32string> headings(const Table& table, int row, const TableCell& cell);

// Whether the heading next above `cell`, which stands in `row`, is another than `label`, and no
// misreading of it: the text layer says it.
bool has_other_heading(const Table& table, int row, const TableCell& cell,
                       const std::string& label);

// The same of the heading next above it that is over several columns, and `group` (folded).
bool has_other_group(const Table& table, int row, const TableCell& cell,
                     const std::u32string& group);

// Whether folded words speak of another year, or of a part, where `label` (folded) does not.
bool speaks_of_other(const std::u32string& words, const std::u32string& label);

// Whether columns are not where they should be, which keeps every sum: headings, one over each
// column (folded; empty where none was read), name each other's among `labels`, or two name other
// columns, as they do where one is too many before them and one too few behind.
bool changed_places(const std::vector<std::u32string>& headings,
                    const std::vector<std::u32string>& labels);

}  // namespace gouji
