#include "extract/narrative.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "models/text.h"
#include "tests/support/printed_report.h"

namespace gouji {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Sets text as reports do: 27 characters of 16 points a line, the first line of a paragraph two
// characters further in.
class Typist {
 public:
  Typist& centred(const std::string& text) {
    const double width = kSize * static_cast<double>(to_utf32(text).size());
    return line(text, (kLeft + kRight - width) / 2);
  }
  Typist& paragraph(const std::string& text, int indent = 2) {
    const std::u32string all = to_utf32(text);
    size_t begin = 0;
    for (int in = indent; begin < all.size(); in = 0) {
      const size_t n = std::min<size_t>(kCharacters - in, all.size() - begin);
      line(to_utf8(all.substr(begin, n)), kLeft + in * kSize);
      begin += n;
    }
    return *this;
  }
  Typist& signature(const std::string& text) { return line(text, kLeft + 0.5 * (kRight - kLeft)); }
  Typist& at_foot(const std::string& text) {
    y_ = 760;
    return line(text, (kLeft + kRight) / 2);
  }
  Typist& next_page() {
    ++page_;
    y_ = 100;
    return *this;
  }

  std::vector<TextLine> lines;

 private:
  static constexpr double kSize = 16, kLeft = 80, kCharacters = 27;
  static constexpr double kRight = kLeft + kCharacters * kSize, kLeading = 28;

  Typist& line(const std::string& text, double x) {
    const double width = kSize * static_cast<double>(to_utf32(text).size());
    lines.push_back({text, {x, y_, x + width, y_ + kSize}, page_, kSize, {}});
    y_ += kLeading;
    return *this;
  }

