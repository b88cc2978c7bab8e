#include "ocr/page_reader.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "models/text.h"
#include "ocr/closing_date.h"
#include "ocr/glyph_lines.h"
#include "ocr/identifying_part.h"
#include "ocr/pdf_document.h"
#include "ocr/pixel_rect.h"

namespace gouji {
namespace {

constexpr double kClearTable = 1.0;     // mm; around a table, taken away with it
constexpr int kMostChecked = 16;        // figures a font and page in running text that are compared
constexpr double kSmaller = 0.6;        // at which a figure that is not clear is looked at again
constexpr int kPaper = 5;               // pixels set beside a figure cut out of a line
constexpr double kClear = 0.99;         // from which what pixels say is evidence on a font
constexpr int kBrokenInLine = 2;        // glyphs, from which a line is read from pixels
constexpr double kBrokenGlyphs = 0.05;  // of a page's, from which it is drawn for reading
constexpr double kBrokenLines = 0.3;    // of a page's lines, from which all of them are

cv::Mat without_tables(const Page& page, const std::vector<Grid>& grids) {
  cv::Mat rest = page.gray.clone();
  const double margin = kClearTable * page.dpi / 25.4;
  for (const Grid& g : grids) {
    const cv::Rect r = pixel_rect(widened(g.box, margin), rest.size());
    if (!r.empty()) rest(r).setTo(255);
  }
  return rest;
}

bool is_digit(const Glyph& g) { return g.text.size() == 1 && is_ascii_digit(g.text[0]); }

bool is_letter(const Glyph& g) { return g.text.size() == 1 && is_ascii_letter(g.text[0]); }

// A run is of digits, or of letters, which a font's map may have made of digits.
bool go_together(const Glyph& a, const Glyph& b) {
  return a.font == b.font && ((is_digit(a) && is_digit(b)) || (is_letter(a) && is_letter(b)));
}

}  // namespace

bool PageReader::judge_glyphs(Page& page) {
  if (is_scan(page)) return false;
  for (FontId font : judge_.mark(page, readers_.text, look_)) record_.suspect(font);
  const auto illegible = std::count_if(page.glyphs.begin(), page.glyphs.end(),
                                       [](const Glyph& g) { return g.visible && !g.legible; });
  return illegible > kBrokenGlyphs * static_cast<double>(page.glyphs.size());
}

bool PageReader::goes_by_looks(const Glyph& g) const {
  const bool wrong = is_digit(g) ? record_.verdict(g.font) == FontVerdict::kBroken
                                 : record_.disguises_figures(g.font);
  return wrong || record_.has_moved(g.font, g.text[0]);
}

// The line's text, with the digits of fonts whose maps are wrong as they look, and letters that a
// map made of digits; digits of which that is not known are left out.
std::string PageReader::text_of(const std::vector<Glyph>& line) const {
  std::vector<Glyph> mended;
  for (Glyph g : line) {
    if ((is_digit(g) || is_letter(g)) && goes_by_looks(g)) {
      const char look = record_.look_of(g.font, g.text[0]);
      if (look == 0 && is_digit(g)) continue;
      if (look != 0) g.text = look;
    }
    mended.push_back(std::move(g));
  }
  return line_of(mended, 0).text;
}

// Runs of digits, and of letters, in running text are compared with pixels, for the sake of their
// fonts.
void PageReader::check_figures(const Page& page, const std::vector<std::vector<Glyph>>& lines) {
  std::map<std::pair<FontId, bool>, int> checked;  // of letters
  std::vector<std::pair<FontId, std::string>> said;
  std::vector<cv::Mat> crops;
  for (const auto& line : lines) {
    for (size_t i = 0; i < line.size();) {
      const Glyph& begin = line[i++];
      if (!is_digit(begin) && !is_letter(begin)) continue;
      Glyph run = begin;
      while (i < line.size() && go_together(begin, line[i])) {
        run.text += line[i].text;
        run.box = unite(run.box, line[i++].box);
      }
      if (++checked[{run.font, is_letter(begin)}] > kMostChecked) continue;
      const cv::Point2d a = page.in_pixels(run.box.x0, run.box.y0);
      const cv::Point2d b = page.in_pixels(run.box.x1, run.box.y1);
      const cv::Rect place = pixel_rect({a.x, a.y, b.x, b.y}, page.gray.size());
      if (place.empty()) continue;
      said.emplace_back(run.font, run.text);
      double paper = 255;
      cv::minMaxLoc(page.gray(place), nullptr, &paper);
      cv::copyMakeBorder(page.gray(place), crops.emplace_back(), 0, 0, kPaper, kPaper,
                         cv::BORDER_CONSTANT | cv::BORDER_ISOLATED, paper);
    }
  }
  std::vector<Reading> seen = readers_.digits.read(crops);
  const auto may_be_same = [&](size_t i) {
    const std::string& looks = seen[i].text();
    return looks.size() == said[i].second.size() &&
           std::all_of(looks.begin(), looks.end(), is_ascii_digit);
  };
  for (size_t i = 0; i < said.size(); ++i) {
    if (seen[i].probability() >= kClear || !may_be_same(i)) continue;
    cv::Mat smaller;  // of large bold type the reader is clearer then
    cv::resize(crops[i], smaller, {}, kSmaller, kSmaller, cv::INTER_AREA);
    Reading again = readers_.digits.read({smaller})[0];
    if (again.text() == seen[i].text()) seen[i] = std::move(again);
  }
  for (size_t i = 0; i < said.size(); ++i) {
    const auto& [font, text] = said[i];
    const std::string& looks = seen[i].text();
    if (seen[i].probability() < kClear) continue;
    if (is_ascii_letter(text[0])) {
      record_.add_words(font, text, may_be_same(i) ? looks : "");
    } else if (looks.size() == text.size()) {
      record_.add(font, text, looks);
    }
  }
}

// Lines of glyphs; those with illegible glyphs from pixels. Nothing where so many are that the page
// had better be read as a whole.
std::vector<TextLine> PageReader::mend(const Page& page,
                                       const std::vector<std::vector<Glyph>>& lines) {
  std::vector<TextLine> out;
  std::vector<size_t> broken;
  for (const auto& line : lines) {
    const auto illegible =
        std::count_if(line.begin(), line.end(), [](const Glyph& g) { return !g.legible; });
    if (illegible >= kBrokenInLine) broken.push_back(out.size());
    out.push_back(line_of(line, page.number));
    out.back().text = text_of(line);
  }
  if (broken.size() > kBrokenLines * static_cast<double>(out.size())) return {};
  for (size_t i : broken) {
    const auto [gray, dpi] = look_at_line(page, out[i].box, out[i].size, look_);
    if (!gray.empty()) out[i].text = nfc(readers_.text.read_cell(gray, dpi).text);
    out[i].from_pixels = true;
  }
  return out;
}

PageText PageReader::read_identity(const Page& page, const std::vector<Grid>& grids, bool first,
                                   bool last, int year) {
  const IdentifyingPart part = identifying_part(without_tables(page, grids), page.dpi, first, last);
  if (year > 0) {
    auto date = read_date(page, part.gray, year + 1, readers_.text, readers_.digits);
    if (date) return std::move(*date);
  }
  return read_text(page, part.gray, part.bottom, readers_.text, readers_.digits);
}

PageText PageReader::read_lines(const Page& page, const std::vector<Grid>& grids) {
  const auto read_pixels = [&] {
    return read_text(page, without_tables(page, grids), page.gray.rows, readers_.text,
                     readers_.digits);
  };
  if (is_read_from_pixels(page)) return read_pixels();
  const auto in_table = [&](const Box& points) {
    const cv::Point2d at = page.in_pixels(points.cx(), points.cy());
    return std::any_of(grids.begin(), grids.end(),
                       [&](const Grid& g) { return g.box.contains(at.x, at.y); });
  };
  std::vector<Glyph> glyphs;
  for (const Glyph& g : page.glyphs) {
    if (g.visible && !in_table(g.box)) glyphs.push_back(g);
  }
  if (glyphs.empty()) return {};
  const std::vector<std::vector<Glyph>> lines = sorted_lines(std::move(glyphs));
  check_figures(page, lines);
  std::vector<TextLine> read = mend(page, lines);
  if (read.empty()) return read_pixels();
  return {std::move(read)};
}

}  // namespace gouji
