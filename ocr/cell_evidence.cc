#include "ocr/cell_evidence.h"

#include <algorithm>

#include "ocr/cell_glyphs.h"
#include "ocr/glyph_lines.h"
#include "ocr/pdf_document.h"
#include "ocr/pixel_rect.h"

namespace gouji {
namespace {

constexpr double kFits = 0.6;        // of a glyph's box that lies within its cell
constexpr double kInset = 0.35;      // mm; from the middle of a rule to a cell's interior
constexpr double kDigitWidth = 0.6;  // of the font size, at most

// A watermark's character over a cell is not printed in it: what is lies within its rules.
bool fits(const Glyph& g, const Box& cell) {
  const Box inside = intersect(g.box, cell);
  return !inside.empty() && g.size <= cell.height() &&
         inside.width() * inside.height() >= kFits * g.box.width() * g.box.height();
}

// Glyphs without a character make the rest of their cell worthless: 1234 would be read as 234.
bool legible(const std::vector<Glyph>& glyphs) {
  return std::all_of(glyphs.begin(), glyphs.end(), [](const Glyph& g) { return g.legible; });
}

bool is_figure(const std::vector<Glyph>& line) {
  return figure_of(line_of(line, 0).text).has_value();
}

// A number that is broken over two lines fills the first one.
bool are_apart(const std::vector<Glyph>& line, const std::vector<Glyph>& next, const Box& cell) {
  const double room = cell.width() - box_of(line).width();
  return room > 2 * kDigitWidth * next[0].size && is_figure(line) && is_figure(next);
}

// The glyphs printed in each cell, those that cannot be seen with them. A scan's are none.
std::vector<std::vector<Glyph>> glyphs_by_cell(const Page& page, const Grid& grid) {
  std::vector<std::vector<Glyph>> glyphs(grid.cells.size());
  if (is_scan(page)) return glyphs;
  for (const Glyph& g : page.glyphs) {
    const cv::Point2d at = page.in_pixels(g.box.cx(), g.box.cy());
    for (size_t i = 0; i < grid.cells.size(); ++i) {
      if (!grid.cells[i].box.contains(at.x, at.y)) continue;
      if (fits(g, page.in_points(grid.cells[i].box))) glyphs[i].push_back(g);
    }
  }
  return glyphs;
}

}  // namespace

cv::Mat cut(const cv::Mat& image, const Box& box, double margin) {
  return image(pixel_rect(widened(box, margin), image.size()));
}

Box pixels_of(const Page& page, const Box& points) {
  const cv::Point2d a = page.in_pixels(points.x0, points.y0);
  const cv::Point2d b = page.in_pixels(points.x1, points.y1);
  return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
}

Box box_of(const std::vector<Glyph>& glyphs) {
  Box box;
  for (const Glyph& g : glyphs) box = unite(box, g.box);
  return box;
}

cv::Rect interior_place(const Page& page, const Box& pixels) {
  return pixel_rect(widened(pixels, -kInset * page.dpi / 25.4), page.gray.size());
}

cv::Mat interior(const Page& page, const Box& pixels) {
  return page.gray(interior_place(page, pixels));
}

std::vector<CellEvidence> gather(const Page& page, const Grid& grid) {
  std::vector<std::vector<Glyph>> glyphs = glyphs_by_cell(page, grid);
  std::vector<CellEvidence> cells(grid.cells.size());
  for (size_t i = 0; i < cells.size(); ++i) {
    CellEvidence& c = cells[i];
    c.box = grid.cells[i].box;
    c.crop = interior(page, c.box);
    c.hidden = std::erase_if(glyphs[i], [](const Glyph& g) { return !g.visible; }) > 0;
  }
  const std::vector<bool> faint = drop_faint(page, glyphs);
  for (size_t i = 0; i < cells.size(); ++i) {
    CellEvidence& c = cells[i];
    c.faint = faint[i];
    c.legible = legible(glyphs[i]);
    c.lines = sorted_lines(std::move(glyphs[i]));
    if (c.lines.empty() || !c.legible) continue;
    for (std::vector<Glyph>& line : c.lines) {
      c.revised |= drop_deleted(page, line);
      mark_notes(line);
    }
    std::erase_if(c.lines, [](const auto& line) { return line.empty(); });
    for (size_t k = 0; k < c.lines.size(); ++k) {
      if (k > 0 && are_apart(c.lines[k - 1], c.lines[k], page.in_points(c.box))) {
        c.text += ' ';
        c.apart = true;
      }
      c.text += line_of(c.lines[k], page.number).text;
    }
    if (!c.apart) c.figure = figure_of(c.text);
  }
  return cells;
}

}  // namespace gouji
