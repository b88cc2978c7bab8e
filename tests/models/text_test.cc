#include "models/text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "models/cjk_radicals.h"

namespace gouji {
namespace {

struct Pair {
  const char* text;
  const char* expected;
};

TEST(Nfc, JoinsWhatIsDecomposedAndKeepsWidth) {
  constexpr Pair kCases[] = {
      {"", ""},
      {"政府信息公开", "政府信息公开"},
      {"e\xCC\x81", "é"},
      {"１２（件）", "１２（件）"},
      {"⺠政局", "民政局"},      // CJK Radicals Supplement
      {"⾏政⼈员", "行政人员"},  // Kangxi Radicals
      {"⻔户⽹站", "门户网站"},
  };
  for (const Pair& c : kCases) EXPECT_EQ(nfc(c.text), c.expected) << c.text;
}

TEST(Nfkc, FoldsWidthAndCompatibilityForms) {
  constexpr Pair kCases[] = {
      {"１２３．５", "123.5"}, {"（一）", "(一)"}, {"①", "1"},   {"㈠", "(一)"},
      {"Ａｂ", "Ab"},          {"㎡", "m2"},       {"⺠", "民"}, {"　", " "},
  };
  for (const Pair& c : kCases) EXPECT_EQ(nfkc(c.text), c.expected) << c.text;
}

TEST(Nfc, LeavesNoRadicalBehind) {
  for (const auto& [radical, ideograph] : kCjkRadicals) {
    const char32_t out = to_utf32(nfc(to_utf8(std::u32string(1, radical)))).at(0);
    EXPECT_FALSE(out >= 0x2E80 && out <= 0x2FDF) << std::hex << static_cast<unsigned>(radical);
  }
}

TEST(CjkRadicals, AscendByRadical) {
  EXPECT_TRUE(std::is_sorted(std::begin(kCjkRadicals), std::end(kCjkRadicals)));
}

TEST(Fold, KeepsOnlyWhatTellsLabelsApart) {
  constexpr Pair kCases[] = {
      {"", ""},
      {" \t\n　", ""},
      {"（一）予以公开", "一予以公开"},
      {"(一) 予以公开", "一予以公开"},
      {"1.属于国家秘密", "1属于国家秘密"},
      {"１、属于国家秘密", "1属于国家秘密"},
      {"3.危及“三安全一稳定”", "3危及三安全一稳定"},
      {"第二十条 第（一）项", "第二十条第一项"},
      {"本年收费金额（单位：万元）", "本年收费金额单位万元"},
      {"本年增/减", "本年增减"},
      {"PDF 版", "pdf版"},
      {"—", ""},
      {"/", ""},
      {"⺠政", "民政"},
  };
  for (const Pair& c : kCases) EXPECT_EQ(to_utf8(fold(c.text)), c.expected) << c.text;
}

TEST(Utf32, ThereAndBackIsTheSame) {
  for (const char* text : {"", "a", "勾稽", "𠀀𠮷", "a勾𠀀"}) {
    EXPECT_EQ(to_utf8(to_utf32(text)), text);
  }
  EXPECT_EQ(to_utf32("𠀀稽").size(), 2u);
}

TEST(Utf32, IllFormedBytesBecomeReplacementCharacters) {
  EXPECT_EQ(to_utf32("a\xFFz"), U"a\xFFFDz");
  EXPECT_EQ(to_utf32("\xE5\x8B"), U"\xFFFD");
}

// By the definition, without a table.
int plain_distance(std::u32string_view a, std::u32string_view b) {
  if (a.empty() || b.empty()) return static_cast<int>(a.size() + b.size());
  const int replaced = plain_distance(a.substr(1), b.substr(1)) + (a[0] != b[0]);
  return std::min(
      {replaced, plain_distance(a.substr(1), b) + 1, plain_distance(a, b.substr(1)) + 1});
}

// Every text of at most `length` characters out of 一, 二.
std::vector<std::u32string> all_texts(size_t length) {
  std::vector<std::u32string> out = {U""};
  for (size_t i = 0; i < out.size(); ++i) {
    if (out[i].size() == length) break;
    const std::u32string text = out[i];
    out.push_back(text + U'一');
    out.push_back(text + U'二');
  }
  return out;
}

TEST(EditDistance, IsLevenshteins) {
  const std::vector<std::u32string> texts = all_texts(4);
  for (const auto& a : texts) {
    for (const auto& b : texts) {
      EXPECT_EQ(edit_distance(a, b), plain_distance(a, b)) << to_utf8(a) << " to " << to_utf8(b);
    }
  }
}

TEST(Similarity, IsTheShareOfTheLongerTextThatStays) {
  constexpr struct {
    const char *a, *b;
    double similarity;
  } kCases[] = {
      {"", "", 1},
      {"总计", "", 0},
      {"总计", "总计", 1},
      {"总计", "其他", 0},
      {"7属于行政执法案件", "7属于行政执法案卷", 8.0 / 9},
      {"行政事业型收费", "行政事业性收费", 6.0 / 7},
      {"规范性文件", "行政规范性文件", 5.0 / 7},
  };
  for (const auto& c : kCases) {
    EXPECT_DOUBLE_EQ(similarity(to_utf32(c.a), to_utf32(c.b)), c.similarity) << c.a << ' ' << c.b;
    EXPECT_DOUBLE_EQ(similarity(to_utf32(c.b), to_utf32(c.a)), c.similarity) << c.b << ' ' << c.a;
  }
}

TEST(IsHan, TellsIdeographsFromAllElse) {
  for (char32_t c : U"勾稽一〇卷𠀀") EXPECT_EQ(is_han(c), c != 0) << to_utf8({&c, 1});
  for (char32_t c : U"a1１，。（あ ") EXPECT_FALSE(is_han(c)) << to_utf8({&c, 1});
}

TEST(ShareIn, IsOneWhereOnlyCharactersAreLeftOut) {
  EXPECT_EQ(share_in(U"规范性文件", U"行政规范性文件"), 1);
  EXPECT_EQ(share_in(U"本年件数", U"本年制发件数"), 1);
  EXPECT_EQ(share_in(U"行政检查", U"行政强制"), 0.5);
  EXPECT_EQ(share_in(U"小计", U"其他"), 0);
  EXPECT_EQ(share_in(U"", U"其他"), 1);
}

}  // namespace
}  // namespace gouji
