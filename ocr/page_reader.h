// Reads what is printed on a page: the cells of its grids, and its running text.
#pragma once

#include <vector>

#include "models/page.h"
#include "models/table.h"
#include "ocr/digit_reader.h"
#include "ocr/text_reader.h"

namespace gouji {

class PageReader {
 public:
  // Both readers must outlive this.
  PageReader(DigitReader& digits, TextReader& text) : digits_(digits), text_(text) {}

  // The grid with a reading in each cell: from visible glyphs where the text layer has some there,
  // else from pixels. Boxes in points.
  Table read_grid(const Page& page, const Grid& grid);

  // The lines of text outside `grids`, from top to bottom.
  std::vector<TextLine> read_lines(const Page& page, const std::vector<Grid>& grids);

 private:
  DigitReader& digits_;
  TextReader& text_;
};

}  // namespace gouji
