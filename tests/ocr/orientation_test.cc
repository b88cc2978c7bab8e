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

// A page of text, and one of tables, that lie turned by each right angle.
TEST(SetUpright, FindsWhichWayUpPagesLie) {
  const Sheets sheets = printed_sheets(kDpi);
  for (const cv::Mat& gray : {sheets.text, sheets.tables}) {
    for (int lay : {0, 1, 2, 3}) {
      Page page = page_of(gray, kDpi);
      turn(page, lay);
      EXPECT_EQ(set_upright(page, reader(), 0), (4 - lay) % 4) << lay;
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
  EXPECT_EQ(set_upright(page, reader(), 0), 0);
}

TEST(SetUpright, TurnsAnEmptyPageAsThePagesBeforeIt) {
  Page page = page_of(cv::Mat(1700, 1200, CV_8UC1, cv::Scalar(255)), kDpi);
  EXPECT_EQ(set_upright(page, reader(), 3), 3);
  EXPECT_EQ(page.gray.cols, 1700);
}

}  // namespace
}  // namespace gouji
