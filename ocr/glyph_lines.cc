#include "ocr/glyph_lines.h"

#include <algorithm>
#include <cmath>

#include "models/text.h"

namespace gouji {
namespace {

constexpr double kSameLine = 0.5;  // of the font size; baselines nearer than this are one line
constexpr double kWordGap = 0.25;  // of the font size; a wider gap between Latin letters is a space

bool latin(const std::string& s, bool last) {
  const unsigned char c = last ? s.back() : s.front();
  return c < 0x80 && std::isalnum(c);
}

TextLine line_of(std::vector<Glyph>& glyphs, int page) {
  std::stable_sort(glyphs.begin(), glyphs.end(),
                   [](const Glyph& a, const Glyph& b) { return a.box.cx() < b.box.cx(); });
  TextLine line;
  line.page = page;
  for (size_t i = 0; i < glyphs.size(); ++i) {
    const Glyph& g = glyphs[i];
    if (i > 0) {
      const Glyph& before = glyphs[i - 1];
      // Bold made by printing twice, a little apart, is one glyph.
      if (before.text == g.text && g.box.cx() - before.box.cx() < 0.2 * g.size) continue;
      if (latin(before.text, true) && latin(g.text, false) &&
          g.box.x0 - before.box.x1 > kWordGap * g.size) {
        line.text += ' ';
      }
    }
    line.text += g.text;
    line.box = unite(line.box, g.box);
    line.size = std::max(line.size, g.size);
  }
  line.text = nfc(line.text);
  return line;
}

}  // namespace

std::vector<TextLine> lines_of(std::vector<Glyph> glyphs, int page) {
  std::stable_sort(glyphs.begin(), glyphs.end(),
                   [](const Glyph& a, const Glyph& b) { return a.box.cy() < b.box.cy(); });
  std::vector<TextLine> lines;
  std::vector<Glyph> current;
  double middle = 0;
  const auto finish = [&] {
    if (!current.empty()) lines.push_back(line_of(current, page));
    current.clear();
  };
  for (Glyph& g : glyphs) {
    if (!current.empty() && g.box.cy() - middle > kSameLine * std::max(g.size, current[0].size)) {
      finish();
    }
    if (current.empty()) middle = g.box.cy();
    current.push_back(std::move(g));
  }
  finish();
  return lines;
}

}  // namespace gouji
