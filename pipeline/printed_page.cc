#include "pipeline/printed_page.h"

#include <algorithm>
#include <string>

#include "models/text.h"
#include "ocr/pdf_document.h"

namespace gouji {
namespace {

// Similarity of a line with a table's heading, its number included.
constexpr double kHeading = 0.8;
// Lines with words over a table, of which one is its heading; the unit of its figures may be
// another.
constexpr std::ptrdiff_t kUnderHeading = 2;

// The lines with words of a page between two heights (points), from top to bottom.
std::vector<TextLine> lines_between(const std::vector<TextLine>& lines, double top, double bottom) {
  std::vector<TextLine> out;
  for (const TextLine& line : lines) {
    if (line.box.cy() > top && line.box.cy() < bottom && has_words({line})) out.push_back(line);
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const TextLine& a, const TextLine& b) { return a.box.cy() < b.box.cy(); });
  return out;
}

// What stands at the height of the last of `lines`.
std::string last_line(const std::vector<TextLine>& lines) {
  std::string text;
  for (const TextLine& line : lines) {
    const bool beside = lines.back().box.cy() - line.box.cy() < line.box.height() / 2;
    if (line.page == lines.back().page && beside) text += line.text;
  }
  return text;
}

// Whether one of the last few of `lines` is the heading of one of the form's tables.
bool ends_with_heading(const std::vector<TextLine>& lines, const Form& form) {
  const auto is_heading = [&](const TextLine& line) {
    const std::u32string text = fold(line.text);
    return std::any_of(form.tables.begin(), form.tables.end(), [&](const FormTable& table) {
      return similarity(text, fold(table.heading)) >= kHeading;
    });
  };
  const auto first = lines.end() - std::min(kUnderHeading, std::ssize(lines));
  return std::any_of(first, lines.end(), is_heading);
}

}  // namespace

bool has_words(const std::vector<TextLine>& lines) {
  return std::any_of(lines.begin(), lines.end(), [](const TextLine& line) {
    const std::u32string s = to_utf32(line.text);
    return std::any_of(s.begin(), s.end(), is_han);
  });
}

void mark_headings(PrintedPageReading& page, const Form& form, std::vector<TextLine>& above) {
  if (page.tables.empty() && page.text.lines.empty()) return;  // a blank leaf
  double top = -1;
  for (size_t i = 0; i < page.tables.size(); ++i) {
    const Box& box = page.grids[i].box;
    const double dpi = page.page.dpi;
    const double points = 72 / (is_scan(page.page) ? dpi : page.page.displayed_dpi(dpi));
    std::vector<TextLine> between = lines_between(page.text.lines, top, box.y0 * points);
    if (i == 0) between.insert(between.begin(), above.begin(), above.end());
    if (ends_with_heading(between, form)) page.tables[i].headed = {0};
    page.tables[i].caption = last_line(between);
    top = box.y1 * points;
  }
  above = lines_between(page.text.lines, top, 1e9);
}

}  // namespace gouji
