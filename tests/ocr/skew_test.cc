#include "ocr/skew.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "ocr/small_ink.h"
#include "tests/support/pdf_probe.h"
#include "tests/support/scanner.h"
#include "tests/support/sheets.h"

namespace gouji {
namespace {

constexpr double kDpi = 150;
constexpr double kTextSkew = 0.1, kTableSkew = 0.06;  // degrees; how far off an angle may be

double skew_of(const cv::Mat& gray) { return skew_angle(small_ink(gray, kDpi).ink); }

TEST(SkewAngle, IsTheAngleThatPrintedPagesAreTurnedBy) {
  const Sheets sheets = printed_sheets(kDpi);
  for (double degrees : {-4.0, -1.7, -0.3, 0.0, 0.1, 0.9, 2.5, 4.5}) {
    EXPECT_NEAR(skew_of(turned(sheets.text, degrees)), degrees, kTextSkew);
    EXPECT_NEAR(skew_of(turned(sheets.tables, degrees)), degrees, kTableSkew);
  }
}

TEST(SkewAngle, IsTheAngleThatScannedPagesAreTurnedBy) {
  const PrintedPdf pdf = print_pdf(sample_report(standard_form("2021")));
  const Scan scan{.dpi = 150, .rotation = 1.3, .blur = 0.7, .noise = 6, .speckles = 30};
  const std::vector<cv::Mat> pages = page_images(scan_pdf(pdf, scan).bytes, kDpi);
  EXPECT_NEAR(skew_of(pages.at(0)), 1.3, kTextSkew);
  EXPECT_NEAR(skew_of(pages.at(2)), 1.3, kTableSkew);
}

TEST(SkewAngle, OfAnEmptyPageIsZero) {
  EXPECT_EQ(skew_of(cv::Mat(1500, 1000, CV_8UC1, cv::Scalar(255))), 0);
  cv::Mat dust(1500, 1000, CV_8UC1, cv::Scalar(255));
  cv::circle(dust, {300, 400}, 2, cv::Scalar(0), -1);
  EXPECT_EQ(skew_of(dust), 0);
}

}  // namespace
}  // namespace gouji
