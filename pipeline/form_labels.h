// Cells of a form as it prints them.
#pragma once

#include <string>

#include "models/form.h"

namespace gouji {

// Labels from the outermost to the column's own: 三、本年度办理结果／（一）予以公开／自然人.
std::string label_of(const FormRow& row, const FormColumn& column);

// Of the cell at `index`.
std::string label_of(const Form& form, size_t index);

// Where the cell at `index` stands: its table's heading, its row's labels, its column's. The own
// ones are without those of the merged cells above them or beside them.
struct CellLabels {
  std::string table, row, column;
  std::string own_row, own_column;
};
CellLabels labels_of(const Form& form, size_t index);

}  // namespace gouji
