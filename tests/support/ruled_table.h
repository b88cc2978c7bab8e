// A ruled table before it is set: cells with spans and text, and the form's three tables as such.
#pragma once

#include <string>
#include <vector>

#include "tests/support/printed_report.h"
#include "tests/support/report_printer.h"

namespace gouji {

enum class CellRole { kHead, kArticle, kLabel, kGroup, kNumber };

struct RuledCell {
  int row = 0, column = 0;
  int row_span = 1, column_span = 1;
  CellRole role = CellRole::kLabel;
  std::string text;
  std::string address;    // of a figure; empty for any other cell and for figures of local rows
  bool vertical = false;  // one character a line
};

struct RuledTable {
  std::vector<double> widths;        // of the columns, as parts of the table's width
  std::vector<std::string> row_ids;  // "requests/granted"; empty: a row of heads, which stays with
                                     // the row under it
  int head_rows = 0;                 // rows at the top that a next page may repeat
  double row_height = 0;             // points, at least
  std::vector<RuledCell> cells;      // cover the lattice without overlap

  int rows() const { return static_cast<int>(row_ids.size()); }
  int columns() const { return static_cast<int>(widths.size()); }
};

// A table of the form (`proactive`, `requests` or `review`) as this report prints it in this style:
// one table, or three for the review table, or none where it is omitted.
std::vector<RuledTable> ruled_tables(const PrintedReport& report, const FormTable& table,
                                     const PrintStyle& style);

}  // namespace gouji
