#include "ocr/sheet.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>
#include <vector>

namespace gouji {
namespace {

constexpr double kDpi = 100;

// Lines of print `leading` pixels apart.
void print(cv::Mat& picture, const cv::Rect& place, int leading, int level) {
  for (int y = place.y; y < place.br().y; y += leading) {
    for (int x = place.x; x < place.br().x; x += 18) {
      cv::rectangle(picture, cv::Rect(x, y, 14, 14), cv::Scalar(level), 2);
    }
  }
}

// A photograph of a sheet of A4, aslant on a desk of gray level `desk`, with lines of print.
cv::Mat photograph(int desk, int grain) {
  cv::Mat picture(830, 1180, CV_8UC1);
  cv::RNG(1).fill(picture, cv::RNG::NORMAL, desk, grain);
  cv::blur(picture, picture, {2, 2});
  const std::vector<cv::Point> sheet = {{60, 50}, {1120, 40}, {1135, 780}, {40, 775}};
  cv::fillConvexPoly(picture, sheet, 235);
  print(picture, {150, 150, 850, 550}, 30, 40);
  return picture;
}

TEST(SheetMask, IsTheSheetAndNotTheDesk) {
  const struct {
    const char* what;
    int desk, grain;
  } kDesks[] = {{"smooth and dark", 90, 0},
                {"dark, with a grain", 90, 40},
                {"light, with a grain", 215, 60},
                {"as light as paper, with a grain", 235, 40}};
  for (const auto& d : kDesks) {
    SCOPED_TRACE(d.what);
    const cv::Mat mask = sheet_mask(photograph(d.desk, d.grain), kDpi);
    ASSERT_FALSE(mask.empty());
    EXPECT_TRUE(mask.at<uchar>(400, 600));
    EXPECT_TRUE(mask.at<uchar>(90, 100));
    EXPECT_FALSE(mask.at<uchar>(20, 600));
    EXPECT_FALSE(mask.at<uchar>(400, 1160));
    EXPECT_FALSE(mask.at<uchar>(810, 20));
  }
}

// Of two levels, as faxes and copiers have.
TEST(SheetMask, IsTheSheetWithinACopiersBlackMargins) {
  cv::Mat picture(1180, 830, CV_8UC1, cv::Scalar(255));
  cv::rectangle(picture, cv::Rect(8, 8, 815, 1165), cv::Scalar(0), cv::FILLED);
  cv::rectangle(picture, cv::Rect(40, 30, 740, 1110), cv::Scalar(255), cv::FILLED);
  print(picture, {120, 150, 580, 850}, 30, 0);
  const cv::Mat mask = sheet_mask(picture, kDpi);
  ASSERT_FALSE(mask.empty());
  EXPECT_TRUE(mask.at<uchar>(600, 400));
  EXPECT_FALSE(mask.at<uchar>(600, 20));
  EXPECT_FALSE(mask.at<uchar>(1160, 400));
}

// A book laid open on a copier: its fold lies in the dark, as what is around it.
TEST(SheetMask, IsBothPagesOfAnOpenBook) {
  cv::Mat picture(1000, 1400, CV_8UC1, cv::Scalar(30));
  cv::rectangle(picture, cv::Rect(50, 40, 1310, 920), cv::Scalar(240), cv::FILLED);
  for (int x = 640; x <= 760; ++x) {  // paper bends down to the fold
    picture(cv::Rect(x, 40, 1, 920)) = std::max(30, 240 - 210 * (60 - std::abs(x - 700)) / 50);
  }
  print(picture, {120, 150, 440, 700}, 40, 40);
  print(picture, {804, 150, 476, 700}, 40, 40);
  const cv::Mat mask = sheet_mask(picture, kDpi);
  ASSERT_FALSE(mask.empty());
  EXPECT_TRUE(mask.at<uchar>(500, 300));
  EXPECT_TRUE(mask.at<uchar>(500, 1100));
  EXPECT_FALSE(mask.at<uchar>(20, 300));
}

// The lid of a scanner is hardly darker than paper.
TEST(SheetMask, IsTheSheetUnderALightLid) {
  cv::Mat picture(1180, 830, CV_8UC1, cv::Scalar(190));
  cv::rectangle(picture, {30, 0, 700, 1100}, cv::Scalar(244), cv::FILLED);
  cv::rectangle(picture, {200, 200, 300, 300}, cv::Scalar(40), 3);
  const cv::Mat mask = sheet_mask(picture, kDpi);
  ASSERT_FALSE(mask.empty());
  EXPECT_TRUE(mask.at<uchar>(600, 400));
  EXPECT_FALSE(mask.at<uchar>(600, 10));
  EXPECT_FALSE(mask.at<uchar>(600, 780));
  EXPECT_FALSE(mask.at<uchar>(1150, 400));
}

// A picture cut out along a table whose last column is shaded, figures in it.
TEST(SheetMask, AShadedColumnIsNoLid) {
  for (int shade : {195, 205, 217}) {
    SCOPED_TRACE(shade);
    cv::Mat picture(500, 830, CV_8UC1, cv::Scalar(250));
    cv::rectangle(picture, {700, 0, 130, 500}, cv::Scalar(shade), cv::FILLED);
    for (int y = 0; y < 500; y += 30) {
      cv::line(picture, {0, y}, {829, y}, cv::Scalar(30));
      for (int x = 60; x < 830; x += 120) {
        cv::rectangle(picture, {x, y + 9, 6, 11}, cv::Scalar(40));
      }
    }
    EXPECT_TRUE(sheet_mask(picture, kDpi).empty());
  }
}

TEST(SheetMask, IsNoneWhereTheSheetFillsThePicture) {
  cv::Mat picture(830, 1180, CV_8UC1, cv::Scalar(235));
  cv::rectangle(picture, {200, 200, 600, 300}, cv::Scalar(40), 3);
  EXPECT_TRUE(sheet_mask(picture, kDpi).empty());
}

}  // namespace
}  // namespace gouji
