// One PDF file becomes one Report.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "models/form.h"
#include "models/page.h"
#include "models/report.h"
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

// Holds what is costly to start (Tesseract, the digit reader's weights) and is kept warm between
// reports. One per worker; not for several threads. Its process is made for reading: OpenCV does
// without threads, and malloc keeps tens of megabytes that are free.
class ReportReader {
 public:
  // `data`: the directory with forms/ and the weights. Throws std::runtime_error with a sentence
  // that says what to do where something is missing there: nothing can be read then.
  explicit ReportReader(const std::filesystem::path& data);
  ~ReportReader();

  // Reads `file`. Never throws on what the file contains: a file that cannot be read gives a Report
  // with `error` set. Leaves id, source and sha256 empty.
  Report read(const std::filesystem::path& file, const ReadOptions& options,
              const PageObserver& observe = {});

  const std::vector<Form>& forms() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gouji
