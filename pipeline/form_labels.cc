#include "pipeline/form_labels.h"

#include <vector>

namespace gouji {
namespace {

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += "／";
    out += part;
  }
  return out;
}

std::string row_label(const FormRow& row) {
  std::vector<std::string> parts = row.parents;
  parts.push_back(row.label);
  return joined(parts);
}

std::string column_label(const FormColumn& column) { return joined({column.parent, column.label}); }

}  // namespace

std::string label_of(const FormRow& row, const FormColumn& column) {
  return joined({row_label(row), column_label(column)});
}

std::string label_of(const Form& form, size_t index) {
  const CellLabels labels = labels_of(form, index);
  return joined({labels.row, labels.column});
}

CellLabels labels_of(const Form& form, size_t index) {
  for (const FormTable& table : form.tables) {
    for (const FormRow& row : table.rows) {
      const size_t column = index - static_cast<size_t>(row.first_cell);
      if (column >= row.columns.size()) continue;
      const FormColumn& c = row.columns[column];
      return {table.heading, row_label(row), column_label(c), row.label, c.label};
    }
  }
  return {};
}

}  // namespace gouji
