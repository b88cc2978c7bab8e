#include "extract/grid.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/extract/drawn_page.h"
#include "tests/support/pictures.h"

namespace gouji {
namespace {

using testing::IsEmpty;

constexpr double kMost = 0.35;  // mm; how far a boundary may lie off its rule

std::vector<double> steps(double from, double step, int count) {
  std::vector<double> out = {from};
  for (int i = 0; i < count; ++i) out.push_back(out.back() + step);
  return out;
}

// Five columns of 30 mm, six rows of 8 mm.
DrawnTable plain() { return {.xs = steps(20, 30, 5), .ys = steps(15, 8, 6), .merged = {}}; }

// A requests table in small: heads over merged heads, labels beside merged labels.
DrawnTable with_merged_cells() {
  DrawnTable table = plain();
  table.merged = {{0, 0, 2, 2}, {2, 0, 3, 1}, {0, 2, 1, 4}, {0, 2, 1, 4}, {3, 4, 2, 2}};
  return table;
}

std::vector<cv::Rect> spans_of(const Grid& grid) {
  std::vector<cv::Rect> out;
  for (const GridCell& c : grid.cells) {
    out.emplace_back(c.column, c.row, c.column_span, c.row_span);
  }
  return out;
}

// The cells of a drawn table in reading order.
std::vector<cv::Rect> spans_of(const DrawnTable& table) {
  std::vector<cv::Rect> out;
  for (int r = 0; r + 1 < static_cast<int>(table.ys.size()); ++r) {
    for (int c = 0; c + 1 < static_cast<int>(table.xs.size()); ++c) {
      const auto merged =
          std::find_if(table.merged.begin(), table.merged.end(),
                       [&](const cv::Rect& m) { return m.contains(cv::Point(c, r)); });
      if (merged == table.merged.end()) {
        out.emplace_back(c, r, 1, 1);
      } else if (merged->tl() == cv::Point(c, r)) {
        out.push_back(*merged);
      }
    }
  }
  return out;
}

void expect_lines(const std::vector<double>& got, const std::vector<double>& wanted,
                  const DrawnPage& page, double most) {
  ASSERT_EQ(got.size(), wanted.size());
  for (size_t i = 0; i < got.size(); ++i) {
    EXPECT_NEAR(got[i], page.pixels(wanted[i]), page.pixels(most)) << "line " << i;
  }
}

void expect_grid(const Grid& grid, const DrawnTable& table, const DrawnPage& page,
                 double most = kMost) {
  EXPECT_EQ(grid.rows, static_cast<int>(table.ys.size()) - 1);
  EXPECT_EQ(grid.columns, static_cast<int>(table.xs.size()) - 1);
  expect_lines(grid.xs, table.xs, page, most);
  expect_lines(grid.ys, table.ys, page, most);
  EXPECT_EQ(spans_of(grid), spans_of(table));
}

// The one grid of a page that holds this table.
void expect_found(const DrawnTable& table, const DrawnPage& page, double degrees = 0,
                  double most = kMost) {
  const std::vector<Grid> grids = find_grids(page.page(degrees));
  ASSERT_EQ(grids.size(), 1u);
  expect_grid(grids[0], table, page, most);
}

TEST(FindGrids, FindsThePlainTableAtAnyResolution) {
  for (double dpi : {100, 150, 200, 300, 400}) {
    SCOPED_TRACE(dpi);
    DrawnPage page(dpi);
    expect_found(plain(), page.table(plain()));
  }
}

TEST(FindGrids, FindsMergedCells) {
  DrawnPage page;
  expect_found(with_merged_cells(), page.table(with_merged_cells()));
}

TEST(FindGrids, BoxesOfCellsReachFromRuleToRule) {
  DrawnPage page(300);
  const std::vector<Grid> grids = find_grids(page.table(with_merged_cells()).page());
  ASSERT_EQ(grids.size(), 1u);
  const Grid& grid = grids[0];
  EXPECT_EQ(grid.page, 1);
  for (const GridCell& c : grid.cells) {
    EXPECT_EQ(c.box.x0, grid.xs[c.column]);
    EXPECT_EQ(c.box.y0, grid.ys[c.row]);
    EXPECT_EQ(c.box.x1, grid.xs[c.column + c.column_span]);
    EXPECT_EQ(c.box.y1, grid.ys[c.row + c.row_span]);
  }
}

TEST(FindGrids, TakesRulesOfAnyThickness) {
  for (double rule : {0.09, 0.18, 0.35, 0.7}) {
    for (double outer : {0.18, 0.5, 1.0}) {
      SCOPED_TRACE(testing::Message() << rule << " mm inside, " << outer << " mm outside");
      DrawnTable table = with_merged_cells();
      table.rule = rule;
      table.outer = outer;
      DrawnPage page;
      expect_found(table, page.table(table), 0, 0.8);
    }
  }
}

TEST(FindGrids, ADoubleOuterRuleIsOneRule) {
  for (double apart : {0.5, 0.8, 1.0}) {
    SCOPED_TRACE(testing::Message() << apart << " mm apart");
    DrawnTable table = with_merged_cells();
    table.double_outer = apart;
    DrawnPage page;
    expect_found(table, page.table(table), 0, 1.2);
  }
}

TEST(FindGrids, ClosesTheSidesOfAnOpenTable) {
  DrawnTable table = with_merged_cells();
  table.sides = false;
  DrawnPage page;
  expect_found(table, page.table(table));
}

TEST(FindGrids, ClosesATableThatThePageEndCutsOpen) {
  for (bool top : {true, false}) {
    SCOPED_TRACE(top ? "at the bottom" : "at the top");
    DrawnTable table = with_merged_cells();
    table.top = top;
    table.bottom = !top;
    DrawnPage page;
    expect_found(table, page.table(table), 0, 0.6);
  }
}

TEST(FindGrids, ClosesARowThatAPageEndCutOff) {
  for (bool top : {true, false}) {
    SCOPED_TRACE(top ? "at the bottom" : "at the top");
    DrawnTable table{.xs = steps(20, 25, 6), .ys = {20, 26.5}, .merged = {}};
    table.top = top;
    table.bottom = !top;
    DrawnPage page;
    expect_found(table, page.table(table), 0, 0.6);
  }
}

// Cells that go on over both ends of a page are touched by no rule across.
TEST(FindGrids, RulesDownBesideAnOpenTableAreItsOwn) {
  DrawnTable inner{.xs = steps(60, 20, 5), .ys = steps(20, 8, 4), .merged = {}};
  inner.top = inner.bottom = false;
  DrawnPage page;
  page.table(inner).rule(25, 20, 25, 52).rule(35, 20, 35, 52);
  DrawnTable whole = inner;
  whole.xs.insert(whole.xs.begin(), {25, 35});
  whole.merged = {{0, 0, 1, 4}, {1, 0, 1, 4}};
  expect_found(whole, page, 0, 0.6);
}

TEST(FindGrids, ARuleDownOfAnotherHeightIsNoPartOfATable) {
  DrawnPage page;
  page.table(plain()).rule(185, 15, 185, 100);
  expect_found(plain(), page);
}

TEST(FindGrids, FindsDottedRules) {
  for (double dpi : {150, 200, 300}) {
    SCOPED_TRACE(dpi);
    DrawnTable table = with_merged_cells();
    table.dot = 0.35;
    table.space = 0.53;
    DrawnPage page(dpi);
    expect_found(table, page.table(table));
  }
}

TEST(FindGrids, FindsRulesOfLongDashes) {
  for (double dpi : {150, 200, 300}) {
    SCOPED_TRACE(dpi);
    DrawnTable table = with_merged_cells();
    table.rule = 0.53;
    table.dot = 1.75;
    table.space = 0.8;
    DrawnPage page(dpi);
    page.table(table).text(22, 17, 60, 26, 3);
    expect_found(table, page);
  }
}

TEST(FindGrids, BridgesBrokenRules) {
  const DrawnTable table = with_merged_cells();
  const struct {
    const char* what;
    double x0, y0, x1, y1;
  } kGaps[] = {
      {"2 mm of a row's rule", 120, 38.5, 122, 39.5},
      {"8 mm of a row's rule", 120, 38.5, 128, 39.5},
      {"2 mm of a column's rule", 109.5, 34, 110.5, 36},
      {"4 mm of a column's rule", 109.5, 33, 110.5, 37},
      {"a joint", 109, 38, 111, 40},
      {"2 mm of an outer rule", 19, 40, 21, 42},
      {"a corner", 19, 14, 22, 17},
  };
  for (const auto& gap : kGaps) {
    SCOPED_TRACE(gap.what);
    DrawnPage page;
    page.table(table).erase(gap.x0, gap.y0, gap.x1, gap.y1);
    expect_found(table, page);
  }
}

// All rules across lost between two columns, or between a side and the rest.
TEST(FindGrids, PiecesBesideOneAnotherAreOneTable) {
  for (const double x : {98.0, 21.5}) {
    SCOPED_TRACE(x);
    const DrawnTable table{.xs = steps(20, 30, 5), .ys = steps(15, 8, 3), .merged = {}};
    DrawnPage page;
    page.table(table).erase(x, 10, x + 7, 45);
    expect_found(table, page);
  }
}

// The rules above the last two rows, in pieces.
TEST(FindGrids, BrokenRulesOverOneAnotherAreOneTable) {
  const DrawnTable table{.xs = steps(20, 30, 5), .ys = steps(15, 8, 4), .merged = {}};
  DrawnPage page(150);
  page.table(table);
  for (const double y : {15.0, 23.0}) {
    for (double x = 22; x < 165; x += 30) page.erase(x, y - 1, x + 8, y + 1);
  }
  for (const double x : table.xs) page.erase(x - 1, 15.5, x + 1, 17).erase(x - 1, 20, x + 1, 22.5);
  for (const double x : table.xs) page.erase(x - 1, 23.5, x + 1, 26).erase(x - 1, 29, x + 1, 30.5);
  expect_found(table, page);
}

// What ends where print goes on is no side; an open table's rules end where nothing is.
TEST(FindGrids, KnowsASideThatCutsPrint) {
  DrawnTable table{.xs = steps(50, 30, 4), .ys = steps(15, 8, 3), .merged = {}};
  table.sides = false;
  for (const bool cut : {false, true}) {
    DrawnPage page;
    page.table(table).text(cut ? 38.6 : 52.6, 25, 75, 28.5, 3.5);
    const std::vector<Grid> grids = find_grids(page.page());
    ASSERT_EQ(grids.size(), 1u) << cut;
    EXPECT_EQ(grids[0].cut, cut);
  }
}

// Five columns of 30 mm, a head over two rows of 6 mm.
DrawnTable of_low_rows() {
  return {.xs = steps(20, 30, 5), .ys = {15, 27, 33, 39}, .merged = {{0, 0, 5, 1}}};
}

TEST(FindGrids, FindsARuleDownOfWhichNoPieceIsLong) {
  const DrawnTable table = of_low_rows();
  DrawnPage page(150);
  page.table(table);
  for (double y : {26.2, 32.0, 37.8}) page.erase(79, y, 81, y + 1.5);
  expect_found(table, page);
}

// Eight columns of 12 mm, heads in two lines of characters as wide as they are, a row of figures.
TEST(FindGrids, FindsABrokenRuleHalfwayInAColumnTwiceAsWide) {
  DrawnTable table{.xs = steps(20, 12, 8), .ys = {15, 25, 31}, .merged = {}};
  DrawnPage page;
  page.table(table).erase(67, 15.5, 69, 24.5).erase(67, 28.8, 69, 30.5);
  for (double x : table.xs) page.text(x + 0.8, 16, x + 11.5, 24.5, 3.6);
  expect_found(table, page);
}

TEST(FindGrids, AFigureHalfwayInAColumnTwiceAsWideIsNoRule) {
  const DrawnTable table{
      .xs = {20, 32, 44, 56, 80, 92, 104, 116}, .ys = {15, 25, 31}, .merged = {}};
  DrawnPage page;
  page.table(table).rule(68, 26.6, 68, 29.4, 0.3);
  expect_found(table, page);
}

TEST(FindGrids, FindsDottedRulesDownLowRows) {
  DrawnTable table = of_low_rows();
  table.dot = 0.35;
  table.space = 0.53;
  DrawnPage page;
  expect_found(table, page.table(table));
}

TEST(FindGrids, FiguresOneOverAnotherAreNoRule) {
  const DrawnTable table = of_low_rows();
  DrawnPage page;
  page.table(table);
  for (double y : {28.6, 34.6}) page.rule(65, y, 65, y + 2.8, 0.3);
  expect_found(table, page);
}

TEST(FindGrids, ATitleNearATableIsNoPartOfIt) {
  const DrawnTable table = plain();
  DrawnPage page;
  page.table(table).text(30, 6, 160, 12.5, 5.6);
  expect_found(table, page);
}

TEST(FindGrids, IsNotMisledByTextNearRules) {
  for (double away : {0.3, 0.5, 1.0}) {
    SCOPED_TRACE(testing::Message() << "text " << away << " mm from the rules");
    const DrawnTable table = with_merged_cells();
    DrawnPage page;
    page.table(table);
    for (const cv::Rect& span : spans_of(table)) {
      page.text(table.xs[span.x] + 0.1 + away, table.ys[span.y] + 0.1 + away,
                table.xs[span.x + span.width] - 0.1 - away,
                table.ys[span.y + span.height] - 0.1 - away, 3.7);
    }
    expect_found(table, page);
  }
}

// Light gray rules stand out from paper, not from what is around print.
TEST(FindGrids, FindsFaintRulesBetweenDensePrint) {
  const DrawnTable table = with_merged_cells();
  DrawnPage rules(150), print(150);
  rules.table(table);
  for (const cv::Rect& span : spans_of(table)) {
    if (span.x != 1) continue;  // labels; figures leave paper around
    print.text(table.xs[span.x] + 0.4, table.ys[span.y] + 0.6, table.xs[span.x + span.width] - 0.4,
               table.ys[span.y + span.height] - 0.5, 3.2);
  }
  Page page = rules.page();
  page.gray = cv::min(255 - (255 - page.gray) * 0.15, print.page().gray);
  const std::vector<Grid> grids = find_grids(page);
  ASSERT_EQ(grids.size(), 1u);
  expect_grid(grids[0], table, rules);
}

// Rows of 14 points with print of 9: strokes more than half as long as the row is high.
TEST(FindGrids, IsNotMisledByCharactersInTightRows) {
  DrawnTable table{.xs = {15, 25, 55, 75, 95, 115, 135, 155, 175},
                   .ys = steps(10, 4.94, 20),
                   .merged = {{0, 3, 1, 17}, {0, 0, 2, 3}, {2, 0, 6, 1}}};
  DrawnPage page;
  page.table(table);
  for (const cv::Rect& span : spans_of(table)) {
    page.text(table.xs[span.x] + 0.8, table.ys[span.y] + 0.6, table.xs[span.x + span.width] - 0.8,
              table.ys[span.y + span.height] - 0.5, 3.2);
  }
  expect_found(table, page);
}

TEST(FindGrids, TakesAResidualSkew) {
  for (double degrees : {-0.3, 0.15, 0.3}) {
    SCOPED_TRACE(testing::Message() << degrees << " degrees");
    DrawnPage page;
    expect_found(with_merged_cells(), page.table(with_merged_cells()), degrees, 0.8);
  }
}

TEST(FindGrids, FindsTablesFromTopToBottom) {
  DrawnTable lower = plain(), upper = with_merged_cells();
  for (double& y : lower.ys) y += 60;
  DrawnPage page;
  page.table(lower).table(upper);
  const std::vector<Grid> grids = find_grids(page.page());
  ASSERT_EQ(grids.size(), 2u);
  expect_grid(grids[0], upper, page);
  expect_grid(grids[1], lower, page);
}

// As word processors set them: tables of one width, nothing between them but a line of print, whose
// strokes are as long as rules and nearly touch both.
TEST(FindGrids, TellsTablesApartThatOnlyAHeadingStandsBetween) {
  for (double degrees : {0.0, 0.3}) {
    SCOPED_TRACE(testing::Message() << degrees << " degrees");
    const DrawnTable upper = with_merged_cells();  // ends at 63
    const DrawnTable lower{.xs = steps(20, 10, 15), .ys = steps(70.4, 8, 2), .merged = {}};
    DrawnPage page;
    page.table(upper).table(lower);
    for (double x = 31; x < 120; x += 5.8) page.character(U'田', x, 63.9, 5.6);
    const std::vector<Grid> grids = find_grids(page.page(degrees));
    ASSERT_EQ(grids.size(), 2u);
    expect_grid(grids[0], upper, page, 0.8);
    expect_grid(grids[1], lower, page, 0.8);
  }
}

// A row across a whole table, whose sides are broken there: no heading.
TEST(FindGrids, ARowAcrossATableIsNoGapInIt) {
  DrawnTable table = plain();
  table.merged = {{0, 3, 5, 1}};
  DrawnPage page;
  page.table(table).text(30, 40.5, 100, 46, 4);
  page.erase(19, 41, 21, 44.5).erase(169, 42, 171, 45.5);
  expect_found(table, page);
}

TEST(FindGrids, AFrameRoundThePageIsNoTable) {
  const DrawnTable table = plain();
  DrawnPage page;
  page.rule(5, 4, 185, 4).rule(5, 126, 185, 126).rule(5, 4, 5, 126).rule(185, 4, 185, 126);
  page.table(table).text(30, 75, 160, 120, 5);
  expect_found(table, page);
}

TEST(FindGrids, FindsATableOfOneRow) {
  const DrawnTable table{.xs = steps(20, 10, 15), .ys = {20, 28}, .merged = {}};
  DrawnPage page;
  expect_found(table, page.table(table));
}

TEST(FindGrids, WhatIsNoTableIsNone) {
  DrawnPage blank, text, title, line, box;
  EXPECT_THAT(find_grids(blank.page()), IsEmpty());
  text.text(20, 15, 170, 115, 5);
  EXPECT_THAT(find_grids(text.page()), IsEmpty());
  title.text(30, 30, 180, 60, 8);
  EXPECT_THAT(find_grids(title.page()), IsEmpty());
  line.text(20, 15, 170, 50, 5).rule(20, 52, 170, 52, 0.7);
  EXPECT_THAT(find_grids(line.page()), IsEmpty());
  box.rule(20, 15, 170, 15).rule(20, 60, 170, 60).rule(20, 15, 20, 60).rule(170, 15, 170, 60);
  EXPECT_THAT(find_grids(box.page()), IsEmpty());
}

// Characters of 8 mm whose strokes nearly meet, in two lines: parts of a table, but for its rules.
TEST(FindGrids, LinesOfALargeTitleAreNoTable) {
  DrawnPage page;
  for (double y : {30.0, 38.4}) {
    for (double x = 50; x < 120; x += 7.8) page.character(U'田', x, y, 8);
  }
  EXPECT_THAT(find_grids(page.page()), IsEmpty());
}

// Of a made report: strokes of characters in line for 30 mm, as even as a dotted rule's marks.
TEST(FindGrids, LinesOfPrintWithStrokesInLineAreNoTable) {
  Page page;
  page.dpi = 150;
  page.gray = read_gray(GOUJI_TEST_DATA_DIR "/print_in_line.png");
  ASSERT_FALSE(page.gray.empty());
  EXPECT_THAT(find_grids(page), IsEmpty());
}

// Two columns, and two rows between which no rule is drawn, at 25 mm.
DrawnTable rows_to_be_divided() {
  DrawnTable table;
  table.xs = {20, 90, 160};
  table.ys = {15, 25, 33};
  table.merged = {{0, 0, 1, 2}, {1, 0, 1, 2}};
  return table;
}

// Dashes are fitted into each cell, so that they are not all of one length.
TEST(FindGrids, DashesAreARuleThoughNotAllAreOfOneLength) {
  DrawnPage page;
  page.table(rows_to_be_divided());
  for (double x = 20; x < 160; x += 10) {
    page.rule(x, 25, x + 0.9, 25, 0.5).rule(x + 1.87, 25, x + 3.37, 25, 0.5);
    page.rule(x + 4.35, 25, x + 5.85, 25, 0.5).rule(x + 6.83, 25, x + 9.03, 25, 0.5);
  }
  const std::vector<Grid> grids = find_grids(page.page());
  ASSERT_EQ(grids.size(), 1u);
  EXPECT_EQ(grids[0].rows, 2);
}

// Of dashes fitted into a cell above and of those of one beneath, which is wider.
TEST(FindGrids, DashesThatLieOverOthersAreARule) {
  DrawnPage page;
  page.table(rows_to_be_divided());
  const double dashes[] = {1.7, 0.6, 1.9, 0.4, 2.1, 1.0},
               gaps[] = {0.45, 1.2, 0.65, 0.4, 1.25, 0.9};
  int i = 0;
  for (double x = 20; x < 158; x += dashes[i] + gaps[i], i = (i + 1) % 6) {
    page.rule(x, 25, x + dashes[i], 25, 0.5);
  }
  const std::vector<Grid> grids = find_grids(page.page());
  ASSERT_EQ(grids.size(), 1u);
  EXPECT_EQ(grids[0].rows, 2);
}

// No side, and of the rule down a third, in two pieces that touch nothing.
TEST(FindGrids, ALastRowBelongsToItsTableThoughItsRuleDownIsBroken) {
  for (const bool last : {true, false}) {
    DrawnTable table;
    table.xs = {20, 75, 160};
    table.ys = last ? steps(20, 7, 4) : steps(27, 7, 4);
    table.sides = false;
    DrawnPage page;
    page.table(table);
    const double y = last ? table.ys.back() : table.ys.front() - 7;
    page.rule(20, last ? y + 7 : y, 158, last ? y + 7 : y);
    page.rule(75, y + 2, 75, y + 3.2).rule(75, y + 4.2, 75, y + 5.4);
    page.text(25, y + 2, 45, y + 5.5, 3.5).text(110, y + 2, 118, y + 5.5, 3.5);
    const std::vector<Grid> grids = find_grids(page.page());
    ASSERT_EQ(grids.size(), 1u) << last;
    EXPECT_EQ(grids[0].rows, 5) << last;
    EXPECT_EQ(grids[0].cells.size(), 10u) << last;
  }
}

// The rule over a note as wide as the table, with a line of print in between.
TEST(FindGrids, ARuleBeyondALineOfPrintIsNoRowOfTheTable) {
  DrawnTable table;
  table.xs = {20, 75, 160};
  table.ys = steps(20, 7, 4);
  DrawnPage page;
  page.table(table).text(22, 51, 158, 54.5, 3.5).rule(20, 57, 160, 57);
  const std::vector<Grid> grids = find_grids(page.page());
  ASSERT_EQ(grids.size(), 1u);
  EXPECT_EQ(grids[0].rows, 4);
}

// A watermark's character is larger than the table: what lies in its place is no part of it.
TEST(FindGrids, RulesInThePlaceOfALargeCharacterAreRules) {
  const std::vector<Box> printed = {{100, 20, 250, 170}};
  EXPECT_EQ(find_grids(DrawnPage().table(plain()).page(), printed).at(0).columns, 5);
}

// In low rows, as straight as a rule and nearly as long.
TEST(FindGrids, FiguresOneUnderAnotherAreNoRuleWhereTheTextLayerHasThem) {
  DrawnTable table = plain();
  table.ys = steps(15, 4.9, 6);
  DrawnPage drawn;
  drawn.table(table);
  std::vector<Box> printed;
  const double x = table.xs[2] + 15;
  for (size_t i = 0; i + 1 < table.ys.size(); ++i) {
    drawn.rule(x, table.ys[i] + 0.1, x, table.ys[i + 1] - 0.1, 0.4);
    const double k = 72 / 25.4;
    printed.push_back(
        {(x - 1) * k, (table.ys[i] + 0.05) * k, (x + 1) * k, (table.ys[i + 1] - 0.05) * k});
  }
  const Page page = drawn.page();
  const std::vector<Grid> without = find_grids(page), with = find_grids(page, printed);
  ASSERT_EQ(without.size(), 1u);
  EXPECT_EQ(without[0].columns, 6) << "nothing else tells";
  ASSERT_EQ(with.size(), 1u);
  EXPECT_EQ(with[0].columns, 5);
}

// Of figures: a character a cell, at the left of each, in rows as high as of 10 pt print.
DrawnPage with_figures(const DrawnTable& table) {
  DrawnPage page;
  page.table(table);
  for (size_t r = 0; r + 1 < table.ys.size(); ++r) {
    for (size_t c = 0; c + 1 < table.xs.size(); ++c) {
      page.character(U'口', table.xs[c] + 4, table.ys[r] + 3, 2.4);
    }
  }
  return page;
}

TEST(FindGrids, RowsOfFiguresWhoseRuleWasLostAreRows) {
  const DrawnTable table = plain();
  for (int lost : {1, 2}) {
    DrawnPage page = with_figures(table);
    for (int i = 0; i < lost; ++i) {
      const double y = table.ys[static_cast<size_t>(2 + i)];
      for (size_t c = 0; c + 1 < table.xs.size(); ++c) {
        page.erase(table.xs[c] + 0.3, y - 0.3, table.xs[c + 1] - 0.3, y + 0.3);
      }
    }
    const std::vector<Grid> grids = find_grids(page.page());
    ASSERT_EQ(grids.size(), 1u) << lost;
    EXPECT_EQ(grids[0].rows, 6) << lost;
    EXPECT_EQ(spans_of(grids[0]), spans_of(table)) << lost;
  }
}

TEST(FindGrids, HeadingsOfTwoLinesAreOneRow) {
  DrawnTable table;
  table.xs = steps(20, 11, 14);
  table.ys = {20, 32, 40};
  DrawnPage page;
  page.table(table);
  for (size_t c = 0; c + 1 < table.xs.size(); ++c) {
    for (double y : {21.5, 27.0})
      page.text(table.xs[c] + 1.5, y, table.xs[c + 1] - 1.5, y + 3.5, 3.5);
    page.character(U'口', table.xs[c] + 4, 34.5, 2.4);
  }
  const std::vector<Grid> grids = find_grids(page.page());
  ASSERT_EQ(grids.size(), 1u);
  EXPECT_EQ(grids[0].rows, 2);
}

// A page end cut the first row, and a pen's stroke runs across it: what is above is in the table.
TEST(FindGrids, ATableBeginsWhereMostOfItsRulesDownDo) {
  DrawnTable table = plain();
  table.top = false;
  const DrawnPage page = DrawnPage().table(table).rule(45, 18.2, 105, 18.2);
  const std::vector<Grid> grids = find_grids(page.page());
  ASSERT_EQ(grids.size(), 1u);
  EXPECT_NEAR(grids[0].ys.front(), page.pixels(table.ys.front()), page.pixels(0.7));
}

TEST(FindGrids, TakesAnyPicture) {
  for (cv::Size size : {cv::Size(1, 1), cv::Size(3, 500), cv::Size(500, 3), cv::Size(40, 40)}) {
    for (int level : {0, 128, 255}) {
      Page page;
      page.dpi = 200;
      page.gray = cv::Mat(size, CV_8UC1, cv::Scalar(level));
      EXPECT_THAT(find_grids(page), IsEmpty()) << size << " of " << level;
    }
  }
}

}  // namespace
}  // namespace gouji
