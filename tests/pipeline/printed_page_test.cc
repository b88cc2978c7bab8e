#include "pipeline/printed_page.h"

#include "gtest/gtest.h"
#include "tests/support/printed_report.h"

namespace gouji {
namespace {

TextLine line(const std::string& text, double y) {
  TextLine out;
  out.text = text;
  out.box = {90, y - 6, 400, y + 6};
  return out;
}

// A born-digital page with tables at these heights, in points.
PrintedPageReading page_with_tables(const std::vector<std::pair<double, double>>& heights) {
  PrintedPageReading page;
  page.page.dpi = 72;
  for (const auto& [top, bottom] : heights) {
    Grid grid;
    grid.box = {80, top, 500, bottom};
    page.grids.push_back(grid);
    page.tables.emplace_back();
  }
  return page;
}

const Form& form() { return standard_form("2021"); }

TEST(MarkHeadings, ATableBelowItsSectionsHeadingIsHeaded) {
  PrintedPageReading page = page_with_tables({{200, 300}, {400, 500}});
  page.text.lines = {line("二、主动公开政府信息情况", 180), line("说明如下，另见附表", 350)};
  std::vector<TextLine> above;
  mark_headings(page, form(), above);
  EXPECT_EQ(page.tables[0].headed, std::vector<int>{0});
  EXPECT_TRUE(page.tables[1].headed.empty());
}

TEST(MarkHeadings, TheLineRightOverATableIsItsCaption) {
  PrintedPageReading page = page_with_tables({{200, 300}, {400, 500}, {500, 600}});
  page.text.lines = {line("单位：件、元", 190), line("二、主动公开政府信息情况", 170),
                     line("三、收到和处理政府信息公开申请情况", 380)};
  std::vector<TextLine> above;
  mark_headings(page, form(), above);
  EXPECT_EQ(page.tables[0].caption, "单位：件、元");
  EXPECT_EQ(page.tables[0].headed, std::vector<int>{0});  // the unit stands between
  EXPECT_EQ(page.tables[1].caption, "三、收到和处理政府信息公开申请情况");
  EXPECT_EQ(page.tables[2].caption, "");
}

TEST(MarkHeadings, WhatStandsOverATableMayBeOnThePageBefore) {
  PrintedPageReading first = page_with_tables({});
  first.text.lines = {line("一、总体情况", 100), line("二、主动公开政府信息情况", 750)};
  PrintedPageReading second = page_with_tables({{80, 300}});
  second.text.lines = {line("— 2 —", 60)};
  std::vector<TextLine> above;
  mark_headings(first, form(), above);
  mark_headings(second, form(), above);
  EXPECT_EQ(second.tables[0].headed, std::vector<int>{0});
  EXPECT_EQ(second.tables[0].caption, "二、主动公开政府信息情况");
}

}  // namespace
}  // namespace gouji
