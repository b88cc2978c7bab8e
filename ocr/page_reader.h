// Reads what is printed on a page: the cells of its grids, and its running text.
#pragma once

#include <set>
#include <vector>

#include "models/page.h"
#include "models/table.h"
#include "ocr/cell_evidence.h"
#include "ocr/digit_reader.h"
#include "ocr/font_judge.h"
#include "ocr/font_record.h"
#include "ocr/label_network.h"
#include "ocr/page_text.h"
#include "ocr/text_reader.h"
#include "ocr/waiting_labels.h"

namespace gouji {

// What figures, labels and other text are read with.
struct Readers {
  DigitReader& digits;
  LabelNetwork& labels;
  TextReader& text;
};

// For the pages of one document, in their order: what is learnt about a font on one page holds on
// the next ones.
class PageReader {
 public:
  // The readers and what `look` refers to must outlive this. `pages`: all of the document's, with
  // their glyphs.
  PageReader(const Readers& readers, CloserLook look, const std::vector<Page>& pages)
      : readers_(readers), look_(std::move(look)), judge_(pages) {}

  // Marks the glyphs that are no witnesses of what is printed. True where the page has so many of
  // them that it has to be read from pixels.
  bool judge_glyphs(Page& page);

  // The grid with a reading in each cell. A figure has two witnesses, the visible glyphs and the
  // pixels, which are weighed (ocr/witness.h); where the text layer has nothing, or its font's map
  // is found wrong, pixels are read alone. Words are read from glyphs, failing these from pixels.
  // Words of more than kMostLabels cells of a document are not read from pixels: they are kUnread.
  // Boxes in points.
  Table read_grid(const Page& page, const Grid& grid);

  // As above, but leaves labels that can wait unread (kUnread), and adds them to `waiting`.
  Table read_grid(const Page& page, const Grid& grid, std::vector<WaitingLabel>& waiting);

  // The text outside `grids`.
  PageText read_lines(const Page& page, const std::vector<Grid>& grids);

  // Of a scan, only what says who reports and when (ocr/identifying_part.h). `first`, `last`: of
  // the document's pages. `year`: the one reported on, if only the date is wanted of the last page;
  // else 0.
  PageText read_identity(const Page& page, const std::vector<Grid>& grids, bool first, bool last,
                         int year);

  // Cells that were shown to the label network, and to Tesseract. A page that is read again begins
  // with what had been spent before it.
  struct Spent {
    size_t known = 0, labels = 0;
  };
  Spent spent() const { return spent_; }
  void set_spent(const Spent& spent) { spent_ = spent; }

 private:
  void read_pixels(const Page& page, std::vector<CellEvidence>& cells);
  void read_apart(const Page& page, std::vector<CellEvidence>& cells);
  void look_closer(const Page& page, std::vector<CellEvidence>& cells);
  void read_through_seals(const Page& page, const Grid& grid, std::vector<CellEvidence>& cells);
  void take_notes(const std::vector<CellEvidence>& cells);
  Reading settle(const Page& page, const CellEvidence& cell, bool layer_has_table);
  Table read_cells(const Page& page, const Grid& grid, std::vector<WaitingLabel>* waiting);
  void read_known_labels(const Page& page, std::vector<CellEvidence>& cells);
  void read_label_cells(const Page& page, std::vector<CellEvidence>& cells);
  Reading read_words(const cv::Mat& words, double dpi, Reading digits);
  bool goes_by_looks(const Glyph& digit_or_letter) const;
  std::string text_of(const std::vector<Glyph>& line) const;
  void check_figures(const Page& page, const std::vector<std::vector<Glyph>>& lines);
  std::vector<TextLine> mend(const Page& page, const std::vector<std::vector<Glyph>>& lines);

  Readers readers_;
  CloserLook look_;
  FontJudge judge_;
  FontRecord record_;
  Spent spent_;

  // A report's tables have 130 labels at most, and figures that are not sure; drawings whose lines
  // make a grid have thousands, a hundredth of a second each.
  static constexpr size_t kMostLabels = 600;
};

}  // namespace gouji
