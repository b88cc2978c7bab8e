#include "ocr/clean_up.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

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

Page page_of(const cv::Mat& gray) {
  Page page;
  page.number = 1;
  page.dpi = kDpi;
  page.gray = gray.clone();
  page.to_points = {72 / kDpi, 0, 0, 0, 72 / kDpi, 0};
  return page;
}

TEST(SkewAngle, IsTheAngleThatPrintedPagesAreTurnedBy) {
  for (double degrees : {-4.0, -1.7, -0.3, 0.0, 0.1, 0.9, 2.5, 4.5}) {
    EXPECT_NEAR(skew_angle(turned(printed_pages()[0], degrees)), degrees, kTextSkew);
    EXPECT_NEAR(skew_angle(turned(printed_pages()[1], degrees)), degrees, kTableSkew);
  }
}

TEST(SkewAngle, IsTheAngleThatScannedPagesAreTurnedBy) {
  const PrintedPdf pdf = print_pdf(sample_report(standard_form("2021")));
  const Scan scan{.dpi = 150, .rotation = 1.3, .blur = 0.7, .noise = 6, .speckles = 30};
  const std::vector<cv::Mat> pages = page_images(scan_pdf(pdf, scan).bytes, kDpi);
  EXPECT_NEAR(skew_angle(pages.at(0)), 1.3, kTextSkew);
  EXPECT_NEAR(skew_angle(pages.at(2)), 1.3, kTableSkew);
}

TEST(SkewAngle, OfAnEmptyPageIsZero) {
  EXPECT_EQ(skew_angle(cv::Mat(1500, 1000, CV_8UC1, cv::Scalar(255))), 0);
  cv::Mat dust(1500, 1000, CV_8UC1, cv::Scalar(255));
  cv::circle(dust, {300, 400}, 2, cv::Scalar(0), -1);
  EXPECT_EQ(skew_angle(dust), 0);
}

TEST(CleanUp, StraightensThePage) {
  for (double degrees : {-2.0, 0.7}) {
    Page page = page_of(turned(printed_pages()[1], degrees));
    even_out(page);
    straighten(page);
    EXPECT_NEAR(skew_angle(page.gray), 0, kTableSkew) << degrees;
  }
}

// Where the darkest of the pixels around `near` lie on average.
cv::Point2d spot_near(const cv::Mat& gray, const cv::Point2d& near, int reach) {
  const cv::Rect around(cvRound(near.x) - reach, cvRound(near.y) - reach, 2 * reach, 2 * reach);
  const cv::Moments m = cv::moments(gray(around) < 128, true);
  return {around.x + m.m10 / m.m00, around.y + m.m01 / m.m00};
}

TEST(CleanUp, KeepsTheWayBackToThePageAsDisplayed) {
  const cv::Size size = printed_pages()[1].size();
  const cv::Point2d spots[] = {{40, 40},
                               {size.width - 40.0, 40},
                               {40, size.height - 40.0},
                               {size.width - 40.0, size.height - 40.0},
                               {size.width / 2.0, 60}};
  for (double degrees : {-1.3, 0.0, 0.8}) {
    cv::Mat gray = turned(printed_pages()[1], degrees);
    for (const cv::Point2d& spot : spots) cv::circle(gray, spot, 6, cv::Scalar(0), -1);
    Page page = page_of(gray);
    even_out(page);
    straighten(page);
    for (const cv::Point2d& spot : spots) {
      const double x = spot.x * 72 / kDpi, y = spot.y * 72 / kDpi;
      const cv::Point2d found = spot_near(page.gray, page.in_pixels(x, y), 12);
      const Box back = page.in_points({found.x, found.y, found.x, found.y});
      EXPECT_NEAR(back.x0 * kDpi / 72, spot.x, 1) << degrees << " degrees";
      EXPECT_NEAR(back.y0 * kDpi / 72, spot.y, 1) << degrees << " degrees";
    }
  }
}

TEST(CleanUp, EvensOutTheLight) {
  cv::Mat gray = printed_pages()[0].clone();
  const int dark = cv::countNonZero(gray < 100);
  for (int y = 0; y < gray.rows; ++y) {
    gray.row(y) *= 1 - 0.4 * y / gray.rows;  // a shadow over the lower part
  }
  Page page = page_of(gray);
  even_out(page);
    straighten(page);
  const double paper = static_cast<double>(cv::countNonZero(page.gray > 235)) /
                       cv::countNonZero(printed_pages()[0] > 235);
  EXPECT_GT(paper, 0.97);
  EXPECT_NEAR(cv::countNonZero(page.gray < 100), dark, 0.1 * dark);
}

}  // namespace
}  // namespace gouji
