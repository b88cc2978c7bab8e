// Turns printed pages into scanned ones: pictures of pages, with the damage that scanners and fax
// machines do, in a PDF without text.
//
//   PrintedPdf scan = scan_pdf(print_pdf(report), {.dpi = 200, .rotation = 0.7, .jpeg_quality =
//   60});
#pragma once

#include "tests/support/report_printer.h"

namespace gouji {

// Invisible text over the page image, as "searchable" scans have it.
enum class TextLayer { kNone, kRight, kWrong };  // kWrong: about every third digit is another one

struct Scan {
  double dpi = 200;
  double told_dpi = 0;  // by which the PDF places the pictures; 0: `dpi`
  double rotation = 0;  // degrees, clockwise; the skew of a badly fed sheet
  double keystone = 0;  // share by which the far edge of a photographed sheet seems shorter; with
                        // it the sheet lies on a dark desk
  double blur = 0;      // standard deviation, pixels
  double noise = 0;     // standard deviation, gray levels
  int paper = 255;      // gray level of blank paper
  int white = 256;      // pixels from this level on become 255, as scanner drivers do
  double uneven = 0;    // light lost in the darkest corner, 0 to 1
  int speckles = 0;     // specks of dust on each page
  int jpeg_quality = 80;
  bool fax = false;          // black and white, CCITT Group 4, in place of gray JPEG
  int fax_threshold = 180;   // gray levels below it become black
  int orientation = 0;       // 0, 90, 180, 270: how far the sheet lay turned clockwise
  int turned_page = 0;       // the only page that lay so, from 1; 0: all of them
  bool turned_back = false;  // the page's /Rotate undoes `orientation` on display
  bool spreads = false;      // two pages to a sheet, side by side, as an open booklet lies
  bool blank_leaf = false;   // after the last page: the back of its sheet
  TextLayer text_layer = TextLayer::kNone;
  unsigned seed = 1;  // of noise, dust and wrong digits
};

// The pages as scanned; cells and lines stand where they are seen now (the box around a turned
// box). The same arguments give the same bytes. Throws std::runtime_error where `pdf` cannot be
// rendered.
PrintedPdf scan_pdf(const PrintedPdf& pdf, const Scan& scan);

}  // namespace gouji
