// A printed report goes through the whole reader, and what comes out is held against what was
// printed.
#pragma once

#include <string>
#include <vector>

#include "models/report.h"
#include "pipeline/read_report.h"
#include "tests/support/report_printer.h"

namespace gouji {

// Reads a PDF with a reader that all tests of a process share.
Report read_pdf(const std::string& bytes, const ReadOptions& options = {});

// What the cells should be: the values that are printed, all trusted; missing where a row or a
// table is left out.
std::vector<Cell> printed_cells(const PrintedReport& printed);

// Expects every cell to be what is printed, where it is printed, with its status.
void expect_cells(const Report& report, const PrintedReport& printed, const PrintedPdf& pdf);

// Expects every relation's verdict to follow from what is printed.
void expect_checks(const Report& report, const PrintedReport& printed);

// Expects what the report says of itself, and its narrative word for word.
void expect_narrative(const Report& report, const PrintedReport& printed);

}  // namespace gouji
