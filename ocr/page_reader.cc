#include "ocr/page_reader.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "models/text.h"
#include "ocr/glyph_lines.h"
#include "ocr/pdf_document.h"

namespace gouji {
namespace {

constexpr double kTextConfidence = 0.9995;  // of a visible glyph in a page that is no scan
constexpr double kFits = 0.6;               // of a glyph's box that lies within its cell
constexpr double kSureOfDigits = 0.99;      // below, what is no clear number may be Chinese text
constexpr double kMostOfText = 0.98;        // Tesseract's confidence is no probability
constexpr double kSureOfChinese = 0.6;      // Tesseract's own confidence
constexpr double kInset = 0.35;             // mm; from the middle of a rule to a cell's interior
constexpr double kClearTable = 1.0;         // mm; around a table, taken away with it
constexpr double kLeastText = 30;           // dark pixels without which no text is looked for

// A watermark's character over a cell is not printed in it: what is lies within its rules.
bool fits(const Glyph& g, const Box& cell) {
  const Box inside = intersect(g.box, cell);
  return !inside.empty() && g.size <= cell.height() &&
         inside.width() * inside.height() >= kFits * g.box.width() * g.box.height();
}

// Glyphs without a character make the rest of their cell worthless: 1234 would be read as 234.
bool legible(const std::vector<Glyph>& glyphs) {
  return !glyphs.empty() && std::none_of(glyphs.begin(), glyphs.end(),
                                         [](const Glyph& g) { return g.text == "\uFFFD"; });
}

// Tesseract finds characters in anything; a lone or doubtful one is no evidence against digits.
bool is_chinese(const ReadLine& read) {
  const std::u32string s = to_utf32(read.text);
  return read.confidence >= kSureOfChinese && std::count_if(s.begin(), s.end(), is_han) >= 2;
}

bool trusted(const Page& page, const Glyph& g) { return g.visible && !is_scan(page); }

cv::Rect pixels(const Box& b, double inset, const cv::Mat& image) {
  const cv::Rect r(cv::Point(static_cast<int>(std::lround(b.x0 + inset)),
                             static_cast<int>(std::lround(b.y0 + inset))),
                   cv::Point(static_cast<int>(std::lround(b.x1 - inset)),
                             static_cast<int>(std::lround(b.y1 - inset))));
  return r & cv::Rect(0, 0, image.cols, image.rows);
}

std::string joined(const std::vector<TextLine>& lines) {
  std::string text;
  for (const TextLine& line : lines) text += line.text;
  return text;
}

cv::Mat without_tables(const Page& page, const std::vector<Grid>& grids) {
  cv::Mat rest = page.gray.clone();
  const double margin = kClearTable * page.dpi / 25.4;
  for (const Grid& g : grids) {
    const cv::Rect r = pixels(g.box, -margin, rest);
    if (!r.empty()) rest(r).setTo(255);
  }
  return rest;
}

}  // namespace

Table PageReader::read_grid(const Page& page, const Grid& grid) {
  Table table;
  table.rows = grid.rows;
  table.columns = grid.columns;
  table.first_page = table.last_page = page.number;
  for (double x : grid.xs) table.xs.push_back(x * 72 / page.dpi);
  std::vector<std::vector<Glyph>> glyphs(grid.cells.size());
  for (const Glyph& g : page.glyphs) {
    if (!trusted(page, g)) continue;
    const cv::Point2d at = page.in_pixels(g.box.cx(), g.box.cy());
    for (size_t i = 0; i < grid.cells.size(); ++i) {
      if (!grid.cells[i].box.contains(at.x, at.y)) continue;
      if (fits(g, page.in_points(grid.cells[i].box))) glyphs[i].push_back(g);
    }
  }
  std::vector<size_t> unread;
  std::vector<cv::Mat> crops;
  const double inset = kInset * page.dpi / 25.4;
  for (size_t i = 0; i < grid.cells.size(); ++i) {
    const GridCell& c = grid.cells[i];
    TableCell cell{c.row, c.column,    c.row_span,           c.column_span,
                   {},    page.number, page.in_points(c.box)};
    if (legible(glyphs[i])) {
      cell.reading = certain(joined(lines_of(std::move(glyphs[i]), page.number)), kTextConfidence,
                             Method::kText);
    } else {
      unread.push_back(i);
      crops.push_back(page.gray(pixels(c.box, inset, page.gray)));
    }
    table.cells.push_back(std::move(cell));
  }
  std::vector<Reading> readings = digits_.read(crops);
  for (size_t k = 0; k < unread.size(); ++k) {
    TableCell& cell = table.cells[unread[k]];
    cell.reading = std::move(readings[k]);
    const bool number = cell.reading.text() != "?";
    if (number && cell.reading.probability() >= kSureOfDigits) continue;
    const ReadLine text = text_.read_cell(crops[k], page.dpi);
    if (number && !is_chinese(text)) continue;
    cell.reading = certain(nfc(text.text), std::min(text.confidence, kMostOfText), Method::kOcr);
  }
  return table;
}

std::vector<TextLine> PageReader::read_lines(const Page& page, const std::vector<Grid>& grids) {
  const auto in_table = [&](const Box& points) {
    const cv::Point2d at = page.in_pixels(points.cx(), points.cy());
    return std::any_of(grids.begin(), grids.end(),
                       [&](const Grid& g) { return g.box.contains(at.x, at.y); });
  };
  std::vector<Glyph> glyphs;
  for (const Glyph& g : page.glyphs) {
    if (trusted(page, g) && !in_table(g.box)) glyphs.push_back(g);
  }
  if (!is_scan(page)) return lines_of(std::move(glyphs), page.number);

  const cv::Mat rest = without_tables(page, grids);
  if (cv::countNonZero(rest < 128) < kLeastText) return {};
  std::vector<TextLine> lines;
  for (const ReadLine& read : text_.read_block(rest, page.dpi)) {
    TextLine line{nfc(read.text), page.in_points(read.box), page.number, 0, false};
    line.size = line.box.height();
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace gouji
