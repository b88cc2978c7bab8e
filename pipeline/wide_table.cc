#include "pipeline/wide_table.h"

#include <algorithm>

#include "pipeline/dataset_fields.h"
#include "pipeline/dataset_tables.h"
#include "pipeline/dataset_words.h"
#include "pipeline/form_labels.h"

namespace gouji {
namespace {

// A row of the forms, with the columns that it has in any of them.
struct UnitedRow {
  std::string table, row;
  std::vector<WideColumn> columns;
};

void add_columns(UnitedRow& united, const FormRow& row) {
  for (const FormColumn& column : row.columns) {
    const std::string address = Address{united.table, united.row, column.id}.str();
    const bool there = std::any_of(united.columns.begin(), united.columns.end(),
                                   [&](const WideColumn& c) { return c.address == address; });
    if (there) continue;
    united.columns.push_back({address, united.table, label_of(row, column), {}});
  }
}

// The rows of all forms; one that no earlier form has stands behind its predecessor in its own.
std::vector<UnitedRow> unite_rows(const std::vector<Form>& forms) {
  std::vector<UnitedRow> all;
  for (const Form& form : forms) {
    auto at = all.begin();
    for (const FormTable& table : form.tables) {
      for (const FormRow& row : table.rows) {
        const auto there = std::find_if(all.begin(), all.end(), [&](const UnitedRow& r) {
          return r.table == table.id && r.row == row.id;
        });
        at = there == all.end() ? all.insert(at, {table.id, row.id, {}}) : there;
        add_columns(*at, row);
        ++at;
      }
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

std::vector<WideColumn> wide_columns(const std::vector<Form>& forms) {
  std::vector<WideColumn> out;
  for (const UnitedRow& row : unite_rows(forms)) {
    for (const WideColumn& column : row.columns) {
      out.push_back(column);
      out.back().indices = indices(forms, column.address);
    }
  }
  return out;
}

const Cell* cell_in(const WideRow& row, const WideColumn& column, const std::vector<Form>& forms) {
  if (row.form == nullptr) return nullptr;
  const int index = column.indices[static_cast<size_t>(row.form - forms.data())];
  return index < 0 ? nullptr : &row.report.cells[static_cast<size_t>(index)];
}

CsvTable<WideRow> wide_table(const std::vector<Form>& forms) {
  CsvTable<WideRow> t({.name = "wide",
                       .title = {"Reports", "总表"},
                       .description = {"One row per report that was read, one column per cell of "
                                       "the forms. Cells that are not trusted are empty.",
                                       "每份已读取的报告一行，格式的每个单元格一列。不可信的单元格"
                                       "为空。"},
                       .primary_key = {"report_id"}});
  t.add(report_id_field(true), [](const WideRow& w) { return w.report.id; });
  t.add(agency_field(), [](const WideRow& w) { return w.report.agency; });
  t.add(region_code_field(), [](const WideRow& w) { return w.report.region.code(); });
  t.add(year_field(), [](const WideRow& w) { return known(w.report.year); });
  t.add(form_field(forms, false), [](const WideRow& w) { return w.report.form; });
  t.add({.name = "status",
         .title = {"Status", "状态"},
         .description = {"Of the report, as in reports.csv.", "报告的状态，同 reports.csv。"},
         .required = true,
         .words = report_status_words(
             {ReportStatus::kOk, ReportStatus::kFlagged, ReportStatus::kReview})},
        [](const WideRow& w) { return std::string(name(w.report.status())); });
  for (const WideColumn& column : wide_columns(forms)) {
    t.add({.name = variable_name(column.address),
           .type = FieldType::kNumber,
           .title = {column.address, column.title},
           .description = {"Value of the cell " + column.address + "; empty where not trusted.",
                           "单元格 " + column.address + " 的数值；不可信的为空。"}},
          [column, &forms](const WideRow& w) {
            const Cell* cell = cell_in(w, column, forms);
            return cell != nullptr && cell->accepted() ? cell->value : "";
          });
  }
  return t;
}

}  // namespace gouji
