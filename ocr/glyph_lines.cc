#include "ocr/glyph_lines.h"

#include <algorithm>
#include <cmath>

#include "models/text.h"

namespace gouji {
namespace {

constexpr double kSameLine = 0.5;   // of the font size; baselines nearer than this are one line
constexpr double kOverprint = 0.2;  // of the font size
constexpr double kWordGap = 0.25;  // of the font size; a wider gap between Latin letters is a space

bool latin(const std::string& s, bool last) {
  const unsigned char c = last ? s.back() : s.front();
  return c < 0x80 && std::isalnum(c);
}

// Bold made by printing twice, a little apart, is one glyph.
bool same_place(const Glyph& a, const Glyph& b) {
  return a.text == b.text && std::abs(b.box.cx() - a.box.cx()) < kOverprint * a.size;
}

std::vector<Glyph> in_order(std::vector<Glyph> glyphs) {
  std::stable_sort(glyphs.begin(), glyphs.end(),
                   [](const Glyph& a, const Glyph& b) { return a.box.cx() < b.box.cx(); });
  glyphs.erase(std::unique(glyphs.begin(), glyphs.end(), same_place), glyphs.end());
  return glyphs;
}

}  // namespace

std::vector<std::vector<Glyph>> sorted_lines(std::vector<Glyph> glyphs) {
  std::stable_sort(glyphs.begin(), glyphs.end(),
                   [](const Glyph& a, const Glyph& b) { return a.box.cy() < b.box.cy(); });
  std::vector<std::vector<Glyph>> lines;
  std::vector<Glyph> current;
  double middle = 0;
  for (Glyph& g : glyphs) {
    if (!current.empty() && g.box.cy() - middle > kSameLine * std::max(g.size, current[0].size)) {
      lines.push_back(in_order(std::move(current)));
      current.clear();
    }
    if (current.empty()) middle = g.box.cy();
    current.push_back(std::move(g));
  }
  if (!current.empty()) lines.push_back(in_order(std::move(current)));
  return lines;
}

TextLine line_of(const std::vector<Glyph>& glyphs, int page) {
  TextLine line;
  line.page = page;
  for (size_t i = 0; i < glyphs.size(); ++i) {
    const Glyph& g = glyphs[i];
    if (i > 0 && latin(glyphs[i - 1].text, true) && latin(g.text, false) &&
        g.box.x0 - glyphs[i - 1].box.x1 > kWordGap * g.size) {
      line.text += ' ';
    }
    line.text += g.text;
    line.box = unite(line.box, g.box);
    line.size = std::max(line.size, g.size);
  }
  line.text = nfc(line.text);
  return line;
}

}  // namespace gouji
