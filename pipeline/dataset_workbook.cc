#include "pipeline/dataset_workbook.h"

#include <map>

#include "pipeline/workbook_notes.h"

namespace gouji {
namespace {

constexpr double kWideHeading = 118;  // points: eight lines of the longest labels
constexpr double kHeading = 18;

// In characters of a Western font, of which a Chinese one takes two.
double width_of(const Field& field) {
  static const std::map<std::string, double> widths{
      {"report_id", 18}, {"agency", 28}, {"source", 32},  {"region_code", 10},
      {"year", 7},       {"form", 12},   {"status", 7},   {"check", 42},
      {"verdict", 7},    {"page", 7},    {"figures", 90}, {"table", 28},
      {"row", 44},       {"column", 28}, {"address", 52}, {"raw", 16}};
  const auto found = widths.find(field.name);
  return found == widths.end() ? 11 : found->second;
}

// Words are shown by their Chinese labels.
SheetCell shown(const Field& field, std::string value, Style style) {
  for (const Word& word : field.words) {
    if (word.value == value) return {word.label, style};
  }
  const bool number = field.type == FieldType::kInteger || field.type == FieldType::kNumber;
  return {std::move(value), style, number};
}

// The headings of `schema`, those of `odd` columns in another colour.
void begin(Sheet& sheet, const TableSchema& schema, const std::vector<bool>& odd, double height,
           int frozen) {
  std::vector<SheetCell> row;
  for (size_t i = 0; i < schema.fields.size(); ++i) {
    row.push_back({schema.fields[i].title.zh,
                   i < odd.size() && odd[i] ? Style::kHeadingOdd : Style::kHeading});
    sheet.set_width(static_cast<int>(i), width_of(schema.fields[i]));
  }
  sheet.freeze(1, frozen);
  sheet.append(row, height);
}

size_t index_of(const TableSchema& schema, const std::string& field) {
  size_t i = 0;
  while (schema.fields[i].name != field) ++i;
  return i;
}

// Columns of every second table of the form.
std::vector<bool> odd_tables(const std::vector<WideColumn>& columns) {
  std::vector<bool> out(kLeadingColumns, false);
  std::string table;
  for (const WideColumn& column : columns) {
    out.push_back(column.table == table ? out.back() : !out.back());
    table = column.table;
  }
  return out;
}

}  // namespace

DatasetWorkbook::DatasetWorkbook(const std::filesystem::path& file, const std::vector<Form>& forms)
    : forms_(forms),
      wide_(wide_table(forms)),
      columns_(wide_columns(forms)),
      issues_(issues_table()),
      review_(review_table()),
      book_(file, "政府信息公开工作年度报告数据集"),
      wide_sheet_(book_.add_sheet(wide_.schema().title.zh)),
      issues_sheet_(book_.add_sheet(issues_.schema().title.zh)),
      review_sheet_(book_.add_sheet(review_.schema().title.zh)),
      notes_sheet_(book_.add_sheet("说明")) {
  begin(wide_sheet_, wide_.schema(), odd_tables(columns_), kWideHeading, 2);
  begin(issues_sheet_, issues_.schema(), {}, kHeading, 2);
  begin(review_sheet_, review_.schema(), {}, kHeading, 2);
}

void DatasetWorkbook::add(const Report& report, const Form* form, bool first) {
  if (!first) {
    ++copies_;
    return;
  }
  ++files_[static_cast<size_t>(report.status())];
  if (report.status() == ReportStatus::kFailed) return;
  add_wide({report, form});
  for (size_t i = 0; i < report.checks.size(); ++i) {
    const Verdict verdict = report.checks[i].verdict;
    if (verdict != Verdict::kBroken && verdict != Verdict::kSuspect) continue;
    add_row<CheckRow>(issues_sheet_, issues_, {report, *form, i},
                      index_of(issues_.schema(), "verdict"), style_of(verdict));
  }
  for (size_t i = 0; i < report.cells.size(); ++i) {
    if (report.cells[i].status != CellStatus::kReview) continue;
    add_row<CellRow>(review_sheet_, review_, {report, *form, i},
                     index_of(review_.schema(), "value"), style_of(CellStatus::kReview));
  }
}

void DatasetWorkbook::add_wide(const WideRow& row) {
  std::vector<std::string> values = wide_.values(row);
  std::vector<SheetCell> cells;
  cells.reserve(values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    const Field& field = wide_.schema().fields[i];
    Style style = field.name == "status" ? style_of(row.report.status()) : Style::kPlain;
    if (i >= kLeadingColumns) {
      const Cell* cell = cell_in(row, columns_[i - kLeadingColumns], forms_);
      if (cell != nullptr) style = style_of(cell->status);
    }
    cells.push_back(shown(field, std::move(values[i]), style));
  }
  wide_sheet_.append(cells);
}

// The cell in column `coloured` has `style`.
template <typename Row>
void DatasetWorkbook::add_row(Sheet& sheet, const CsvTable<Row>& table, const Row& row,
                              size_t coloured, Style style) {
  std::vector<std::string> values = table.values(row);
  std::vector<SheetCell> cells;
  for (size_t i = 0; i < values.size(); ++i) {
    cells.push_back(shown(table.schema().fields[i], std::move(values[i]),
                          i == coloured ? style : Style::kPlain));
  }
  sheet.append(cells);
}

tl::expected<void, std::string> DatasetWorkbook::close() {
  const auto count = [&](ReportStatus status) { return files_[static_cast<size_t>(status)]; };
  write_notes(notes_sheet_,
              {count(ReportStatus::kOk), count(ReportStatus::kFlagged),
               count(ReportStatus::kReview), count(ReportStatus::kFailed), copies_},
              {{wide_.schema(), wide_sheet_.left_out()},
               {issues_.schema(), issues_sheet_.left_out()},
               {review_.schema(), review_sheet_.left_out()}});
  const std::pair<Sheet&, const TableSchema&> filtered[] = {{wide_sheet_, wide_.schema()},
                                                            {issues_sheet_, issues_.schema()},
                                                            {review_sheet_, review_.schema()}};
  for (const auto& [sheet, schema] : filtered) {
    sheet.filter(static_cast<int>(schema.fields.size()));
  }
  return book_.close();
}

}  // namespace gouji
