#include "tests/support/report_printer.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>
#include <stdexcept>

#include "tests/support/pdf_probe.h"

namespace gouji {
namespace {

constexpr double kDpi = 150;

PrintedReport county() { return sample_report(standard_form("2021"), 5); }

// Pages on which a line of exactly this text is printed, ascending.
std::vector<int> pages_with(const PrintedPdf& pdf, const std::string& text) {
  std::vector<int> pages;
  for (const PlacedText& line : pdf.lines) {
    if (line.text == text) pages.push_back(line.page);
  }
  return pages;
}

// Grown by a margin in pixels.
cv::Rect in_pixels(const Box& box, double margin) {
  if (box.empty()) return {};
  const double scale = kDpi / 72;
  const cv::Point from(cvRound(box.x0 * scale - margin), cvRound(box.y0 * scale - margin));
  return {from, cv::Point(cvRound(box.x1 * scale + margin), cvRound(box.y1 * scale + margin))};
}

TEST(PrintPdf, GivesTheSameBytesForTheSameArguments) {
  EXPECT_EQ(print_pdf(county()).bytes, print_pdf(county()).bytes);
}

TEST(PrintPdf, SaysWhereEveryFigureOfEveryFormStands) {
  for (const Form& form : standard_forms()) {
    const PrintedPdf pdf = print_pdf(sample_report(form));
    EXPECT_EQ(pdf.cells.size(), form.cells.size());
    for (const auto& [address, placed] : pdf.cells) {
      const PageSize page = pdf.pages.at(placed.page - 1);
      EXPECT_EQ(unite(placed.cell, placed.text).width(), placed.cell.width()) << address;
      EXPECT_EQ(unite(placed.cell, placed.text).height(), placed.cell.height()) << address;
      EXPECT_TRUE(placed.cell.x0 > 0 && placed.cell.y0 > 0) << address;
      EXPECT_TRUE(placed.cell.x1 < page.width && placed.cell.y1 < page.height) << address;
    }
  }
}

// All ink inside a cell's rules lies in its text's box; a blank cell has none.
TEST(PrintPdf, PrintsEachFigureInItsBox) {
  PrintedReport report = county();
  report.set("requests/granted/other", "");
  const PrintedPdf pdf = print_pdf(report);
  const std::vector<cv::Mat> pages = page_images(pdf.bytes, kDpi);
  for (const auto& [address, placed] : pdf.cells) {
    cv::Mat ink = pages.at(placed.page - 1) < 128;
    EXPECT_EQ(cv::countNonZero(ink(in_pixels(placed.text, 0))) > 0, !report.at(address).empty())
        << address;
    ink(in_pixels(placed.text, 1)).setTo(0);
    EXPECT_EQ(cv::countNonZero(ink(in_pixels(placed.cell, -3))), 0) << address;
  }
}

TEST(PrintPdf, HasATextLayerThatSaysWhatIsPrinted) {
  const PrintedReport report = county();
  const PrintedPdf pdf = print_pdf(report);
  for (const auto& [address, placed] : pdf.cells) {
    EXPECT_EQ(text_in(pdf.bytes, placed.page, placed.cell), report.at(address)) << address;
  }
}

TEST(PrintPdf, BeginsAPageBeforeARow) {
  const std::string above = "requests/denied.third_party_rights/total";
  const std::string below = "requests/denied.internal_affairs/total";
  PrintStyle style;
  style.break_before = {"requests/denied.internal_affairs"};
  const PrintedPdf pdf = print_pdf(county(), style);
  EXPECT_EQ(pdf.cells.at(below).page, pdf.cells.at(above).page + 1);
  EXPECT_DOUBLE_EQ(pdf.cells.at(below).cell.y0, style.margin_top);
}

TEST(PrintPdf, CutsTheLabelOfAMergedCellAtThePageEnd) {
  PrintStyle style;
  style.break_before = {"requests/denied.internal_affairs"};
  const PrintedPdf cut = print_pdf(county(), style);
  EXPECT_EQ(pages_with(cut, "公开").front(), pages_with(cut, "（三）不予").front() + 1);
  style.cut_label = CutLabel::kFirst;
  const PrintedPdf whole = print_pdf(county(), style);
  EXPECT_EQ(pages_with(whole, "公开").front(), pages_with(whole, "（三）不予").front());
}

TEST(PrintPdf, EndsAPageInTheMiddleOfARow) {
  PrintStyle style;
  style.request_labels = {0.05, 0.13, 0.27};  // 11 characters to a line
  style.cut_row = "requests/not_processed.reconfirmation";
  const PrintedPdf pdf = print_pdf(county(), style);
  const PlacedCell& figure = pdf.cells.at("requests/not_processed.reconfirmation/total");
  EXPECT_EQ(pages_with(pdf, "5.要求行政机关确认或重"), std::vector<int>{figure.page});
  EXPECT_EQ(pages_with(pdf, "新出具已获取信息"), std::vector<int>{figure.page + 1});
  EXPECT_TRUE(figure.cell.contains(figure.text.cx(), figure.text.cy()));
}

TEST(PrintPdf, RepeatsHeadsOnTheNextPage) {
  PrintStyle style;
  style.break_before = {"requests/granted"};
  EXPECT_EQ(pages_with(print_pdf(county(), style), "申请人情况").size(), 1u);
  style.repeat_head = true;
  EXPECT_EQ(pages_with(print_pdf(county(), style), "申请人情况").size(), 2u);
}

TEST(PrintPdf, TurnsThePageOfTheRequestsTable) {
  PrintStyle style;
  style.landscape_requests = true;
  const PrintedPdf pdf = print_pdf(county(), style);
  const auto landscape = [&](const char* address) {
    const PageSize page = pdf.pages.at(pdf.cells.at(address).page - 1);
    return page.width > page.height;
  };
  EXPECT_FALSE(landscape("proactive/charges/amount_10k_yuan"));
  EXPECT_TRUE(landscape("requests/carried_out/total"));
  EXPECT_FALSE(landscape("review/reconsideration/total"));
}

TEST(PrintPdf, SetsTheReviewTableAsThree) {
  PrintStyle style;
  style.review_layout = ReviewLayout::kThreeTables;
  const PrintedPdf pdf = print_pdf(county(), style);
  const Box first = pdf.cells.at("review/reconsideration/upheld").cell;
  const Box second = pdf.cells.at("review/litigation_direct/upheld").cell;
  EXPECT_EQ(first.x0, second.x0);
  EXPECT_LT(first.y1, second.y0);
}

TEST(PrintPdf, LeavesTheSidesOfAnOpenTableOpen) {
  const auto left_rule_is_inked = [](OuterRule outer) {
    PrintStyle style;
    style.outer_rule = outer;
    const PrintedPdf pdf = print_pdf(county(), style);
    const PlacedCell& placed = pdf.cells.at("review/reconsideration/upheld");
    const cv::Mat ink = page_images(pdf.bytes, kDpi).at(placed.page - 1) < 160;
    const int x = cvRound(placed.cell.x0 * kDpi / 72), y = cvRound(placed.cell.cy() * kDpi / 72);
    return cv::countNonZero(ink({x - 2, y, 5, 1})) > 0;
  };
  EXPECT_TRUE(left_rule_is_inked(OuterRule::kSame));
  EXPECT_TRUE(left_rule_is_inked(OuterRule::kDouble));
  EXPECT_FALSE(left_rule_is_inked(OuterRule::kOpen));
}

TEST(PrintPdf, PrintsTyposLocalRowsAndNotesAndLeavesRowsOut) {
  PrintedReport report = county();
  report.relabel("requests/denied.enforcement_files", "7.属于行政执法案件");
  report.relabel("商业企业", "企业");
  report.local_rows = {{"proactive/normative_documents", "其他文件", {"1", "2", "3"}}};
  report.notes["review"] = "注：含上年度结转数量";
  report.omitted = {"requests/granted", "proactive/regulations"};
  const PrintedPdf pdf = print_pdf(report);
  for (const char* text : {"7.属于行政执法案件", "企业", "其他文件", "注：含上年度结转数量"}) {
    EXPECT_EQ(pages_with(pdf, text).size(), 1u) << text;
  }
  EXPECT_TRUE(pages_with(pdf, "（一）予以公开").empty());
  EXPECT_FALSE(pdf.cells.contains("requests/granted/total"));
  EXPECT_TRUE(pdf.cells.contains("requests/partially_granted/total"));
}

TEST(PrintPdf, NamesAFontThatIsNotInstalled) {
  PrintStyle style;
  style.table_font = "No Such Song";
  try {
    print_pdf(county(), style);
    FAIL() << "printed with another font";
  } catch (const std::runtime_error& e) {
    EXPECT_NE(std::string(e.what()).find("No Such Song"), std::string::npos) << e.what();
  }
}

}  // namespace
}  // namespace gouji
