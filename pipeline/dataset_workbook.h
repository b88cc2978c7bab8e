// dataset.xlsx: the dataset for those who open a spreadsheet, in Chinese.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "models/form.h"
#include "pipeline/csv_table.h"
#include "pipeline/sheet_tables.h"
#include "pipeline/wide_table.h"
#include "pipeline/workbook.h"

namespace gouji {

// Four sheets: 总表 is wide.csv, its headings the forms' labels, its cells coloured by their
// status; 勾稽问题 has the relations that do not add up, 待核 the cells to review, both with their
// pages; 说明 says what the colours and the columns of the sheets mean. What does not go into a
// sheet is counted there.
class DatasetWorkbook {
 public:
  // Will be written to `file`. `forms` must outlive it.
  DatasetWorkbook(const std::filesystem::path& file, const std::vector<Form>& forms);

  // Reports must fit their forms, and come in the order of the dataset. `form` is null where the
  // report has none. One that failed is only counted, and so is one that is not the `first`.
  void add(const Report& report, const Form* form, bool first);

  // Writes the file, or says in a sentence why it cannot be written.
  tl::expected<void, std::string> close();

 private:
  void add_wide(const WideRow& row);
  template <typename Row>
  void add_row(Sheet& sheet, const CsvTable<Row>& table, const Row& row, size_t coloured,
               Style style);

  const std::vector<Form>& forms_;
  CsvTable<WideRow> wide_;
  std::vector<WideColumn> columns_;  // of wide_, behind the leading ones
  CsvTable<CheckRow> issues_;
  CsvTable<CellRow> review_;
  Workbook book_;
  Sheet &wide_sheet_, &issues_sheet_, &review_sheet_, &notes_sheet_;
  std::array<std::int64_t, 4> files_{};  // by ReportStatus
  std::int64_t copies_ = 0;
};

}  // namespace gouji
