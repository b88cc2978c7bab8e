// Opens a PDF and turns its pages into pixels and glyphs.
//
// Only this file, page_content, page_image, page_drawing and timed_document know Poppler. They use
// Poppler's core library rather than poppler-cpp, because only the core tells which glyphs are drawn in invisible mode and at
// which resolution an image is placed, both of which decide what can be trusted.
#pragma once

#include <filesystem>
#include <memory>
#include <tl/expected.hpp>

#include "models/page.h"
#include "models/report.h"

namespace gouji {

// What a document may ask for; a file that asks for more is no report.
struct PdfLimits {
  int pages = 1000;
  int megapixels = 40;          // of a page; an A2 page at 300 dpi has 35, an A3 page at 400 dpi 31
  double drawing_seconds = 60;  // of CPU time, of all pages together; a report takes less than 2
};

class PdfDocument {
 public:
  // Opens `file`. Fails with `empty`, `not_pdf`, `encrypted`, `damaged`, `too_large` or
  // `unreadable`, and a sentence that says what to do. A file that opens with an empty password is
  // not `encrypted`.
  static tl::expected<PdfDocument, ReadError> open(const std::filesystem::path& file,
                                                   const PdfLimits& limits = {});

  PdfDocument(PdfDocument&&) noexcept;
  PdfDocument& operator=(PdfDocument&&) noexcept;
  ~PdfDocument();

  int page_count() const;

  // Page `number` (from 1) upright as displayed: its glyphs, its images and its size; no pixels
  // yet. Fails with `damaged` where the page cannot be found, `too_large` where it has more pixels
  // than a page may have even at 72 dpi, or an image with more than kLargerImages times as many (no
  // pixel of which has been decoded then), and `timeout` once late().
  tl::expected<Page, ReadError> page(int number) const;

  // Draws the page at `dpi`, pixels an inch of paper (Page::enlargement): fills in page.gray,
  // page.dpi, page.to_points, and page.colour where one of its images is in colour, and marks as
  // not visible the glyphs that leave no ink. The dpi is lowered where the page would have more
  // pixels than a page may have.
  void rasterise(Page& page, double dpi) const;

  // A part of the page (points, as displayed) in gray at `dpi`, of paper, or at what rasterise()
  // would lower it to; empty where it lies off the page.
  cv::Mat part(const Page& page, const Box& points, double dpi) const;

  // Of a page that is one image, be it in tiles, with square pixels and nothing else to be seen:
  // fills in the same from the image's own pixels, which is faster than drawing and blurs nothing.
  // Resolutions above 400 dpi are divided by a whole number. False where the page is something
  // else; draw it then.
  bool take_image(Page& page) const;

  // True once drawing has taken longer than it may. What was drawn last is then unfinished, nothing
  // more will be drawn, and memory has leaked.
  bool late() const;

  static constexpr double kLargerImages = 8;  // an A4 scan at 1200 dpi has 139 million pixels

 private:
  struct Impl;
  explicit PdfDocument(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// What to say of a document that is late() at page number `page`.
ReadError too_slow(int page);

// The resolution at which to read `page`: that of the images which cover most of it, so that their
// pixels are not resampled, and of the finer ones where print lies over a coarse background; within
// 100 to 400 dpi; kTextDpi for a page without large images.
double reading_dpi(const Page& page);

inline constexpr double kTextDpi = 150;  // digits of 7 pt are then 10 pixels high

// True where images cover most of the page and hardly a glyph can be seen: a scan, whatever text
// layer lies over or under it.
bool is_scan(const Page& page);

// Whether more glyphs can be seen than a page number has. A page without that is no scan either is
// blank, or its print is drawn as curves.
bool shows_text(const Page& page);

// Whether its text is: a scan's, or curves.
bool is_read_from_pixels(const Page& page);

}  // namespace gouji
