#include "extract/implied_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>
#include <string_view>

#include "extract/grid.h"
#include "models/text.h"

namespace gouji {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// A page as a browser prints it, 180 mm wide. Lengths in millimetres from the top left corner.
class WebPage {
 public:
  WebPage() : gray_(pixel(200), pixel(180), CV_8UC1, cv::Scalar(255)) {}

  WebPage& shade(double x0, double y0, double x1, double y1, int gray) {
    gray_(cv::Rect(cv::Point(pixel(x0), pixel(y0)), cv::Point(pixel(x1), pixel(y1)))).setTo(gray);
    return *this;
  }
  WebPage& rule(double x0, double y, double x1, int gray = 200) {
    return shade(x0, y, x1, y + 0.3, gray);
  }
  // Characters of 3 mm; an ASCII one is half as wide.
  WebPage& print(double x, double y, std::u32string_view text) {
    for (const char32_t c : text) {
      const double width = c < 128 ? 1.5 : 3;
      if (c != U' ') {
        shade(x + 0.3, y + 0.3, x + width - 0.3, y + 2.7, 0);
        const double k = 72 / 25.4;
        Glyph glyph;
        glyph.text = to_utf8(std::u32string(1, c));
        glyph.box = {x * k, y * k, (x + width) * k, (y + 3) * k};
        glyphs_.push_back(glyph);
      }
      x += width;
    }
    return *this;
  }
  // With its right end at x.
  WebPage& print_right(double x, double y, std::u32string_view figures) {
    return print(x - 1.5 * static_cast<double>(figures.size()), y, figures);
  }

  // The cells of each grid: column, row, spans.
  std::vector<std::vector<cv::Rect>> cells() const {
    Page page;
    page.number = 1;
    page.dpi = kDpi;
    page.gray = gray_;
    page.glyphs = glyphs_;
    page.width = 180 / 25.4 * 72;
    page.height = 200 / 25.4 * 72;
    page.to_points = {72 / kDpi, 0, 0, 0, 72 / kDpi, 0};
    std::vector<std::vector<cv::Rect>> out;
    for (const Grid& grid : find_implied_grids(page)) {
      auto& cells = out.emplace_back();
      for (const GridCell& c : grid.cells) {
        cells.emplace_back(c.column, c.row, c.column_span, c.row_span);
      }
    }
    return out;
  }

 private:
  static constexpr double kDpi = 150;
  static int pixel(double mm) { return static_cast<int>(std::lround(mm * kDpi / 25.4)); }

  cv::Mat gray_;
  std::vector<Glyph> glyphs_;
};

std::vector<cv::Rect> lattice(int columns, int rows) {
  std::vector<cv::Rect> out;
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) out.emplace_back(column, row, 1, 1);
  }
  return out;
}

// A head of two columns beside that of the labels, and rows with figures at their right.
WebPage with_rules_across() {
  WebPage page;
  page.rule(20, 20, 160).rule(20, 30, 160).rule(20, 40, 160).rule(20, 50, 160);
  page.print(22, 23, U"信息内容").print(78, 23, U"制发件数").print(128, 23, U"废止件数");
  page.print(22, 33, U"规章").print_right(108, 33, U"12").print_right(158, 33, U"0");
  page.print(22, 43, U"行政规范性文件").print_right(108, 43, U"3").print_right(158, 43, U"1,024");
  return page;
}

TEST(ImpliedRules, ColumnsAreToldByTheGapsBetweenThem) {
  EXPECT_THAT(with_rules_across().cells(), ElementsAre(lattice(3, 3)));
}

TEST(ImpliedRules, ALabelAloneInItsRowSpansIt) {
  WebPage page = with_rules_across();
  page.rule(20, 60, 160).print(22, 53, U"第二十条第五项");
  page.rule(20, 70, 160)
      .print(22, 63, U"行政许可")
      .print_right(108, 63, U"7")
      .print_right(158, 63, U"8");
  page.rule(20, 80, 160)
      .print(22, 73, U"行政处罚")
      .print_right(108, 73, U"7")
      .print_right(158, 73, U"8");
  std::vector<cv::Rect> wanted = lattice(3, 3);
  wanted.emplace_back(0, 3, 3, 1);
  for (int row = 4; row < 6; ++row) {
    for (int column = 0; column < 3; ++column) wanted.emplace_back(column, row, 1, 1);
  }
  EXPECT_THAT(page.cells(), ElementsAre(wanted));
}

