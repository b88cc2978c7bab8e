#include "ocr/glyph_lines.h"

#include <gtest/gtest.h>

#include "models/text.h"

namespace gouji {
namespace {

constexpr double kSize = 12;

// Glyphs side by side from `x` on: Chinese characters as wide as high, others half as wide.
std::vector<Glyph> set(const std::string& text, double x, double y, double size = kSize) {
  std::vector<Glyph> out;
  for (char32_t c : to_utf32(text)) {
    const double width = c < 0x80 ? size / 2 : size;
    out.push_back({to_utf8({&c, 1}), {x, y, x + width, y + size}, size, true});
    x += width;
  }
  return out;
}

std::vector<Glyph> operator+(std::vector<Glyph> a, const std::vector<Glyph>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

using Lines = std::vector<std::string>;

Lines texts(const std::vector<Glyph>& glyphs) {
  Lines out;
  for (const auto& line : sorted_lines(glyphs)) out.push_back(line_of(line, 3).text);
  return out;
}

TEST(GlyphLines, NoGlyphsNoLines) { EXPECT_EQ(texts({}), Lines{}); }

TEST(GlyphLines, ReadsFromTopToBottomAndLeftToRightWhateverTheOrderOfDrawing) {
  std::vector<Glyph> glyphs = set("依法公开", 50, 40) + set("政府信息", 50, 20);
  std::reverse(glyphs.begin(), glyphs.end());
  EXPECT_EQ(texts(glyphs), (Lines{"政府信息", "依法公开"}));
}

TEST(GlyphLines, PutsASpaceBetweenLatinWordsThatAreApart) {
  const struct {
    std::vector<Glyph> glyphs;
    const char* line;
  } kCases[] = {
      {set("open", 50, 20) + set("data", 80, 20), "open data"},
      {set("12", 50, 20) + set("34", 62, 20), "1234"},
      {set("公开", 50, 20) + set("信息", 90, 20), "公开信息"},
      {set("公开", 50, 20) + set("12", 80, 20), "公开12"},
      {set("12", 50, 20) + set("件", 70, 20), "12件"},
  };
  for (const auto& c : kCases) EXPECT_EQ(texts(c.glyphs), Lines{c.line});
}

TEST(GlyphLines, ALittleHigherIsStillTheSameLine) {
  for (double raised : {-4.0, -2.0, 2.0, 4.0}) {
    const auto glyphs = set("共", 50, 20) + set("12", 62, 20 + raised) + set("件", 74, 20);
    EXPECT_EQ(texts(glyphs), Lines{"共12件"}) << raised;
  }
}

TEST(GlyphLines, SingleSpacedLinesStayApart) {
  EXPECT_EQ(texts(set("政府信息", 50, 20) + set("依法公开", 50, 20 + kSize)),
            (Lines{"政府信息", "依法公开"}));
}

TEST(GlyphLines, BoldMadeByPrintingTwiceIsOneGlyph) {
  EXPECT_EQ(texts(set("总计", 50, 20) + set("总计", 50.4, 20)), Lines{"总计"});
  EXPECT_EQ(texts(set("人人", 50, 20)), Lines{"人人"});
  EXPECT_EQ(texts(set("11", 50, 20)), Lines{"11"});
}

TEST(GlyphLines, RadicalsAreTheirIdeographs) {
  EXPECT_EQ(texts(set("⺠政⼈员", 50, 20)), Lines{"民政人员"});
}

TEST(GlyphLines, ALineHasItsPageBoxAndSize) {
  const auto lines = sorted_lines(set("共", 50, 20) + set("12", 62, 23, 8));
  ASSERT_EQ(lines.size(), 1u);
  const TextLine line = line_of(lines[0], 3);
  EXPECT_EQ(line.page, 3);
  EXPECT_EQ(line.size, 12);
  EXPECT_EQ(line.box.x0, 50);
  EXPECT_EQ(line.box.x1, 70);
  EXPECT_EQ(line.box.y0, 20);
  EXPECT_EQ(line.box.y1, 32);
}

}  // namespace
}  // namespace gouji
