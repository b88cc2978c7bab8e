#include "extract/page_furniture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace gouji {
namespace {

using testing::ElementsAre;

TextLine line(const std::string& text, int page, double y, double size = 12,
              Side side = Side::kWhole) {
  TextLine out;
  out.text = text;
  out.box = {80, y, 80 + size * 10, y + size};
  out.page = page;
  out.size = size;
  out.side = side;
  return out;
}

std::vector<std::string> kept(const std::vector<TextLine>& lines) {
  std::vector<std::string> out;
  for (const TextLine& l : without_page_furniture(lines)) out.push_back(l.text);
  return out;
}

TEST(PageFurniture, IsPageNumbersAtEitherEndOfAPage) {
  EXPECT_THAT(
      kept({line("- 1 -", 1, 40), line("正文", 1, 100), line("12", 1, 130), line("正文续", 1, 160),
            line("第 2 页", 2, 40), line("又一段", 2, 100), line("2 / 4", 2, 800)}),
      ElementsAre("正文", "12", "正文续", "又一段"));
}

TEST(PageFurniture, IsWhatRunsThroughTheDocumentWithPageNumbersBesideIt) {
  const char* const kText[] = {"全年主动公开信息", "依申请公开工作有序", "下一步将加强培训",
                               "没有其他需要报告"};
  std::vector<TextLine> lines;
  for (int page = 1; page <= 4; ++page) {
    const std::string n = std::to_string(page);
    lines.push_back(line("2024/1/2" + n + " 某县政府信息公开年报", page, 30, 8));
    lines.push_back(line(kText[page - 1], page, 100));
    lines.push_back(line("- " + n + " -", page, 780));
    // Read a little otherwise each time.
    lines.push_back(line(page == 3 ? "扫描全能土 创建" : "扫描全能王 创建", page, 800 + page));
  }
  EXPECT_THAT(kept(lines), testing::ElementsAreArray(kText));
}

TEST(PageFurniture, IsNotASignatureAsHighAsTheTitleThatNamesTheSameBody) {
  const std::vector<TextLine> lines{line("禾柳镇人民政府", 1, 90),
                                    line("2022年政府信息公开工作年度报告", 1, 115),
                                    line("禾柳镇人民政府", 4, 95), line("2023年1月23日", 4, 120)};
  EXPECT_EQ(kept(lines).size(), 4u);
}

TEST(PageFurniture, StandsHigherOnAWidePage) {
  std::vector<TextLine> lines;
  for (int page = 1; page <= 4; ++page) {
    lines.push_back(line(page % 2 == 0 ? "双页的正文一行" : "单页另有文字", page, 100));
    lines.push_back(line("由扫描全能王扫描创建", page, page == 3 ? 560 : 800));
  }
  EXPECT_EQ(kept(lines).size(), 4u);
}

TEST(PageFurniture, IsNotTheTitleThatPagesRepeatInSmallTypeAboveTheirText) {
  const std::string title = "某县2023年政府信息公开工作年度报告";
  std::vector<TextLine> lines{line(title, 1, 52, 22), line("正文一", 1, 100)};
  for (int page = 2; page <= 4; ++page) {
    lines.push_back(line(title, page, 50, 9));
    lines.push_back(line("正文" + std::to_string(page), page, 100));
  }
  EXPECT_THAT(kept(lines), ElementsAre(title, "正文一", "正文2", "正文3", "正文4"));
}

TEST(PageFurniture, IsNotWhatOnlySomePagesShowOrWhatStandsElsewhere) {
  const std::vector<TextLine> lines{
      line("本年度没有其他情况", 1, 100), line("第一页的末尾一行", 1, 700),
      line("本年度没有其他情况", 2, 130), line("第二页的末尾", 2, 400),
      line("一句完全不同的话", 3, 100),   line("结束于此", 3, 130)};
  EXPECT_EQ(kept(lines).size(), lines.size());
}

// Both printed pages of a sheet have their foot.
TEST(PageFurniture, IsToldOnEachPrintedPageOfASheet) {
  std::vector<TextLine> lines;
  for (int sheet = 1; sheet <= 2; ++sheet) {
    for (Side side : {Side::kLeft, Side::kRight}) {
      lines.push_back(line("正文在这里", sheet, side == Side::kLeft ? 100 : 200, 12, side));
      lines.push_back(line("某某县人民政府办公室", sheet, 800, 9, side));
      lines.push_back(line("7", sheet, 815, 9, side));
    }
  }
  EXPECT_THAT(kept(lines), ElementsAre("正文在这里", "正文在这里", "正文在这里", "正文在这里"));
}

TEST(PageFurniture, OfNothingIsNothing) { EXPECT_TRUE(without_page_furniture({}).empty()); }

}  // namespace
}  // namespace gouji
