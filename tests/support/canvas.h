// The PDF that a report is printed on: pages, and a record of what was put where. Points, from the
// page's top left corner.
#pragma once

#include <cairo.h>

#include <memory>
#include <string>

#include "tests/support/report_printer.h"
#include "tests/support/typeset.h"

namespace gouji {

class Canvas {
 public:
  explicit Canvas(const PrintStyle& style);

  // Ends the page, with its number, and begins another one; `y` is at its top margin.
  void next_page(bool landscape = false);
  // Begins a page where this one already holds something.
  void next_page_if_used(bool landscape);

  double left() const { return style_.margin_left; }
  double right() const { return width() - style_.margin_right; }
  double top() const { return style_.margin_top; }
  double bottom() const { return height() - style_.margin_bottom; }
  bool landscape() const { return width() > height(); }
  int page() const { return static_cast<int>(pdf_.pages.size()); }
  double y = 0;  // where printing goes on

  cairo_t* cairo() const { return cairo_.get(); }
  const Typesetter& typesetter() const { return typesetter_; }
  // Draws a line of a block, left edge of the block and baseline given; returns the line's box.
  Box draw_line(const TextBlock& block, int line, double x, double baseline, double size);
  void record(const std::string& address, const PlacedCell& cell) { pdf_.cells[address] = cell; }

  // Ends the last page and hands the PDF over.
  PrintedPdf finish();

 private:
  double width() const { return pdf_.pages.back().width; }
  double height() const { return pdf_.pages.back().height; }
  void begin_page(bool landscape);
  void end_page();

  const PrintStyle& style_;
  Typesetter typesetter_;
  PrintedPdf pdf_;
  std::shared_ptr<cairo_surface_t> surface_;
  std::shared_ptr<cairo_t> cairo_;
};

}  // namespace gouji
