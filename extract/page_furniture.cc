#include "extract/page_furniture.h"

#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "extract/printed_date.h"
#include "models/text.h"

namespace gouji {
namespace {

constexpr size_t kEnds = 2;          // lines at either end of a page, one of them its number
constexpr size_t kLeastWords = 4;    // characters of a running line, its figures left out
constexpr double kSameWords = 0.75;  // similarity
constexpr double kSameHeight = 15;   // points; a title stands lower than a running head
constexpr double kSameSize = 0.35;   // of the larger one
constexpr size_t kMostLines = 2000;  // beyond, it is no report; each is compared with others
constexpr double kLeastPages = 0.6;  // a share of all, on which a line runs

bool is_page_number(const std::string& text) {
  static const RE2 number(
      R"([-—–_\s.·~]*(?:第\s*)?[\dIl]{1,3}\s*(?:页)?(?:\s*[/共]\s*\d{1,3}\s*页?)?[-—–_\s.·~]*)");
  return RE2::FullMatch(text, number);
}

// The lines of one printed page: [begin, end).
struct Span {
  size_t begin = 0, end = 0;
};

std::vector<Span> pages_of(const std::vector<TextLine>& lines) {
  std::vector<Span> out;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (i == 0 || printed_page(lines[i - 1]) != printed_page(lines[i])) out.push_back({i, i});
    out.back().end = i + 1;
  }
  return out;
}

struct End {
  size_t line;
  size_t page;
  std::u32string words;  // folded, without figures
};

std::vector<End> ends_of(const std::vector<TextLine>& lines, const std::vector<Span>& pages) {
  std::vector<End> out;
  for (size_t p = 0; p < pages.size(); ++p) {
    for (size_t i = pages[p].begin; i < pages[p].end; ++i) {
      if (i - pages[p].begin >= kEnds && pages[p].end - i > kEnds) continue;
      const bool signature = i + 1 < pages[p].end && is_date_alone(lines[i + 1].text);
      if (signature) continue;  // it may be the title's words at their height
      std::u32string words = fold(lines[i].text);
      std::erase_if(words, [](char32_t c) { return c >= U'0' && c <= U'9'; });
      if (words.size() >= kLeastWords) out.push_back({i, p, std::move(words)});
    }
  }
  return out;
}

bool as_large(const TextLine& a, const TextLine& b) {
  const double larger = std::max(a.box.height(), b.box.height());
  return std::abs(a.box.height() - b.box.height()) <= kSameSize * larger;
}

std::vector<bool> running(const std::vector<TextLine>& lines) {
  std::vector<bool> out(lines.size());
  if (lines.size() > kMostLines) return out;
  const std::vector<Span> pages = pages_of(lines);
  const std::vector<End> ends = ends_of(lines, pages);
  for (const End& a : ends) {
    size_t on = 0, last = pages.size();
    for (const End& b : ends) {
      const TextLine &one = lines[a.line], &other = lines[b.line];
      if (b.page == last || !as_large(one, other)) continue;
      if (std::abs(one.box.cy() - other.box.cy()) > kSameHeight) continue;
      if (a.line != b.line && similarity(a.words, b.words) < kSameWords) continue;
      ++on;
      last = b.page;
    }
    out[a.line] = on >= 2 && static_cast<double>(on) >= kLeastPages * pages.size();
  }
  // Wide pages end higher. On the first page the same words may be the title.
  std::vector<bool> all = out;
  for (const End& a : ends) {
    all[a.line] =
        all[a.line] || (a.page > 0 && std::any_of(ends.begin(), ends.end(), [&](const End& b) {
                          return out[b.line] && as_large(lines[a.line], lines[b.line]) &&
                                 similarity(a.words, b.words) >= kSameWords;
                        }));
  }
  return all;
}

}  // namespace

std::vector<TextLine> without_page_furniture(const std::vector<TextLine>& lines) {
  const std::vector<bool> runs = running(lines);
  std::vector<TextLine> text, out;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (!runs[i]) text.push_back(lines[i]);
  }
  for (const Span& page : pages_of(text)) {
    for (size_t i = page.begin; i < page.end; ++i) {
      const bool end = i == page.begin || i + 1 == page.end;
      if (!end || !is_page_number(text[i].text)) out.push_back(text[i]);
    }
  }
  return out;
}

}  // namespace gouji
