#include "ocr/spread.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

namespace gouji {
namespace {

constexpr double kDpi = 100;
constexpr int kWidth = 1654, kHeight = 1169;  // A3
const cv::Scalar kInk(30);

Page sheet(int width = kWidth, int height = kHeight) {
  Page page;
  page.number = 3;
  page.dpi = kDpi;
  page.gray = cv::Mat(height, width, CV_8UC1, cv::Scalar(255));
  page.to_points = cv::Matx23d(72 / kDpi, 0, 0, 0, 72 / kDpi, 0);
  page.width = width * 72 / kDpi;
  page.height = height * 72 / kDpi;
  page.images = {{{0, 0, page.width, page.height}, kDpi}};
  return page;
}

// Lines of print.
void print(Page& page, int left, int right) {
  for (int y = 120; y < page.gray.rows - 120; y += 30) {
    cv::rectangle(page.gray, {left, y}, {right, y + 14}, kInk, cv::FILLED);
  }
}

Page two_pages() {
  Page page = sheet();
  print(page, 120, 700);
  print(page, 950, 1530);
  return page;
}

TEST(PrintedPages, OfABookletAreItsSheetsHalves) {
  Page page = two_pages();
  const std::vector<Page> out = printed_pages(page, false);
  ASSERT_EQ(out.size(), 2u);
  EXPECT_EQ(out[0].side, Side::kLeft);
  EXPECT_EQ(out[1].side, Side::kRight);
  EXPECT_EQ(out[0].gray.cols + out[1].gray.cols, kWidth);
  EXPECT_NEAR(out[0].gray.cols, kWidth / 2, 1);
  for (const Page& half : out) {
    EXPECT_EQ(half.number, 3);
    EXPECT_GT(cv::countNonZero(half.gray < 128), 1000);
  }
  // A pixel of the right half is where it was on the sheet.
  const int left = out[0].gray.cols;
  EXPECT_NEAR(out[1].in_points({10, 20, 30, 40}).x0,
              page.in_points({left + 10.0, 20, left + 30.0, 40}).x0, 1e-9);
  EXPECT_EQ(out[1].gray.at<uchar>(125, 950 - left), page.gray.at<uchar>(125, 950));
}

TEST(PrintedPages, OfABookletThatLayASkewAndHasAFoldAndDust) {
  Page page = two_pages();
  cv::line(page.gray, {830, 0}, {834, kHeight}, cv::Scalar(150), 3);
  cv::RNG random(1);
  for (int i = 0; i < 150; ++i) {
    page.gray.at<uchar>(random.uniform(0, kHeight), random.uniform(0, kWidth)) = 0;
  }
  const cv::Mat turn = cv::getRotationMatrix2D({kWidth / 2.0F, kHeight / 2.0F}, 1.5, 1);
  cv::warpAffine(page.gray, page.gray, turn, page.gray.size(), cv::INTER_LINEAR,
                 cv::BORDER_REPLICATE);
  EXPECT_EQ(printed_pages(page, false).size(), 2u);
}

TEST(PrintedPages, ASheetWithOneFullHalfHasTwoInABookletAlone) {
  Page page = sheet();
  print(page, 120, 700);
  EXPECT_EQ(printed_pages(page, false).size(), 1u);
  EXPECT_EQ(printed_pages(page, true).size(), 2u);
  EXPECT_EQ(printed_pages(sheet(), true).size(), 2u);
}

// The last page of a report on wide sheets.
TEST(PrintedPages, OfAWideSheetWithASignatureAreOne) {
  Page page = sheet();
  for (int y : {120, 150}) {
    cv::rectangle(page.gray, {150, y}, {700, y + 14}, kInk, cv::FILLED);
    cv::rectangle(page.gray, {1000, y + 200}, {1250, y + 214}, kInk, cv::FILLED);
  }
  EXPECT_EQ(printed_pages(page, false).size(), 1u);
}

// Two pages to a sheet as a printer driver sets them.
TEST(PrintedPages, OfASheetWithATextLayerHaveTheirGlyphs) {
  Page page = two_pages();
  page.images.clear();
  for (const double x : {100, 300, 700}) {  // points
    Glyph glyph;
    glyph.text = "字";
    glyph.box = {x, 100, x + 10, 110};
    page.glyphs.push_back(glyph);
  }
  const std::vector<Page> out = printed_pages(page, false);
  ASSERT_EQ(out.size(), 2u);
  ASSERT_EQ(out[0].glyphs.size(), 2u);
  ASSERT_EQ(out[1].glyphs.size(), 1u);
  EXPECT_EQ(out[1].glyphs[0].box.x0, 700);
}

// A table of a web page that goes over the middle.
TEST(PrintedPages, OfASheetWithATextLayerAndALightRuleAcrossTheMiddleAreOne) {
  Page page = two_pages();
  page.images.clear();
  cv::line(page.gray, {120, 400}, {1530, 400}, cv::Scalar(240));
  EXPECT_EQ(printed_pages(page, false).size(), 1u);
}

TEST(PrintedPages, OfTheSmallestPictureAreOne) {
  Page page = sheet(7, 5);
  page.dpi = 360;
  EXPECT_EQ(printed_pages(page, true).size(), 1u);
  page.gray.release();
  EXPECT_EQ(printed_pages(page, true).size(), 1u);
}

TEST(PrintedPages, OfASheetWithPrintAcrossItsMiddleAreOne) {
  Page wide = sheet();
  print(wide, 120, 1530);
  EXPECT_EQ(printed_pages(wide, false).size(), 1u);
  // A table with a column's rule in the middle, and one heading across.
  Page table = two_pages();
  cv::rectangle(table.gray, {400, 60}, {1250, 80}, kInk, cv::FILLED);
  const std::vector<Page> out = printed_pages(table, false);
  ASSERT_EQ(out.size(), 1u);
  EXPECT_EQ(out[0].side, Side::kWhole);
  EXPECT_EQ(out[0].gray.size(), table.gray.size());
}

TEST(PrintedPages, ATableOfThinRulesAcrossTheMiddleIsNotCut) {
  Page page = sheet();
  for (int i = 0; i <= 8; ++i) {
    cv::line(page.gray, {150, 300 + 60 * i}, {1500, 300 + 60 * i}, cv::Scalar(90), 1);
    cv::line(page.gray, {150 + 168 * i, 300}, {150 + 168 * i, 780}, cv::Scalar(90), 1);
  }
  EXPECT_EQ(printed_pages(page, true).size(), 1u);
}

// A page that the table's last row alone is left for.
TEST(PrintedPages, ATableOfOneRowIsNotCutEither) {
  for (double degrees : {-0.5, 0.0, 0.5}) {
    for (bool dotted : {false, true}) {
      Page page = sheet();
      for (int y : {100, 140}) {
        cv::line(page.gray, {150, y}, {1500, y}, cv::Scalar(90), 1);
        for (int x = 150; dotted && x + 4 < 1500; x += 8) {
          cv::line(page.gray, {x, y}, {x + 3, y}, cv::Scalar(255), 1);
        }
      }
      for (int x = 150; x <= 1500; x += 150) {
        cv::line(page.gray, {x, 100}, {x, 140}, cv::Scalar(90), 1);
        cv::rectangle(page.gray, {x + 20, 112}, {x + 30, 128}, kInk, cv::FILLED);
      }
      const cv::Mat turn = cv::getRotationMatrix2D({kWidth / 2.0F, kHeight / 2.0F}, degrees, 1);
      cv::warpAffine(page.gray, page.gray, turn, page.gray.size(), cv::INTER_LINEAR,
                     cv::BORDER_REPLICATE);
      EXPECT_EQ(printed_pages(page, true).size(), 1u) << degrees << dotted;
    }
  }
}

TEST(PrintedPages, OfAnUprightSheetAreOne) {
  Page page = sheet(kHeight, kWidth);
  print(page, 100, 500);
  print(page, 650, 1050);
  EXPECT_EQ(printed_pages(page, false).size(), 1u);
}

}  // namespace
}  // namespace gouji
