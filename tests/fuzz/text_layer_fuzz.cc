// Promise: whatever operators a page's contents are, they become glyphs and images with finite
// places, grids whose cells cover their lattices once, and a table for each grid.

#include <cmath>

#include "extract/grid.h"
#include "ocr/clean_up.h"
#include "ocr/digit_network.h"
#include "ocr/page_reader.h"
#include "ocr/pdf_document.h"
#include "tests/fuzz/promise.h"
#include "tests/ocr/raw_pdf.h"

namespace gouji {
namespace {

struct Loaded {
  std::unique_ptr<DigitReader> digits = make_digit_reader(GOUJI_DATA_DIR "/digits");
  LabelNetwork labels{GOUJI_DATA_DIR "/labels"};
  TextReader text;
};

bool is_finite(const Box& b) { return std::isfinite(b.x0 + b.y0 + b.x1 + b.y1); }

bool is_covered_once(const Grid& grid) {
  std::vector<int> covers(grid.rows * grid.columns);
  for (const GridCell& c : grid.cells) {
    for (int row = c.row; row < c.row + c.row_span; ++row) {
      for (int column = c.column; column < c.column + c.column_span; ++column) {
        if (row < 0 || column < 0 || row >= grid.rows || column >= grid.columns) return false;
        ++covers[row * grid.columns + column];
      }
    }
  }
  return std::all_of(covers.begin(), covers.end(), [](int n) { return n == 1; });
}

void read(const PdfDocument& document, Loaded& readers) {
  auto page = document.page(1);
  if (!page) return;
  for (const Glyph& g : page->glyphs) GOUJI_PROMISE(is_finite(g.box) && !g.text.empty());
  for (const PlacedImage& i : page->images) GOUJI_PROMISE(is_finite(i.box) && i.dpi >= 0);
  document.rasterise(*page, kTextDpi);
  if (document.late()) return;
  const std::vector<Page> pages{*page};
  const auto look = [&](const Page& of, const Box& points, double dpi) {
    return document.part(of, points, dpi);
  };
  PageReader reader({*readers.digits, readers.labels, readers.text}, look, pages);
  reader.judge_glyphs(*page);
  const std::vector<Grid> grids = find_grids(*page);
  for (const Grid& grid : grids) {
    GOUJI_PROMISE(is_covered_once(grid));
    GOUJI_PROMISE(reader.read_grid(*page, grid).cells.size() == grid.cells.size());
  }
  reader.read_lines(*page, grids);
}

}  // namespace
}  // namespace gouji

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace gouji;
  static Loaded readers;
  const std::string operators(reinterpret_cast<const char*>(data), size);
  const TemporaryFile file(raw_pdf({.content = operators, .image_width = 20, .image_height = 20}));
  const auto document = PdfDocument::open(file.path(), {.megapixels = 1, .drawing_seconds = 2});
  if (document) read(*document, readers);
  return 0;
}