  int page_ = 1;
  double y_ = 100;
};

const std::string kFirst =
    "2022年，我县把公开透明作为政府工作的基本要求，进一步明确各单位公开职责，完善发布、解读、回应"
    "的衔接机制，公开质量稳步提高。";
const std::string kSecond =
    "对照要求，工作中仍有差距：一是公开内容的针对性不强；二是答复申请的说理有待充实；三是历史信息"
    "归集不全，需要在下一年继续改进。";

Narrative read(const Typist& typist) { return read_narrative(typist.lines, standard_form("2021")); }

std::vector<int> numbers(const Narrative& narrative) {
  std::vector<int> out;
  for (const Section& s : narrative.sections) out.push_back(s.number);
  return out;
}

TEST(ReadNarrative, NothingGivesNothing) {
  const Narrative narrative = read(Typist());
  EXPECT_EQ(narrative.title, "");
  EXPECT_THAT(narrative.sections, IsEmpty());
  EXPECT_THAT(narrative.signature, IsEmpty());
}

TEST(ReadNarrative, JoinsLinesToParagraphsByIndent) {
  Typist typist;
  typist.paragraph("一、总体情况").paragraph(kFirst).paragraph(kSecond);
  const Narrative narrative = read(typist);
  ASSERT_EQ(narrative.sections.size(), 1u);
  EXPECT_EQ(narrative.sections[0].text, kFirst + "\n" + kSecond);
}

TEST(ReadNarrative, AParagraphWithoutIndentBeginsAfterALineThatEndsEarly) {
  Typist typist;
  typist.paragraph("一、总体情况", 0).paragraph(kFirst, 0).paragraph(kSecond, 0);
  const Narrative narrative = read(typist);
  ASSERT_EQ(narrative.sections.size(), 1u);
  EXPECT_EQ(narrative.sections[0].text, kFirst + "\n" + kSecond);
}

TEST(ReadNarrative, AParagraphGoesOnOverThePageEndAndItsNumber) {
  for (const char* number : {"3", "- 3 -", "— 3 —", "-12-", "第3页", "第 3 页", "3/12",
                             "第 3 页 共 12 页", "3 / 12", "· 3 ·"}) {
    Typist typist;
    typist.paragraph("一、总体情况").paragraph(kFirst);
    const TextLine rest = typist.lines.back();
    typist.lines.pop_back();
    typist.at_foot(number).next_page();
    typist.lines.push_back(rest);
    typist.lines.back().page = 2;
    typist.next_page().paragraph(kSecond);
    const Narrative narrative = read(typist);
    ASSERT_EQ(narrative.sections.size(), 1u) << number;
    EXPECT_EQ(narrative.sections[0].text, kFirst + "\n" + kSecond) << number;
  }
}

TEST(ReadNarrative, ALoneFigureAmidThePageIsText) {
  Typist typist;
  typist.paragraph("一、总体情况").paragraph(kFirst).paragraph("12").paragraph(kSecond);
  EXPECT_EQ(read(typist).sections.at(0).text, kFirst + "\n12\n" + kSecond);
}

TEST(ReadNarrative, PutsASpaceBetweenLatinWordsOnly) {
  const struct {
    const char *above, *below, *joined;
  } kCases[] = {
      {"发布于open", "data平台", "发布于open data平台"},
      {"发布于open", "平台", "发布于open平台"},
      {"全年共发布", "data平台", "全年共发布data平台"},
      {"全年共发布12", "34条", "全年共发布1234条"},
  };
  for (const auto& c : kCases) {
    Typist typist;
    typist.paragraph("一、总体情况").paragraph(kSecond);
    typist.lines[1].text = c.above;
    typist.lines[2].text = c.below;
    typist.lines.resize(3);
    EXPECT_EQ(read(typist).sections.at(0).text, c.joined);
  }
}

struct HeadingCase {
  const char* what;
  std::vector<const char*> headings;
  std::vector<int> sections;
};

const HeadingCase kHeadings[] = {
    {"as in the form",
     {"一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
      "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况",
      "六、其他需要报告的事项"},
     {1, 2, 3, 4, 5, 6}},
    {"the circular's wording",
     {"一、总体情况", "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
      "五、政府信息公开工作存在的主要问题及改进情况"},
     {1, 4, 5}},
    {"numbers that restart",
     {"一、总体情况", "一、主动公开政府信息情况", "二、收到和处理政府信息公开申请情况"},
     {1, 2, 3}},
    {"numbers that are shifted",
     {"二、总体情况", "三、主动公开政府信息情况", "七、其他需要报告的事项"},
     {1, 2, 6}},
    {"no numbers", {"总体情况", "主动公开政府信息情况", "其他需要报告的事项"}, {1, 2, 6}},
    {"numbers of other kinds",
     {"1.总体情况", "2、主动公开政府信息情况", "第六部分 其他需要报告的事项"},
     {1, 2, 6}},
    {"misread characters",
     {"一、总休情况", "二、主动公开政府信息情祝", "五、存在的主耍问题及改迸情况"},
     {1, 2, 5}},
    {"spaces", {"一、总 体 情 况", "二、 主动公开政府信息情况"}, {1, 2}},
};

TEST(ReadNarrative, KnowsHeadingsByTheirWording) {
  for (const HeadingCase& c : kHeadings) {
    Typist typist;
    for (const char* heading : c.headings) typist.paragraph(heading).paragraph(kFirst);
    const Narrative narrative = read(typist);
    EXPECT_EQ(numbers(narrative), c.sections) << c.what;
    for (size_t i = 0; i < narrative.sections.size(); ++i) {
      EXPECT_EQ(narrative.sections[i].heading, c.headings[i]) << c.what;
      EXPECT_EQ(narrative.sections[i].text, kFirst) << c.what;
    }
  }
}

TEST(ReadNarrative, WhatStandsBeforeTheFirstHeadingIsSectionZero) {
  Typist typist;
  typist.paragraph(kFirst).paragraph("一、总体情况").paragraph(kSecond);
  const Narrative narrative = read(typist);
  EXPECT_THAT(numbers(narrative), ElementsAre(0, 1));
  EXPECT_EQ(narrative.sections[0].heading, "");
  EXPECT_EQ(narrative.sections[0].text, kFirst);
}

TEST(ReadNarrative, WithoutHeadingsAllIsSectionZero) {
  Typist typist;
  typist.paragraph(kFirst).paragraph(kSecond);
  const Narrative narrative = read(typist);
  EXPECT_THAT(numbers(narrative), ElementsAre(0));
  EXPECT_EQ(narrative.sections[0].text, kFirst + "\n" + kSecond);
}

TEST(ReadNarrative, OtherNumberedLinesAreText) {
  const std::string platform = "六、平台建设", sub = "（一）主动公开政府信息情况";
  Typist typist;
  typist.paragraph("一、总体情况").paragraph(sub).paragraph(kFirst).paragraph(platform);
  const Narrative narrative = read(typist);
  EXPECT_THAT(numbers(narrative), ElementsAre(1));
  EXPECT_EQ(narrative.sections[0].text, sub + "\n" + kFirst + "\n" + platform);
}

TEST(ReadNarrative, TheTitleMayTakeSeveralLines) {
  const struct {
    std::vector<const char*> lines;
    const char* title;
  } kCases[] = {
      {{"青岩县人民政府2022年政府信息公开工作年度报告"},
       "青岩县人民政府2022年政府信息公开工作年度报告"},
      {{"青岩县人民政府", "2022年政府信息公开工作年度报告"},
       "青岩县人民政府2022年政府信息公开工作年度报告"},
      {{"青岩县人民政府2022年", "政府信息公开", "工作年度报告"},
       "青岩县人民政府2022年政府信息公开工作年度报告"},
      {{"青岩县人民政府2022年政府信息公开工作年", "度报告"},
       "青岩县人民政府2022年政府信息公开工作年度报告"},
      {{"青岩县财政局2022年度政府信息公开工作报告"}, "青岩县财政局2022年度政府信息公开工作报告"},
  };
  for (const auto& c : kCases) {
    Typist typist;
    for (const char* line : c.lines) typist.centred(line);
    typist.paragraph(kFirst).paragraph("一、总体情况").paragraph(kSecond);
    const Narrative narrative = read(typist);
    EXPECT_EQ(narrative.title, c.title);
    EXPECT_THAT(numbers(narrative), ElementsAre(0, 1)) << c.title;
  }
}

TEST(ReadNarrative, WithoutATitleThereIsNone) {
  Typist typist;
  typist.paragraph(kFirst).paragraph("一、总体情况").paragraph(kSecond);
  EXPECT_EQ(read(typist).title, "");
}

// A browser prints a site's navigation as well.
TEST(ReadNarrative, AWebSitesHeadIsNoneOfTheTitle) {
  Typist typist;
  typist.paragraph("无障碍浏览 | 繁體 | 长者助手 | 微信 | 登录", 0)
      .centred("临县人民政府门户网站")
      .paragraph("首页 政务公开 政务服务 互动交流 走进我们 数据开放", 0)
      .paragraph("当前位置：首页 > 政府信息公开 > 政府信息公开年报 > 正文", 0)
      .paragraph("发布日期：2023-01-20 来源：办公室 浏览次数：1836 字体：[大 中 小] 分享到：微信",
                 0)
      .centred("临县人民政府")
      .centred("2022年政府信息公开工作年度报告")
      .paragraph(kFirst);
  const Narrative narrative = read(typist);
  EXPECT_EQ(narrative.title, "临县人民政府2022年政府信息公开工作年度报告");
  ASSERT_THAT(numbers(narrative), ElementsAre(0));
  EXPECT_EQ(narrative.sections[0].text, kFirst);
  EXPECT_THAT(narrative.above_title, testing::Contains("临县人民政府门户网站"));
}

TEST(ReadNarrative, ADocumentsNumberIsNoneOfTheTitle) {
  Typist typist;
  typist.centred("临县人民政府办公室〔2023〕3号")
      .centred("临县人民政府")
      .centred("2022年政府信息公开工作年度报告");
  typist.paragraph(kFirst);
  EXPECT_EQ(read(typist).title, "临县人民政府2022年政府信息公开工作年度报告");
}

TEST(ReadNarrative, ADocumentsNumberIsNoneOfTheTitleHoweverItsBracketsAreRead) {
  for (const char* number : {"临政发【2023]3号", "临政发〔2023]】13号", "临政发｛2023｝第3号"}) {
    Typist typist;
    typist.centred("临县人民政府文件").centred(number);
    typist.centred("临县人民政府2022年政府信息公开工作年度报告").paragraph(kFirst);
    EXPECT_EQ(read(typist).title, "临县人民政府2022年政府信息公开工作年度报告") << number;
  }
}

TEST(ReadNarrative, WhatStandsBesideTheTitlesMiddleIsNoneOfIt) {
  Typist typist;
  typist.paragraph("政务公开指南", 0).signature("同意上报 1.18");
  typist.centred("临县人民政府").centred("2022年政府信息公开工作年度报告").paragraph(kFirst);
  EXPECT_EQ(read(typist).title, "临县人民政府2022年政府信息公开工作年度报告");
}

TEST(ReadNarrative, ATitleMayStandToTheLeft) {
  Typist typist;
  typist.paragraph("临县人民政府", 0).paragraph("2022年政府信息公开工作年度报告", 0);
  typist.paragraph(kFirst);
  EXPECT_EQ(read(typist).title, "临县人民政府2022年政府信息公开工作年度报告");
}

TEST(ReadNarrative, APageBeforeTheTitleIsNoneOfIt) {
  Typist typist;
  typist.centred("档案目录卡").centred("题名：政府信息公开年报").next_page();
  typist.centred("临县人民政府").centred("2022年政府信息公开工作年度报告").paragraph(kFirst);
  EXPECT_EQ(read(typist).title, "临县人民政府2022年政府信息公开工作年度报告");
}

TEST(ReadNarrative, TheLetterThatAReportIsSentWithHasNoneOfItsTitle) {
  Typist typist;
  typist.centred("关于报送2022年政府信息公开工作年度报告的函").next_page();
  typist.centred("临县人民政府").centred("2022年政府信息公开工作年度报告").paragraph(kFirst);
  EXPECT_EQ(read(typist).title, "临县人民政府2022年政府信息公开工作年度报告");
}

TEST(ReadNarrative, SmallerPrintWithinTheTitleIsPartOfIt) {
  Typist typist;
  typist.centred("临县人民政府").centred("（2022年度）").centred("政府信息公开工作年度报告");
  typist.lines[1].size = 9;
  typist.paragraph(kFirst);
  EXPECT_EQ(read(typist).title, "临县人民政府（2022年度）政府信息公开工作年度报告");
}

TEST(ReadNarrative, MuchSmallerPrintAboveTheTitleIsNoneOfIt) {
  Typist typist;
  typist.paragraph("附件2", 0).centred("临县人民政府").centred("2022年政府信息公开工作年度报告");
  typist.lines[0].size = 9;
  typist.paragraph(kFirst);
  EXPECT_EQ(read(typist).title, "临县人民政府2022年政府信息公开工作年度报告");
}

TEST(ReadNarrative, ADateMayStandUnderTheTitle) {
  for (const char* date : {"2023年1月9日", "（2023年1月9日）", "二〇二三年一月九日",
                           "(二O〇二三年一月九日)", "《2023年1月9日)"}) {
    Typist typist;
    typist.centred("青岩县人民政府2022年政府信息公开工作年度报告").centred(date);
    typist.paragraph("一、总体情况").paragraph(kFirst);
    const Narrative narrative = read(typist);
    EXPECT_THAT(narrative.under_title, ElementsAre(date));
    EXPECT_THAT(numbers(narrative), ElementsAre(1)) << date;
  }
}

TEST(ReadNarrative, TheSignatureStandsBelowToTheRight) {
  Typist typist;
  typist.paragraph("六、其他需要报告的事项").paragraph(kFirst);
  typist.signature("青岩县人民政府").signature("2023年1月9日").at_foot("- 5 -");
  const Narrative narrative = read(typist);
  EXPECT_THAT(narrative.signature, ElementsAre("青岩县人民政府", "2023年1月9日"));
  EXPECT_EQ(narrative.sections.at(0).text, kFirst);
}

TEST(ReadNarrative, WhereTheTextLayerHasTheSignatureScansOfEarlierPagesTellNothing) {
  Typist typist;
  typist.paragraph("六、其他需要报告的事项").paragraph(kFirst).signature("元。");
  typist.lines.back().others = {"元。"};
  typist.lines.back().from_pixels = true;
  EXPECT_FALSE(read(typist).closing_readings.empty());
  typist.next_page().signature("青岩县人民政府").signature("2023年1月9日");
  EXPECT_THAT(read(typist).closing_readings, IsEmpty());
}

TEST(ReadNarrative, WhatAScanLeavesOfAPageNumberIsNoEndOfTheSignature) {
  Typist typist;
  typist.paragraph("六、其他需要报告的事项").paragraph(kFirst);
  typist.signature("青岩县人民政府").signature("2023年1月9日").at_foot("区4-");
  EXPECT_THAT(read(typist).signature, testing::IsSupersetOf({"青岩县人民政府", "2023年1月9日"}));
}

TEST(ReadNarrative, AHeadingAfterAFullLineAtTheTopOfAPageIsOne) {
  Typist typist;
  typist.paragraph("一、总体情况").paragraph(kFirst.substr(0, 3 * 25));
  typist.next_page().paragraph("六、其他需要报告的事项").paragraph("全年没有收取费用。");
  typist.signature("青岩县人民政府").signature("2023年1月9日");
  const Narrative narrative = read(typist);
  EXPECT_THAT(numbers(narrative), ElementsAre(1, 6));
  EXPECT_EQ(narrative.sections.at(1).text, "全年没有收取费用。");
}

TEST(ReadNarrative, ASentenceThatEndsAsAHeadingReadsIsNone) {
  const std::string sentence =
      "2022年，我县没有收取政府信息公开信息处理费，没有其他需要报告的事项。";
  Typist typist;
  typist.paragraph("六、其他需要报告的事项").paragraph(sentence);
  EXPECT_EQ(read(typist).sections.at(0).text, sentence);
}

TEST(ReadNarrative, TheSignatureMayStandAloneOnTheLastPage) {
  Typist typist;
  typist.paragraph("六、其他需要报告的事项").paragraph(kFirst).next_page();
  typist.signature("青岩县人民政府").signature("2023年1月9日");
  const Narrative narrative = read(typist);
  EXPECT_THAT(narrative.signature, ElementsAre("青岩县人民政府", "2023年1月9日"));
}

}  // namespace
}  // namespace gouji
