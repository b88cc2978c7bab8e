#include "extract/stitch.h"

#include <gtest/gtest.h>

#include "tests/extract/table_builder.h"

namespace gouji {
namespace {

const PrintedReport& county() {
  static const PrintedReport report = sample_report(standard_form("2021"), 3);
  return report;
}

const Table& table(TableKind kind) {
  static const std::vector<Table> tables = tables_of(county());
  return tables.at(static_cast<size_t>(kind));
}

Table stitched(const std::vector<Table>& fragments, TableKind kind) {
  return stitch(fragments, standard_forms())[static_cast<size_t>(kind)];
}

Table requests_of(const std::vector<Table>& fragments) {
  return stitched(fragments, TableKind::kRequests);
}

// Every cell's place and text, a line each.
std::string text_of(const Table& table) {
  std::string out;
  for (const TableCell& c : table.cells) {
    out += std::to_string(c.row) + "+" + std::to_string(c.row_span) + " " +
           std::to_string(c.column) + "+" + std::to_string(c.column_span) + " " + c.reading.text() +
           "\n";
  }
  return out;
}

// The same cells in any order within a row.
void expect_same(const Table& got, const Table& wanted) {
  EXPECT_EQ(got.rows, wanted.rows);
  EXPECT_EQ(got.columns, wanted.columns);
  Table sorted = got;
  std::sort(sorted.cells.begin(), sorted.cells.end(), [](const TableCell& a, const TableCell& b) {
    return a.row != b.row ? a.row < b.row : a.column < b.column;
  });
  EXPECT_EQ(text_of(sorted), text_of(wanted));
}

TEST(Stitch, KnowsTheTablesOfEveryFormByTheirLabels) {
  for (const Form& form : standard_forms()) {
    const std::vector<Table> fragments = tables_of(sample_report(form));
    const Tables tables = stitch(fragments, standard_forms());
    for (size_t kind = 0; kind < tables.size(); ++kind) {
      EXPECT_EQ(text_of(tables[kind]), text_of(fragments[kind])) << form.id;
    }
  }
}

TEST(Stitch, KnowsTablesInAnyOrder) {
  const Tables tables =
      stitch({table(TableKind::kReview), table(TableKind::kProactive), table(TableKind::kRequests)},
             standard_forms());
  for (TableKind kind : {TableKind::kProactive, TableKind::kRequests, TableKind::kReview}) {
    EXPECT_EQ(text_of(tables[static_cast<size_t>(kind)]), text_of(table(kind)));
  }
}

TEST(Stitch, WhatIsNotThereHasNoRows) {
  const Tables tables = stitch({}, standard_forms());
  for (const Table& t : tables) EXPECT_EQ(t.rows, 0);
}

TEST(Stitch, LeavesOtherTablesOut) {
  const Table staff = table_of({{"姓名", "职务"}, {"张三", "主任"}, {"李四", "科员"}});
  const Tables tables = stitch({staff, table(TableKind::kRequests), staff}, standard_forms());
  EXPECT_EQ(tables[0].rows, 0);
  EXPECT_EQ(text_of(tables[1]), text_of(table(TableKind::kRequests)));
  EXPECT_EQ(tables[2].rows, 0);
}

TEST(Stitch, LeavesOutATableOfTheTextsOwnThatHasTwoOfTheFormsLabels) {
  const Table years =
      table_of({{"年度", "新收申请（件）", "办结（件）", "行政复议（件）", "行政诉讼（件）"},
                {"2023年", "121", "116", "0", "0"},
                {"2024年", "95", "101", "0", "1"}});
  const Table wide = table_of({{"年度", "发布信息", "解读信息", "新收申请", "办结", "结转",
                                "行政复议", "行政诉讼", "公开率"},
                               {"2023年", "12", "3", "121", "116", "5", "0", "0", "99"},
                               {"2024年", "15", "4", "95", "101", "0", "0", "1", "99"}});
  const Tables tables = stitch(
      {years, wide, table(TableKind::kRequests), table(TableKind::kReview)}, standard_forms());
  EXPECT_EQ(text_of(tables[1]), text_of(table(TableKind::kRequests)));
  EXPECT_EQ(text_of(tables[2]), text_of(table(TableKind::kReview)));
}

// Wherever the page ends, both parts make the whole again.
TEST(Stitch, JoinsATableThatIsCutBetweenAnyTwoRows) {
  const Table& whole = table(TableKind::kRequests);
  for (int row = 4; row < whole.rows; ++row) {
    SCOPED_TRACE("cut above row " + std::to_string(row));
    const CutTable cut = cut_above(whole, row);
    const Table joined = requests_of({cut.above, cut.below});
    EXPECT_EQ(joined.rows, whole.rows);
    EXPECT_EQ(joined.page_starts, std::vector<int>{row});
    EXPECT_EQ(joined.first_page, whole.first_page);
    EXPECT_EQ(joined.last_page, whole.first_page + 1);
    for (const TableCell& c : joined.cells) EXPECT_EQ(c.page, c.row < row ? 2 : 3);
  }
}

TEST(Stitch, JoinsAMergedCellThatThePageEndCuts) {
  const Table& whole = table(TableKind::kRequests);
  const int row = row_with(whole, "3.要求提供公开出版物");
  const CutTable cut = cut_above(whole, row, 4);  // （五）不 / 予处理
  Table joined = requests_of({cut.above, cut.below});
  const TableCell& merged = cell_with(joined, "（五）不予处理");
  EXPECT_EQ(merged.row, row - 2);
  EXPECT_EQ(merged.row_span, 5);
}

TEST(Stitch, JoinsAMergedCellWhoseLabelStandsOnTheFirstPage) {
  const Table& whole = table(TableKind::kRequests);
  const CutTable cut = cut_above(whole, row_with(whole, "3.危及“三安全一稳定”"));
  expect_same(requests_of({cut.above, cut.below}), whole);
}

TEST(Stitch, DropsAHeaderThatIsPrintedAgain) {
  const Table& whole = table(TableKind::kRequests);
  for (const char* above : {"（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
                            "5.属于三类内部事务信息", "四、结转下年度继续办理"}) {
    const CutTable cut = cut_above(whole, row_with(whole, above));
    const Table joined = requests_of({cut.above, with_head(whole, 3, cut.below)});
    EXPECT_EQ(joined.rows, whole.rows) << above;
    Table labels = joined;
    EXPECT_EQ(cell_with(labels, "申请人情况").row, 0) << above;
    EXPECT_EQ(cell_with(labels, above).row, row_with(whole, above));
  }
}

TEST(Stitch, DropsARepeatedHeaderThatWasReadALittleOtherwise) {
  const Table& whole = table(TableKind::kRequests);
  const CutTable cut = cut_above(whole, row_with(whole, "1.信访举报投诉类申请"));
  Table next = with_head(whole, 3, cut.below);
  cell_with(next, "社会公益组织").reading = single_reading("社会公益组级", 0.8, Method::kOcr);
  EXPECT_EQ(requests_of({cut.above, next}).rows, whole.rows);
}

TEST(Stitch, TakesAPageThatIsThereTwiceOnce) {
  const Table& whole = table(TableKind::kRequests);
  const CutTable cut = cut_above(whole, row_with(whole, "3.危及“三安全一稳定”"));
  Table again = cut.above;
  again.first_page = again.last_page = cut.above.last_page + 1;
  again.cells[20].reading =
      single_reading("?", 0.4, Method::kOcr);  // of a scan, not all is read alike
  expect_same(requests_of({cut.above, again, cut.below}), whole);
}

// Word processors set a table in a cell of another, with a line above and below it.
TEST(Stitch, LeavesOutTheFrameRoundATable) {
  const Table& whole = table(TableKind::kRequests);
  Table framed = whole;
  framed.rows += 2;
  framed.columns += 2;
  framed.xs.insert(framed.xs.begin(), framed.xs.front() - 10);
  framed.xs.push_back(framed.xs.back() + 10);
  for (TableCell& c : framed.cells) {
    ++c.column;
    ++c.row;
  }
  const auto add = [&](int row, int column, int span, const char* text) {
    framed.cells.push_back(
        {row, column, 1, span, single_reading(text, 0.9995, Method::kText), whole.first_page, {}});
  };
  for (int row = 1; row + 1 < framed.rows; ++row) {
    add(row, 0, 1, "");
    add(row, framed.columns - 1, 1, "");
  }
  add(0, 0, 2, "单位：件");
  add(0, 2, framed.columns - 2, "");
  add(framed.rows - 1, 0, framed.columns, "填报人：");
  const Table joined = requests_of({framed});
  EXPECT_EQ(joined.columns, whole.columns);
  EXPECT_EQ(joined.xs, whole.xs);
  for (const TableCell& c : whole.cells) {
    EXPECT_TRUE(std::any_of(joined.cells.begin(), joined.cells.end(), [&](const TableCell& j) {
      return j.row == c.row + 1 && j.column == c.column && j.column_span == c.column_span &&
             j.reading.text() == c.reading.text();
    })) << c.reading.text();
  }
}

TEST(Stitch, JoinsOverThreePages) {
  const Table& whole = table(TableKind::kRequests);
  const CutTable first = cut_above(whole, 8);
  const CutTable second = cut_above(first.below, 9);
  const Table joined = requests_of({first.above, second.above, second.below});
  EXPECT_EQ(joined.rows, whole.rows);
  EXPECT_EQ(joined.page_starts, (std::vector<int>{8, 17}));
}

// The right page of a sheet that is bound on the left.
TEST(Stitch, JoinsColumnsThatAreShiftedOnTheNextPage) {
  const Table& whole = table(TableKind::kRequests);
  for (double shift : {-20.0, 3.0, 20.0}) {
    CutTable cut = cut_above(whole, row_with(whole, "1.信访举报投诉类申请"));
    for (double& x : cut.below.xs) x += shift;
    const Table joined = requests_of({cut.above, cut.below});
    EXPECT_EQ(joined.columns, whole.columns) << shift;
    EXPECT_EQ(joined.rows, whole.rows) << shift;
  }
}

// Photographs: the pages are never made flat alike.
TEST(Stitch, JoinsColumnsThatAreBentOnTheNextPage) {
  const Table& whole = table(TableKind::kRequests);
  CutTable cut = cut_above(whole, row_with(whole, "3.危及“三安全一稳定”"));
  const double left = cut.below.xs.front(), width = cut.below.xs.back() - left;
  for (double& x : cut.below.xs) {
    const double at = (x - left) / width;
    x = left + 1.05 * width * (at - 0.1 * at * (1 - at));  // up to 10 points of columns of 40
  }
  expect_same(requests_of({cut.above, cut.below}), whole);
}

// Of an open table, where the first column's cell goes on over both ends of a page.
TEST(Stitch, JoinsAFragmentThatLacksTheFirstColumn) {
  const Table& whole = table(TableKind::kRequests);
  for (double shift : {0.0, 9.0}) {
    CutTable cut = cut_above(whole, row_with(whole, "4.保护第三方合法权益"));
    Table& below = cut.below;
    below.xs.erase(below.xs.begin());
    std::erase_if(below.cells, [](const TableCell& c) { return c.column == 0; });
    for (TableCell& c : below.cells) --c.column;
    --below.columns;
    for (double& x : below.xs) x += shift;
    const Table joined = requests_of({cut.above, below});
    EXPECT_EQ(joined.columns, whole.columns) << shift;
    EXPECT_EQ(joined.rows, whole.rows) << shift;
  }
}

TEST(Stitch, AFragmentWithoutLegibleLabelsBelongsToTheTableAboveIt) {
  const Table& whole = table(TableKind::kRequests);
  CutTable cut = cut_above(whole, row_with(whole, "（七）总计"));
  for (TableCell& c : cut.below.cells) {
    if (c.column < 3) c.reading = single_reading("", 0.2, Method::kOcr);
  }
  EXPECT_EQ(requests_of({cut.above, cut.below}).rows, whole.rows);
}

TEST(Stitch, ReadsThreeReviewTablesAsOne) {
  PrintStyle style;
  style.review_layout = ReviewLayout::kThreeTables;
  const std::vector<Table> tables = tables_of(county(), style);
  ASSERT_EQ(tables.size(), 5u);
  const Table joined = stitched(tables, TableKind::kReview);
  EXPECT_EQ(joined.rows, tables[2].rows + tables[3].rows + tables[4].rows);
}

}  // namespace
}  // namespace gouji
