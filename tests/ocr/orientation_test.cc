#include "ocr/orientation.h"

#include <gtest/gtest.h>

#include "ocr/turn.h"
#include "tests/support/pdf_probe.h"
#include "tests/support/report_printer.h"
#include "tests/support/sheets.h"

namespace gouji {
namespace {

constexpr double kDpi = 150;

TextReader& reader() {
  static TextReader one;
  return one;
}

TEST(Turn, KeepsTheWayBackToThePage) {
  cv::Mat gray(300, 200, CV_8UC1, cv::Scalar(255));
  gray.at<uchar>(40, 30) = 0;
  for (int quarters : {0, 1, 2, 3}) {
    Page page = page_of(gray, kDpi);
    turn(page, quarters);
    EXPECT_EQ(page.gray.cols, quarters % 2 ? 300 : 200);
    const cv::Point2d at = page.in_pixels(30 * 72 / kDpi, 40 * 72 / kDpi);
    EXPECT_EQ(page.gray.at<uchar>(cvRound(at.y), cvRound(at.x)), 0) << quarters;
  }
}

TEST(Turn, OneQuarterIsClockwise) {
  cv::Mat gray(300, 200, CV_8UC1, cv::Scalar(255));
  gray.at<uchar>(0, 0) = 0;
  Page page = page_of(gray, kDpi);
  turn(page, 1);
  EXPECT_EQ(page.gray.at<uchar>(0, page.gray.cols - 1), 0);
}

// Turns the page upright by all that there is to know; the quarters.
int make_upright(Page& page, int usual) {
  SmallInk small = small_ink(page.gray, page.dpi);
  Orientation orientation = set_upright(page, small, usual);
  EXPECT_EQ(small.ink.cols < small.ink.rows, page.gray.cols < page.gray.rows);
  if (orientation.certain || !is_upside_down(page, small, orientation, reader()))
    return orientation.quarters;
  turn(page, 2);
  return (orientation.quarters + 2) % 4;
}

// A page of text, and one of tables, that orientation turned by each right angle.
TEST(SetUpright, FindsWhichWayUpPagesLie) {
  const Sheets sheets = printed_sheets(kDpi);
  for (const cv::Mat& gray : {sheets.text, sheets.tables}) {
    for (int lay : {0, 1, 2, 3}) {
      Page page = page_of(gray, kDpi);
      turn(page, lay);
      EXPECT_EQ(make_upright(page, 0), (4 - lay) % 4) << lay;
      EXPECT_EQ(cv::countNonZero(page.gray != gray), 0) << lay;
    }
  }
}

TEST(SetUpright, LeavesALandscapeTableUpright) {
  PrintStyle style;
  style.landscape_requests = true;
  const PrintedPdf pdf = print_pdf(sample_report(standard_form("2021")), style);
  const int table = pdf.cells.at("requests/unavailable.not_held/total").page;
  Page page = page_of(page_images(pdf.bytes, kDpi).at(table - 1), kDpi);
  ASSERT_GT(page.gray.cols, page.gray.rows);
  EXPECT_EQ(make_upright(page, 0), 0);
}

Table table_of(const std::vector<std::pair<std::string, double>>& words) {
  Table table;
  for (const auto& [text, confidence] : words) {
    table.cells.emplace_back().reading = single_reading(text, confidence, Method::kOcr);
  }
  return table;
}

TEST(IsUpright, BelievesLabelsThatAreLegible) {
  EXPECT_TRUE(is_upright({table_of({{"行政许可", 0.9}, {"行政处罚", 0.85}, {"12", 1}})}, {}));
}

TEST(IsUpright, BelievesTextBesideThem) {
  Legibility text;
  text.add("一、总体情况", 0.9);
  EXPECT_TRUE(is_upright({}, text));
}

TEST(IsUpright, DoesNotBelieveFewOrIllegibleLabels) {
  EXPECT_FALSE(is_upright({}, {}));
  EXPECT_FALSE(is_upright({table_of({{"行政许可", 0.9}})}, {}));
  EXPECT_FALSE(is_upright({table_of({{"行政许可", 0.9}, {"巴下上丁工人", 0.2}})}, {}));
}

TEST(SetUpright, TurnsAnEmptyPageAsThePagesBeforeIt) {
  Page page = page_of(cv::Mat(1700, 1200, CV_8UC1, cv::Scalar(255)), kDpi);
  EXPECT_EQ(make_upright(page, 3), 3);
  EXPECT_EQ(page.gray.cols, 1700);
}

}  // namespace
}  // namespace gouji
