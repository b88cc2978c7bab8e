#include <algorithm>
#include <iterator>

#include "pipeline/dataset_fields.h"
#include "pipeline/dataset_tables.h"

namespace gouji {
namespace {

struct WideColumn {
  std::string address;
  std::string title;  // as the form prints it: row label, then column label
};

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += "／";
    out += part;
  }
  return out;
}

std::vector<WideColumn> columns_of(const Form& form) {
  std::vector<WideColumn> out;
  for (const FormTable& table : form.tables) {
    for (const FormRow& row : table.rows) {
      std::vector<std::string> label = row.parents;
      label.push_back(row.label);
      for (const FormColumn& column : row.columns) {
        std::vector<std::string> parts = label;
        parts.push_back(column.parent);
        parts.push_back(column.label);
        out.push_back({Address{table.id, row.id, column.id}.str(), joined(parts)});
      }
    }
  }
  return out;
}

// The columns of all forms; one that an earlier form does not have stands behind its predecessor in
// its own form.
std::vector<WideColumn> union_of(const std::vector<Form>& forms) {
  std::vector<WideColumn> all;
  for (const Form& form : forms) {
    auto behind = all.begin();
    for (WideColumn& column : columns_of(form)) {
      const auto there = std::find_if(
          all.begin(), all.end(), [&](const WideColumn& c) { return c.address == column.address; });
      behind = std::next(there == all.end() ? all.insert(behind, std::move(column)) : there);
    }
  }
  return all;
}

// `/` and `.` are no parts of a variable's name in statistics programs.
std::string variable_name(const std::string& address) {
  std::string out;
  for (char c : address) {
    if (c == '/') {
      out += "__";
    } else {
      out += c == '.' ? '_' : c;
    }
  }
  return out;
}

// Index of `address` in each form, or -1.
std::vector<int> indices(const std::vector<Form>& forms, const std::string& address) {
  std::vector<int> out;
  for (const Form& form : forms) out.push_back(form.index_of(address));
  return out;
}

}  // namespace

CsvTable<WideRow> wide_table(const std::vector<Form>& forms) {
  CsvTable<WideRow> t({.name = "wide",
                       .title = "总表",
                       .description = "One row per report that was read, one column per cell of "
                                      "the forms. Cells that are not trusted are empty.",
                       .primary_key = {"report_id"},
                       .foreign_keys = {{{"report_id"}, "reports"}}});
  t.add(report_id_field(true), [](const WideRow& w) { return w.report.id; });
  t.add(agency_field(), [](const WideRow& w) { return w.report.agency; });
  t.add(region_code_field(), [](const WideRow&) { return ""; });
  t.add(year_field(), [](const WideRow& w) { return known(w.report.year); });
  t.add(form_field(forms, false), [](const WideRow& w) { return w.report.form; });
  t.add({.name = "status",
         .title = "状态",
         .description = "Of the report, as in reports.csv.",
         .required = true,
         .words = words({ReportStatus::kOk, ReportStatus::kFlagged, ReportStatus::kReview})},
        [](const WideRow& w) { return std::string(name(w.report.status())); });
  for (const WideColumn& column : union_of(forms)) {
    t.add({.name = variable_name(column.address),
           .type = FieldType::kNumber,
           .title = column.title,
           .description = "Value of the cell " + column.address + "; empty where not trusted."},
          [first = forms.data(), at = indices(forms, column.address)](const WideRow& w) {
            const int index = w.form == nullptr ? -1 : at[static_cast<size_t>(w.form - first)];
            if (index < 0) return std::string();
            const Cell& cell = w.report.cells[static_cast<size_t>(index)];
            return cell.accepted() ? cell.value : std::string();
          });
  }
  return t;
}

}  // namespace gouji
