#include "ocr/skew.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "ocr/small_ink.h"
#include "tests/support/pdf_probe.h"
#include "tests/support/scanner.h"

namespace gouji {
namespace {

constexpr double kDpi = 150;
constexpr double kTextSkew = 0.1, kTableSkew = 0.06;  // degrees; how far off an angle may be

// A page of text and one of tables, in gray.
const std::vector<cv::Mat>& printed_pages() {
  static const std::vector<cv::Mat> pages = [] {
    const PrintedPdf pdf = print_pdf(sample_report(standard_form("2021")));
    std::vector<cv::Mat> all = page_images(pdf.bytes, kDpi);
    const int table = pdf.cells.at("requests/unavailable.not_held/total").page;
    return std::vector<cv::Mat>{all.at(0), all.at(table - 1)};
  }();
  return pages;
}

cv::Mat turn(const cv::Point2d& centre, double clockwise) {
  return cv::getRotationMatrix2D(centre, -clockwise, 1);
}

cv::Mat turned(const cv::Mat& image, double clockwise) {
  cv::Mat out;
  cv::warpAffine(image, out, turn({image.cols / 2.0, image.rows / 2.0}, clockwise), image.size(),
                 cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar(255));
  return out;
}

double skew_of(const cv::Mat& gray) { return skew_angle(small_ink(gray, kDpi).ink); }

TEST(SkewAngle, IsTheAngleThatPrintedPagesAreTurnedBy) {
  for (double degrees : {-4.0, -1.7, -0.3, 0.0, 0.1, 0.9, 2.5, 4.5}) {
    EXPECT_NEAR(skew_of(turned(printed_pages()[0], degrees)), degrees, kTextSkew);
    EXPECT_NEAR(skew_of(turned(printed_pages()[1], degrees)), degrees, kTableSkew);
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
