// The pages of a document, one after another: to readings of their tables, and lines of text.
#pragma once

#include <functional>
#include <optional>
#include <tl/expected.hpp>
#include <vector>

#include "models/form.h"
#include "models/page.h"
#include "models/report.h"
#include "models/table.h"
#include "ocr/page_reader.h"
#include "ocr/pdf_document.h"
#include "ocr/waiting_labels.h"
#include "pipeline/printed_page.h"
#include "pipeline/read_options.h"

namespace gouji {

// What a page's grids are made of: of rules that are drawn, or also of those that its tables imply.
enum class Rules { kDrawn, kImplied };

// What was read of a document.
struct Content {
  std::vector<Table> fragments;                    // in reading order, of one page each
  std::vector<std::vector<WaitingLabel>> waiting;  // of each fragment
  std::vector<TextLine> lines;
  int scans = 0, texts = 0;  // pages with tables or text, by origin
  bool whole = true;         // no page's text was given up
};

// The year reported on where a report's first lines say who reports on which year, so that only the
// date is missing; else 0.
using YearOfTitle = std::function<int(const std::vector<TextLine>& lines)>;

// Reads the pages of one document. Pixels live no longer than their page, but for those of the last
// one but one.
class DocumentReader {
 public:
  // All that is passed by reference must outlive this. `form`: one whose tables have the headings
  // that all have.
  DocumentReader(const PdfDocument& document, const Readers& readers, const Form& form,
                 YearOfTitle year_of_title, const ReadOptions& options, Rules rules,
                 const PageObserver& observe);

  // The first `count` pages. Once only.
  tl::expected<Content, ReadError> read(int count);

 private:
  using Readings = std::vector<PrintedPageReading>;
  // Which of the pages this is, and what is wanted of it.
  struct Turn {
    bool begins = false, ends = false;
    bool part = false;  // of its text only what says who reports and when
    int year = 0;       // reported on, if of the last page only the date is wanted
  };

  std::optional<ReadError> load(int count);
  bool rasterise(Page& page, PageReader& reader) const;
  Readings read_page(Page page, const Turn& turn, PageReader& reader);
  Readings read_sheet(const Page& sheet, const Turn& turn, PageReader& reader);
  Readings read_scan(Page sheet, const Turn& turn, PageReader& reader);
  PrintedPageReading read_tables(Page page, PageReader& reader) const;
  void read_end_of_page_before(const Turn& turn, PageReader& reader);
  void take(PrintedPageReading printed, const Turn& turn, PageReader& reader);
  void add(PrintedPageReading& printed);

  const PdfDocument& document_;
  const Readers readers_;
  const Form& form_;
  const YearOfTitle year_of_title_;
  const ReadOptions& options_;
  const Rules rules_;
  const PageObserver& observe_;

  std::vector<Page> pages_;
  Content content_;
  int printed_pages_ = 0;
  int turned_ = 0;        // quarters, the last scanned page
  bool booklet_ = false;  // of two printed pages to a sheet
  double text_seconds_ = 0;
  std::vector<TextLine> below_tables_;  // of the last page
  // The last page but one, of which only the head was read, if that: a report may end with a blank
  // leaf.
  Page before_;
  std::vector<Grid> before_grids_;
};

}  // namespace gouji
