// PageReader::read_grid: what is printed in the cells of a ruled table.
#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "models/figure.h"
#include "models/text.h"
#include "ocr/cell_evidence.h"
#include "ocr/label_reader.h"
#include "ocr/page_reader.h"
#include "ocr/pdf_document.h"
#include "ocr/pixel_rect.h"
#include "ocr/sealed_text.h"
#include "ocr/waiting_labels.h"
#include "ocr/witness.h"

namespace gouji {
namespace {

constexpr double kTextConfidence = 0.9995;  // of words in a text layer that nothing speaks against
constexpr double kAgrees = 0.99;            // from which a figure needs no closer look
constexpr double kClear = 0.99;             // from which what pixels say is evidence on a font
constexpr size_t kLongestFigure = 6;        // characters of words that may be one
constexpr double kHidden = 0.5;             // of a blank in which a glyph cannot be seen
constexpr double kCloserDpi = 300;
constexpr size_t kMostFolds = 4;      // of a page
constexpr double kCreaseReach = 0.6;  // mm; from the middle of a crease that was rubbed out
constexpr double kNarrowest = 5;      // mm; of a column of figures: less may be a slip beside it
// Chance that a cell has all its print, and is one: no stroke went with a crease, its table is
// whole, and its rules are drawn.
constexpr double kWhole = 0.95;
constexpr double kThroughSeal = 0.95;  // of a figure under a seal
constexpr double kLikely = 0.9;        // from which another look at it counts
constexpr double kMargin = 0.1;        // of the font size, around glyphs that are read apart

// The glyphs at the beginning of a line before the first that can be no part of a number.
std::vector<Glyph> leading(const std::vector<Glyph>& line) {
  std::vector<Glyph> number;
  for (const Glyph& g : line) {
    if (!number.empty() && is_note_mark(to_utf32(g.text).front())) break;
    const std::string s = nfkc(g.text);
    const bool part = s.size() == 1 && (std::isdigit(static_cast<unsigned char>(s[0])) ||
                                        std::string_view(",.+-").find(s[0]) != std::string::npos);
    if (!part) break;
    number.push_back(g);
  }
  return number;
}

// What Tesseract is to read in a cell. Where glyphs tell the places of characters, a single line is
// shown alone, for it overlooks a few characters in a wide cell; and characters one over another
// are set side by side.
cv::Mat words_of(const Page& page, const CellEvidence& c) {
  const bool vertical =
      c.lines.size() > 1 &&
      std::all_of(c.lines.begin(), c.lines.end(), [](const auto& l) { return l.size() == 1; });
  if (!vertical && c.lines.size() != 1) return c.crop;
  std::vector<cv::Mat> pieces;
  int height = 0;
  for (const std::vector<Glyph>& line : c.lines) {
    const double margin = vertical ? 0 : kMargin * line[0].size * page.displayed_dpi(page.dpi) / 72;
    pieces.push_back(cut(page.gray, pixels_of(page, box_of(line)), margin));
    height = std::max(height, pieces.back().rows);
  }
  for (cv::Mat& piece : pieces) {
    if (piece.empty()) return c.crop;
    cv::copyMakeBorder(piece, piece, 0, height - piece.rows, 0, 0, cv::BORDER_CONSTANT, 255);
  }
  cv::Mat row;
  cv::hconcat(pieces, row);
  return row;
}

bool has_han(const std::string& text) {
  const std::u32string s = to_utf32(text);
  return std::any_of(s.begin(), s.end(), is_han);
}

// Words as short as a figure is, which a font's map may have made of one.
bool may_be_figure(const CellEvidence& c) {
  return c.lines.size() == 1 && c.lines[0].size() <= kLongestFigure;
}

// Whether the pixels of such words clearly show a number.
bool looks_like_number(const CellEvidence& c) {
  const auto seen = figure_of(c.whole.text());
  return may_be_figure(c) && c.whole.probability() >= kClear && seen && !seen->value.empty() &&
         seen->rest.empty();
}

// A single character that is as good as a dash where a number would be.
bool stands_for_none(const std::string& text) { return text == "无"; }

bool agree(const CellEvidence& c) {
  const Reading weighed = weigh(c.figure->value, kLayerErrs, c.pixels);
  return weighed.method == Method::kText && weighed.probability() >= kAgrees;
}

bool lies_over(const Seal& seal, const Box& cell) {
  const double dx = std::max({cell.x0 - seal.centre.x, seal.centre.x - cell.x1, 0.0});
  const double dy = std::max({cell.y0 - seal.centre.y, seal.centre.y - cell.y1, 0.0});
  return std::hypot(dx, dy) <= seal.radius;
}

// What two pieces read apart say together.
Reading joined(const Reading& a, const Reading& b) {
  return single_reading(a.text() + b.text(), a.probability() * b.probability(), Method::kOcr);
}

void put_off(const Page& page, const Grid& grid, std::vector<CellEvidence>& cells,
             std::vector<WaitingLabel>& waiting) {
  measure_labels(page, cells);
  const std::vector<bool> waits = can_wait(grid, cells);
  for (size_t i = 0; i < cells.size(); ++i) {
    cells[i].waits = waits[i];
    if (waits[i]) waiting.push_back({i, cells[i].crop.clone(), page.dpi, cells[i].whole});
  }
}

// Whether a crease was taken off the page where a cell is. Where there were as many as dirt on a
// scanner's glass leaves, one may be left that passes for a rule, and a rule may be gone.
bool is_creased(const Page& page, const Box& cell) {
  if (page.creases.size() > kMostFolds) return true;
  const double margin = kCreaseReach * page.dpi / 25.4;
  const cv::Rect place = pixel_rect(widened(cell, margin), page.gray.size());
  const auto crosses = [&](const std::vector<cv::Point2d>& path) {
    for (size_t i = 1; i < path.size(); ++i) {
      cv::Point a = page.in_pixels(path[i - 1].x, path[i - 1].y);
      cv::Point b = page.in_pixels(path[i].x, path[i].y);
      if (cv::clipLine(place, a, b)) return true;
    }
    return false;
  };
  return std::any_of(page.creases.begin(), page.creases.end(), crosses);
}

}  // namespace

void PageReader::read_pixels(const Page& page, std::vector<CellEvidence>& cells) {
  const auto is_read = [](const CellEvidence& c) { return !c.words() || may_be_figure(c); };
  std::vector<cv::Mat> crops, wider;
  for (const CellEvidence& c : cells) {
    if (!is_read(c)) continue;
    crops.push_back(c.crop);
    wider.push_back(cut(page.gray, c.box, 0));
  }
  std::vector<Reading> readings = readers_.digits.read(crops, wider);
  size_t k = 0;
  for (CellEvidence& c : cells) {
    if (is_read(c)) c.pixels = c.whole = std::move(readings[k++]);
  }
  read_apart(page, cells);
}

// A number over two lines, or before a note, is shown to the digit reader without what it cannot
// read.
void PageReader::read_apart(const Page& page, std::vector<CellEvidence>& cells) {
  const bool closer = page.dpi >= kCloserDpi;
  std::vector<CellEvidence*> whose;
  std::vector<cv::Mat> crops;
  for (CellEvidence& c : cells) {
    if (!c.two_witnesses()) continue;
    const bool note = !c.figure->rest.empty();
    const bool disturbed =
        closer && c.whole.text() == kUnread;  // by a watermark, or part of a seal
    if (!note && c.lines.size() == 1 && !disturbed) continue;
    for (const std::vector<Glyph>& line : c.lines) {
      const std::vector<Glyph> number = leading(line);
      if (number.empty()) break;
      const double margin = kMargin * number[0].size * page.displayed_dpi(page.dpi) / 72;
      whose.push_back(&c);
      crops.push_back(cut(page.gray, pixels_of(page, box_of(number)), margin));
      if (number.size() < line.size()) break;
    }
  }
  const std::vector<Reading> readings = readers_.digits.read(crops);
  for (size_t i = 0; i < whose.size(); ++i) {
    const bool first = i == 0 || whose[i] != whose[i - 1];
    whose[i]->pixels = first ? readings[i] : joined(whose[i]->pixels, readings[i]);
  }
}

// Figures on which the witnesses differ are drawn again, larger.
void PageReader::look_closer(const Page& page, std::vector<CellEvidence>& cells) {
  if (!look_ || page.dpi >= kCloserDpi) return;
  std::vector<CellEvidence*> doubtful;
  Box around;
  for (CellEvidence& c : cells) {
    if (!c.two_witnesses() || agree(c)) continue;
    doubtful.push_back(&c);
    around = unite(around, page.in_points(c.box));
  }
  const double dpi = std::min(kCloserDpi, page.most_dpi);
  if (doubtful.empty() || dpi <= page.dpi) return;
  Page closer = page;
  closer.gray = look_(page, around, dpi);
  if (closer.gray.empty()) return;
  closer.dpi = dpi;
  const double k = 72 / page.displayed_dpi(dpi);
  closer.to_points = {k, 0, std::lround(around.x0 / k) * k, 0, k, std::lround(around.y0 / k) * k};
  std::vector<CellEvidence> again;
  for (const CellEvidence* c : doubtful) {
    again.push_back(*c);
    again.back().box = pixels_of(closer, page.in_points(c->box));
    again.back().crop = interior(closer, again.back().box);
  }
  read_pixels(closer, again);
  for (size_t i = 0; i < again.size(); ++i) {
    doubtful[i]->pixels = std::move(again[i].pixels);
    doubtful[i]->whole = std::move(again[i].whole);
  }
}

// Figures that letters or the star of a gray seal lie over, looked at without it, in several ways:
// two must show the same, and no other, nor the figure with the seal, look like anything else. A
// stroke may have gone with the seal.
void PageReader::read_through_seals(const Page& page, const Grid& grid,
                                    std::vector<CellEvidence>& cells) {
  for (const Seal& seal : grid.seals) {
    const int ring = level_of_ring(seal, page.gray);
    for (CellEvidence& c : cells) {
      if (c.words() || is_sure(c.pixels) || !lies_over(seal, c.box)) continue;
      const cv::Rect place = interior_place(page, c.box);
      if (place.empty()) continue;
      std::vector<Reading> views = readers_.digits.read(views_of(page.gray(place), ring));
      const auto sure = std::find_if(views.begin(), views.end(), is_sure);
      if (sure == views.end() || sure->text().empty()) continue;
      const std::string seen = sure->text();
      const auto same = std::count_if(views.begin(), views.end(), [&](const Reading& r) {
        return is_sure(r) && r.text() == seen;
      });
      views.push_back(c.pixels);
      const bool other = std::any_of(views.begin(), views.end(), [&](const Reading& r) {
        return r.text() != kUnread && r.text() != seen && r.probability() >= kLikely;
      });
      if (same < 2 || other) continue;
      c.whole = c.pixels = single_reading(seen, kThroughSeal, Method::kOcr);
    }
  }
}

void PageReader::take_notes(const std::vector<CellEvidence>& cells) {
  for (const CellEvidence& c : cells) {
    if (c.words() && looks_like_number(c)) {
      record_.add_words(c.font(), c.text, figure_of(c.whole.text())->value);
    }
    if (!c.two_witnesses() || c.pixels.probability() < kClear) continue;
    const auto seen = figure_of(c.pixels.text());
    if (seen && seen->rest.empty()) record_.add(c.font(), c.figure->value, seen->value);
  }
}

// Words that the label network knows, in cells where nothing is in the text layer and the digit
// reader is not sure of a number.
void PageReader::read_known_labels(const Page& page, std::vector<CellEvidence>& cells) {
  std::vector<CellEvidence*> labels;
  std::vector<cv::Mat> crops;
  for (CellEvidence& c : cells) {
    if (!c.lines.empty() || is_sure(c.whole) || spent_.known >= kMostLabels) continue;
    ++spent_.known;
    labels.push_back(&c);
    crops.push_back(c.crop);
  }
  if (labels.empty()) return;
  std::vector<ReadLine> read = readers_.labels.read(crops, page.dpi);
  for (size_t i = 0; i < labels.size(); ++i) {
    if (is_known_label(read[i], labels[i]->whole)) labels[i]->label = std::move(read[i]);
  }
}

// Cells without glyphs in which the digit reader saw no clear number: words, read together.
void PageReader::read_label_cells(const Page& page, std::vector<CellEvidence>& cells) {
  std::vector<CellEvidence*> labels;
  std::vector<cv::Mat> crops;
  for (CellEvidence& c : cells) {
    if (c.waits || c.label || !c.lines.empty() || is_sure(c.whole)) continue;
    c.waits = ++spent_.labels > kMostLabels;
    if (c.waits) continue;
    labels.push_back(&c);
    crops.push_back(c.crop);
  }
  if (labels.empty()) return;
  std::vector<ReadLine> read = read_labels(crops, page.dpi, readers_.text);
  for (size_t i = 0; i < labels.size(); ++i) labels[i]->label = std::move(read[i]);
}

// What the digit reader did not take for a number may be words.
Reading PageReader::read_words(const cv::Mat& image, double dpi, Reading digits) {
  if (is_sure(digits)) return digits;
  return words_or_digits(readers_.text.read_cell(image, dpi), digits);
}

Reading PageReader::settle(const Page& page, const CellEvidence& c, bool layer_has_table) {
  const FontVerdict verdict = record_.verdict(c.font());
  if (c.words() && looks_like_number(c) && record_.disguises_figures(c.font())) return c.whole;
  if (c.words() && verdict != FontVerdict::kTrusted && !has_han(c.text)) {  // a figure once?
    return read_words(words_of(page, c), page.dpi, readers_.digits.read({c.crop})[0]);
  }
  if (c.words() && stands_for_none(c.text)) {
    const Reading seen = readers_.digits.read({c.crop})[0];
    if (is_sure(seen)) return {{{c.text, 0.5}, {seen.text(), 0.5}}, Method::kOcr};
  }
  if (c.words()) {
    std::string text;
    for (const auto& line : c.lines) text += text_of(line);
    return single_reading(c.apart ? c.text : text, kTextConfidence, Method::kText);
  }
  const bool nothing = c.pixels.text().empty() || (c.faint && c.pixels.text() == kUnread);
  if ((c.hidden || c.faint) && c.lines.empty() && nothing) {  // under a seal, perhaps
    return single_reading("", kHidden, Method::kOcr);
  }
  if (c.lines.empty() && layer_has_table && c.pixels.text() != kUnread) {
    return weigh("", kEmptyErrs, c.pixels);
  }
  if (c.waits) return single_reading(kUnread, 0, Method::kOcr);
  if (c.label && !c.label->text.empty()) {
    return words_or_digits(*c.label, c.whole);
  }
  if (c.lines.empty() || !c.legible || verdict == FontVerdict::kBroken) {
    return read_words(words_of(page, c), page.dpi, c.whole);
  }
  const bool alone = c.figure->rest.empty();  // what pixels say of a number with a note is no value
  const bool suspect = verdict == FontVerdict::kSuspect && alone;
  const double errs = suspect ? kSuspectErrs : kLayerErrs;
  Reading weighed = weigh(c.figure->value, errs, c.pixels);
  for (Alternative& a : weighed.alternatives) {
    if (a.text == c.figure->value) a.text = c.text;  // as printed, with its note
  }
  return weighed;
}

Table PageReader::read_grid(const Page& page, const Grid& grid) {
  return read_cells(page, grid, nullptr);
}

Table PageReader::read_grid(const Page& page, const Grid& grid,
                            std::vector<WaitingLabel>& waiting) {
  return read_cells(page, grid, &waiting);
}

Table PageReader::read_cells(const Page& page, const Grid& grid,
                             std::vector<WaitingLabel>* waiting) {
  Table table;
  table.rows = grid.rows;
  table.columns = grid.columns;
  table.first_page = table.last_page = page.number;
  for (double x : grid.xs) table.xs.push_back(x * 72 / page.dpi);
  std::vector<CellEvidence> cells = gather(page, grid);
  read_pixels(page, cells);
  look_closer(page, cells);
  read_through_seals(page, grid, cells);
  for (const CellEvidence& c : cells) {
    if (c.words()) check_figures(page, c.lines);
  }
  take_notes(cells);
  read_known_labels(page, cells);
  if (waiting) put_off(page, grid, cells, *waiting);
  read_label_cells(page, cells);
  int in_layer = 0, beside_it = 0;
  for (const CellEvidence& c : cells) ++(c.lines.empty() ? beside_it : in_layer);
  for (const CellEvidence& c : cells) beside_it -= c.lines.empty() && c.pixels.text().empty();
  for (size_t i = 0; i < cells.size(); ++i) {
    const GridCell& c = grid.cells[i];
    Reading reading = settle(page, cells[i], in_layer > beside_it);
    const bool sliver = reading.text().empty() && c.box.width() < kNarrowest * page.dpi / 25.4;
    if (grid.cut || grid.implied || cells[i].revised || cells[i].wrapped() || sliver ||
        is_creased(page, c.box)) {
      for (Alternative& a : reading.alternatives) a.probability *= kWhole;
    }
    table.cells.push_back({c.row, c.column, c.row_span, c.column_span, std::move(reading),
                           page.number, page.in_points(c.box), cells[i].print});
  }
  return table;
}

}  // namespace gouji