TEST(ImpliedRules, ABlankCellKeepsItsColumn) {
  WebPage page = with_rules_across();
  page.rule(20, 60, 160).print(22, 53, U"公告").print_right(158, 53, U"5");
  page.rule(20, 70, 160)
      .print(22, 63, U"通知")
      .print_right(108, 63, U"6")
      .print_right(158, 63, U"5");
  EXPECT_THAT(page.cells(), ElementsAre(lattice(3, 5)));
}

TEST(ImpliedRules, AHeadOverTwoColumnsIsOneCell) {
  WebPage page = with_rules_across();
  page.rule(20, 0, 160).rule(60, 10, 160).print(95, 3, U"处理决定数量").print(22, 8, U"项目");
  const auto cells = page.cells();
  ASSERT_THAT(cells, SizeIs(1));
  EXPECT_THAT(cells.front(), testing::Contains(cv::Rect(1, 0, 2, 1)));
  EXPECT_THAT(cells.front(), testing::Contains(cv::Rect(2, 3, 1, 1)));
}

// Shades that only a program draws so exactly.
TEST(ImpliedRules, GapsBetweenShadedCellsAreRules) {
  WebPage page;
  for (int row = 0; row < 3; ++row) {
    for (int column = 0; column < 3; ++column) {
      const double x = 20 + 40 * column, y = 20 + 10 * row;
      page.shade(x, y, x + 39.4, y + 9.4, row == 0 ? 210 : 250);
      page.print(x + 15, y + 3, row == 0 || column == 0 ? U"项目" : U"24");
    }
  }
  EXPECT_THAT(page.cells(), ElementsAre(lattice(3, 3)));
}

TEST(ImpliedRules, RowsOfFiguresThatNothingPartsArePartedByTheirLines) {
  WebPage page;
  page.rule(20, 20, 160, 0).rule(20, 30, 160, 0).rule(20, 60, 160, 0);
  page.print(22, 23, U"项目").print(90, 23, U"自然人").print(140, 23, U"总计");
  page.print(22, 33, U"新收").print(92, 33, U"1").print(142, 33, U"1");
  page.print(22, 41, U"办理结果");
  page.print(22, 49, U"予以公开").print(92, 49, U"2").print(142, 49, U"2");
  std::vector<cv::Rect> wanted = lattice(3, 2);
  wanted.emplace_back(0, 2, 3, 1);
  for (int column = 0; column < 3; ++column) wanted.emplace_back(column, 3, 1, 1);
  EXPECT_THAT(page.cells(), ElementsAre(wanted));
}

TEST(ImpliedRules, ALabelOfTwoLinesIsOneRow) {
  WebPage page;
  page.rule(20, 20, 160, 0).rule(20, 30, 160, 0).rule(20, 42, 160, 0).rule(20, 52, 160, 0);
  page.print(22, 23, U"项目").print(90, 23, U"自然人").print(140, 23, U"总计");
  page.print(22, 32, U"部分公开区分处理的").print(22, 37, U"只计这一情形");
  page.print(92, 34.5, U"1").print(142, 34.5, U"1");
  page.print(22, 45, U"其他").print(92, 45, U"1").print(142, 45, U"1");
  EXPECT_THAT(page.cells(), ElementsAre(lattice(3, 3)));
}

TEST(ImpliedRules, AHeadingPartsTwoTables) {
  WebPage page = with_rules_across();
  page.print(20, 56, U"三、收到和处理政府信息公开申请情况");
  page.rule(20, 65, 160).rule(20, 75, 160).rule(20, 85, 160);
  page.print(22, 68, U"项目").print(90, 68, U"自然人").print(140, 68, U"总计");
  page.print(22, 78, U"新收").print(92, 78, U"1").print(142, 78, U"1");
  EXPECT_THAT(page.cells(), ElementsAre(lattice(3, 3), lattice(3, 2)));
}

