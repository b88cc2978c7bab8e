// The sheet 说明 of dataset.xlsx: what the others hold, and what their colours mean.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/report.h"
#include "pipeline/csv_table.h"
#include "pipeline/workbook.h"

namespace gouji {

// A sheet to explain.
struct ExplainedSheet {
  const TableSchema& schema;  // whose Chinese title is the sheet's name
  std::int64_t left_out = 0;  // rows that did not go into it
};

// Input files of the dataset.
struct FileCounts {
  std::int64_t ok = 0, flagged = 0, review = 0, failed = 0;
  std::int64_t copies = 0;  // of a file before, which counts
};

// The colours of the dataset's words.
Style style_of(ReportStatus status);
Style style_of(CellStatus status);
Style style_of(Verdict verdict);

void write_notes(Sheet& sheet, const FileCounts& counts, const std::vector<ExplainedSheet>& sheets);

}  // namespace gouji
