// How a report is read, and what is shown of it while it is.
#pragma once

#include <functional>
#include <vector>

#include "models/page.h"
#include "models/table.h"
#include "ocr/pdf_document.h"

namespace gouji {

struct ReadOptions {
  int dpi = 0;               // of the raster; 0: chosen per page
  bool tables_only = false;  // no narrative; of scans only the title and the signature are read
  PdfLimits limits = {};
  double text_seconds = 60;  // of CPU time, for running text; a scan takes 5. Once they are over,
                             // that of further pages is left out (Report::text_whole)
};

// What `gouji show --debug` draws: called once a page, after it was read.
struct PageView {
  const Page& page;
  const std::vector<Grid>& grids;
  const std::vector<Table>& tables;  // one a grid, with the readings
};
using PageObserver = std::function<void(const PageView&)>;

}  // namespace gouji