// Lines of a site's navigation, and running text between rules.
TEST(ImpliedRules, WhatHasNoFiguresInColumnsIsNoTable) {
  WebPage page;
  page.rule(10, 20, 170).rule(10, 30, 170).rule(10, 40, 170);
  page.print(12, 23, U"首页").print(60, 23, U"政务公开").print(120, 23, U"互动交流");
  page.print(12, 33, U"位置").print(60, 33, U"政务公开").print(120, 33, U"年度报告");
  page.rule(10, 90, 170).rule(10, 130, 170).rule(10, 160, 170);
  for (double y = 95; y < 155; y += 5) page.print(12, y, U"全年新收申请12件，办结12件。");
  EXPECT_THAT(page.cells(), IsEmpty());
}

// Rows of a label and two figures from `y` on, 8 mm high, without a rule.
void print_rows(WebPage& page, double y, int rows) {
  for (int row = 0; row < rows; ++row) {
    page.print(22, y + 8 * row, U"新收").print(92, y + 8 * row, U"1").print(142, y + 8 * row, U"1");
  }
}

TEST(ImpliedRules, ATableMayHaveNoneAtAll) {
  WebPage page;
  page.print(10, 20,
             U"全年认真落实各项要求，依法做好主动公开和依申请公开工作，公开的时效有新的提高。");
  page.print(22, 30, U"项目").print(90, 30, U"自然人").print(140, 30, U"总计");
  print_rows(page, 38, 3);
  page.print(10, 70,
             U"全年认真落实各项要求，依法做好主动公开和依申请公开工作，公开的时效有新的提高。");
  EXPECT_THAT(page.cells(), ElementsAre(lattice(3, 4)));
}

TEST(ImpliedRules, TablesWithoutThemArePartedByHeadings) {
  WebPage page;
  print_rows(page, 20, 3);
  page.print(20, 50, U"三、收到和处理政府信息公开申请情况");
  print_rows(page, 62, 4);
  EXPECT_THAT(page.cells(), ElementsAre(lattice(3, 3), lattice(3, 4)));
}

TEST(ImpliedRules, OneLineOfFiguresHasItsHeadAbove) {
  WebPage page;
  page.print(22, 20, U"结果").print(52, 20, U"结果").print(82, 20, U"其他").print(112, 20, U"总计");
  page.print(22, 25, U"维持").print(52, 25, U"纠正").print(82, 25, U"结果");
  for (double x = 24; x < 120; x += 30) page.print(x, 34, U"0");
  EXPECT_THAT(page.cells(), ElementsAre(lattice(4, 2)));
}

TEST(ImpliedRules, ALabelOfThreeLinesIsOneRow) {
  WebPage page;
  print_rows(page, 20, 4);
  page.print(22, 52, U"申请人逾期").print(22, 55.5, U"未按收费通").print(22, 59, U"知缴纳费用");
  page.print(92, 55.5, U"1").print(142, 55.5, U"1");
  EXPECT_THAT(page.cells(), ElementsAre(lattice(3, 5)));
}

TEST(ImpliedRules, ALabelBetweenTwoRowsIsOfBoth) {
  WebPage page;
  print_rows(page, 20, 3);
  page.print(22, 48, U"行政诉讼").print(50, 44, U"直接起诉").print(50, 52, U"复议后");
  page.print(92, 44, U"1").print(142, 44, U"1").print(92, 52, U"1").print(142, 52, U"1");
  const auto cells = page.cells();
  ASSERT_THAT(cells, SizeIs(1));
  EXPECT_THAT(cells.front(), testing::Contains(cv::Rect(0, 3, 1, 2)));
  EXPECT_THAT(cells.front(), testing::Contains(cv::Rect(1, 3, 1, 1)));
  EXPECT_THAT(cells.front(), testing::Contains(cv::Rect(3, 4, 1, 1)));
}

TEST(ImpliedRules, RunningTextHasNone) {
  WebPage page;
  for (double y = 20; y < 90; y += 6) {
    page.print(10, y, U"全年新收申请12件，办结12件，").print(100, y, U"2024年1月20日");
  }
  EXPECT_THAT(page.cells(), IsEmpty());
}

}  // namespace
}  // namespace gouji
