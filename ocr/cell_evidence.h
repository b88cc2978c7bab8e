// What the text layer holds for each cell of a grid, and where its pixels are.
#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

#include "models/figure.h"
#include "models/page.h"
#include "models/reading.h"
#include "models/table.h"
#include "ocr/text_reader.h"

namespace gouji {

struct CellEvidence {
  Box box;                                // pixels
  std::vector<std::vector<Glyph>> lines;  // visible glyphs; none: nothing in the text layer
  std::string text;
  std::optional<Figure> figure;   // of the text layer; nothing: words
  bool legible = true;            // false: some glyph's character is not known
  bool hidden = false;            // a glyph lies in it that cannot be seen
  bool faint = false;             // a watermark's glyphs in it are left out
  bool revised = false;           // digits are crossed out in it, or some of them underlined
  bool apart = false;             // two numbers, one over another, which are not one that is broken
  cv::Mat crop;                   // the cell's interior
  Reading whole;                  // the crop from pixels; of anything but legible words
  std::optional<ReadLine> label;  // words in it, from pixels
  double print = 0;               // of a label: its length (ocr/print_length.h)
  bool waits = false;             // a label that is left unread (ocr/waiting_labels.h)
  Reading pixels;                 // the figure alone, without a note, its lines joined

  bool words() const { return !lines.empty() && legible && !figure; }
  // A figure over two lines may be two figures.
  bool wrapped() const { return lines.size() > 1 && figure && figure->rest.empty(); }
  bool two_witnesses() const { return !lines.empty() && legible && figure; }
  FontId font() const { return lines.empty() ? kUnknownFont : lines[0][0].font; }
};

// The cells of `grid` in its order, nothing read from pixels yet. A scan's glyphs are none.
std::vector<CellEvidence> gather(const Page& page, const Grid& grid);

// A cell's interior, from rule centre to rule centre less what a rule takes, and where that lies.
cv::Mat interior(const Page& page, const Box& pixels);
cv::Rect interior_place(const Page& page, const Box& pixels);

// The part of `image` within `box` (pixels), widened by `margin`.
cv::Mat cut(const cv::Mat& image, const Box& box, double margin);

// The box around the corners of a box in points, in pixels.
Box pixels_of(const Page& page, const Box& points);

Box box_of(const std::vector<Glyph>& glyphs);

}  // namespace gouji
