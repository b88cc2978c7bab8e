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
  for (const TextLine& line : lines_of(glyphs, 3)) out.push_back(line.text);
  return out;
}

TEST(LinesOf, NoGlyphsNoLines) { EXPECT_EQ(texts({}), Lines{}); }

TEST(LinesOf, ReadsFromTopToBottomAndLeftToRightWhateverTheOrderOfDrawing) {
  std::vector<Glyph> glyphs = set("依法公开", 50, 40) + set("政府信息", 50, 20);
  std::reverse(glyphs.begin(), glyphs.end());
  EXPECT_EQ(texts(glyphs), (Lines{"政府信息", "依法公开"}));
}

TEST(LinesOf, PutsASpaceBetweenLatinWordsThatAreApart) {
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

TEST(LinesOf, ALittleHigherIsStillTheSameLine) {
  for (double raised : {-4.0, -2.0, 2.0, 4.0}) {
    const auto glyphs = set("共", 50, 20) + set("12", 62, 20 + raised) + set("件", 74, 20);
    EXPECT_EQ(texts(glyphs), Lines{"共12件"}) << raised;
  }
}

TEST(LinesOf, SingleSpacedLinesStayApart) {
  EXPECT_EQ(texts(set("政府信息", 50, 20) + set("依法公开", 50, 20 + kSize)),
            (Lines{"政府信息", "依法公开"}));
}

TEST(LinesOf, BoldMadeByPrintingTwiceIsOneGlyph) {
  EXPECT_EQ(texts(set("总计", 50, 20) + set("总计", 50.4, 20)), Lines{"总计"});
  EXPECT_EQ(texts(set("人人", 50, 20)), Lines{"人人"});
  EXPECT_EQ(texts(set("11", 50, 20)), Lines{"11"});
}

TEST(LinesOf, RadicalsAreTheirIdeographs) {
  EXPECT_EQ(texts(set("⺠政⼈员", 50, 20)), Lines{"民政人员"});
}

TEST(LinesOf, ALineHasItsPageBoxAndSize) {
  const auto lines = lines_of(set("共", 50, 20) + set("12", 62, 23, 8), 3);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].page, 3);
  EXPECT_EQ(lines[0].size, 12);
  EXPECT_EQ(lines[0].box.x0, 50);
  EXPECT_EQ(lines[0].box.x1, 70);
  EXPECT_EQ(lines[0].box.y0, 20);
  EXPECT_EQ(lines[0].box.y1, 32);
}

}  // namespace
}  // namespace gouji
