// A form's tables as they are printed: merged headings, blocks, and which cell stands where.
#pragma once

#include <string>
#include <vector>

#include "models/form.h"

namespace gouji {

// A heading or label, and over how many rows and columns it extends.
struct LayoutLabel {
  std::string label;
  int rows = 1, columns = 1;
};

struct LayoutRow {
  std::string id;                   // of the form's row; empty: a row of labels, or of several
  std::vector<LayoutLabel> labels;  // those that begin in this row, from left to right
  std::vector<int> cells;           // indices in Form::cells, behind the labels
  int span = 1;                     // columns that each of the cells extends over
};

struct LayoutTable {
  std::string id, title;
  std::vector<std::vector<LayoutLabel>> header;
  std::vector<LayoutRow> rows;
};

std::vector<LayoutTable> layout_of(const Form& form);

}  // namespace gouji
