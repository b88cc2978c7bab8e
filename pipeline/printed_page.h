// What was read on one printed page; a sheet of the PDF may have two.
#pragma once

#include <vector>

#include "models/form.h"
#include "models/page.h"
#include "models/table.h"
#include "ocr/page_text.h"
#include "ocr/waiting_labels.h"

namespace gouji {

struct PrintedPageReading {
  Page page;  // upright
  std::vector<Grid> grids;
  std::vector<Table> tables;                       // of each grid
  std::vector<std::vector<WaitingLabel>> waiting;  // of each table
  PageText text;                                   // beside them
};

// Whether there are Chinese words in some line: a page's number has none.
bool has_words(const std::vector<TextLine>& lines);

// Marks the tables of a page that stand right below the heading of one of the form's sections
// (Table::headed), and says what stands right over each (Table::caption). That may be at the end of
// the page before: `above`, the lines below that page's last table, which become those of this
// page.
void mark_headings(PrintedPageReading& page, const Form& form, std::vector<TextLine>& above);

}  // namespace gouji
