// Prints reports as PDF files that look like published ones, for tests and samples, and says where
// each figure stands.
//
//   PrintStyle style;
//   style.break_before = {"requests/denied.third_party_rights"};
//   PrintedPdf pdf = print_pdf(sample_report(standard_form("2021")), style);
//   pdf.cells.at("requests/granted/total").cell;  // points, from the page's top left corner
//
// The same arguments give the same bytes. A font family that is not installed throws
// std::runtime_error, and so does any failure of Cairo.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "models/geometry.h"
#include "tests/support/printed_report.h"

namespace gouji {

enum class RuleStyle { kSolid, kDotted };
enum class OuterRule { kSame, kThick, kDouble, kOpen };  // kOpen: no left and right border
enum class NumberAlign { kLeft, kCentre, kRight };
enum class PageNumber { kNone, kPlain, kDashes, kChinese };  // 3, - 3 -, 第3页
// Where the label of a merged cell goes when the page ends inside the cell.
enum class CutLabel {
  kCut,    // it runs on over the page end, part of its lines on each page
  kFirst,  // whole, in the first part that holds it, as word processors do
};
enum class ReviewLayout { kOneTable, kThreeTables };  // 15 columns, or three times 5

// The choices of the one who typed the report. Lengths in points.
struct PrintStyle {
  std::string title_font = "AR PL SungtiL GB";
  std::string heading_font = "WenQuanYi Zen Hei";
  std::string body_font = "AR PL KaitiM GB";
  std::string table_font = "AR PL SungtiL GB";
  std::string digit_font = "Liberation Serif";  // ASCII characters; empty: those of the other fonts
  double title_size = 22, body_size = 16, leading = 28;
  double table_size = 10.5, digit_size = 12;
  bool bold_heads = false;

  double page_width = 595.3, page_height = 841.9;  // A4
  double margin_top = 100, margin_bottom = 92, margin_left = 79, margin_right = 74;
  PageNumber page_number = PageNumber::kDashes;
  bool outer_page_number = false;  // at the page's outer edge, not in the middle
  bool landscape_requests = false;

  double rule_width = 0.5;
  RuleStyle rule_style = RuleStyle::kSolid;
  OuterRule outer_rule = OuterRule::kSame;
  bool rules_down = true;
  bool rule_at_page_end = true;                     // false: open where a page cuts the table
  std::array<double, 3> article_shade = {1, 1, 1};  // red, green, blue; white: none
  std::array<double, 3> head_shade = {1, 1, 1};

  double row_height = 16;  // at least; of all but the disclosure table
  double disclosure_row_height = 26;
  double padding = 2;
  double disclosure_label = 0.32;  // widths, as parts of the table's width
  std::array<double, 3> request_labels = {0.05, 0.13, 0.25};
  NumberAlign number_align = NumberAlign::kCentre;
  bool vertical_results = true;  // 三、本年度办理结果 one character a line
  bool vertical_review_heads = false;
  bool total_beside = false;  // 总计 beside 申请人情况 and not under it
  bool balance_note = true;  // （本列数据的勾稽关系为…） in the requests table's corner
  ReviewLayout review_layout = ReviewLayout::kOneTable;

  std::vector<std::string> break_before;  // rows, "requests/granted": a new page begins there
  std::string cut_row;                    // a page ends in the middle of this row
  bool repeat_head = false;               // heads again on the next page
  CutLabel cut_label = CutLabel::kCut;
};

// Where a figure stands. Points from the top left corner of the page as displayed.
struct PlacedCell {
  int page = 0;  // from 1
  Box cell;      // rule to rule; where a page cuts the row, the part with the figure
  Box text;      // line height by advance width; empty for a blank cell
};

// One line of printed text.
struct PlacedText {
  int page = 0;
  std::string text;
  Box box;          // points; line height by advance width
  double size = 0;  // of the font
};

struct PageSize {
  double width = 0, height = 0;  // points, as displayed
};

struct PrintedPdf {
  std::string bytes;
  std::vector<PageSize> pages;
  std::map<std::string, PlacedCell> cells;  // by address; omitted rows are not in it
  std::vector<PlacedText> lines;            // in the order of printing
};

PrintedPdf print_pdf(const PrintedReport& report, const PrintStyle& style = {});

}  // namespace gouji
