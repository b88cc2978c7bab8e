#include "ocr/identifying_part.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

namespace gouji {
namespace {

constexpr double kDpi = 100, kMm = kDpi / 25.4;

// A sheet of A4 on which lines of print can be drawn; all lengths in millimetres.
struct Sheet {
  cv::Mat gray = cv::Mat(cvRound(297 * kMm), cvRound(210 * kMm), CV_8UC1, cv::Scalar(255));

  // Characters of `size`, from `left` to `right`.
  void print(double left, double right, double top, double size = 4) {
    for (double x = left; x + size <= right; x += 1.25 * size) {
      cv::rectangle(gray, place(x, x + size, top, size), cv::Scalar(0), 2);
    }
  }
  static cv::Rect place(double left, double right, double top, double height = 4) {
    return {cvRound(left * kMm), cvRound(top * kMm), cvRound((right - left) * kMm),
            cvRound(height * kMm)};
  }
  static bool shows(const IdentifyingPart& part, double left, double right, double top) {
    const cv::Rect r = place(left, right, top) & cv::Rect(0, 0, part.gray.cols, part.bottom);
    return !r.empty() && cv::countNonZero(part.gray(r) < 128) > 0;
  }
};

TEST(IdentifyingPart, OfTheFirstPageIsItsHead) {
  Sheet sheet;
  sheet.print(60, 150, 40);
  sheet.print(30, 180, 200);
  const IdentifyingPart part = identifying_part(sheet.gray, kDpi, true, false);
  EXPECT_TRUE(Sheet::shows(part, 60, 150, 40));
  EXPECT_FALSE(Sheet::shows(part, 30, 180, 200));
}

TEST(IdentifyingPart, OfTheHeadAreItsFirstFewLines) {
  Sheet sheet;
  for (double top = 20; top <= 68; top += 8) sheet.print(60, 130, top);
  const IdentifyingPart part = identifying_part(sheet.gray, kDpi, true, false);
  for (double top = 20; top <= 60; top += 8) EXPECT_TRUE(Sheet::shows(part, 60, 130, top)) << top;
  EXPECT_FALSE(Sheet::shows(part, 60, 130, 68));
}

TEST(IdentifyingPart, TheTitleMayStandUnderAnOfficesHead) {
  Sheet sheet;
  sheet.print(50, 160, 20, 6);  // 人民政府文件
  sheet.print(85, 125, 34);     // its number
  sheet.print(45, 165, 50);     // a title in two lines, narrower than the text
  sheet.print(70, 140, 58);
  for (double top : {72.0, 80.0, 88.0}) sheet.print(30, 180, top);
  const IdentifyingPart part = identifying_part(sheet.gray, kDpi, true, false);
  EXPECT_TRUE(Sheet::shows(part, 45, 165, 50));
  EXPECT_TRUE(Sheet::shows(part, 70, 140, 58));
  EXPECT_FALSE(Sheet::shows(part, 30, 180, 72));
}

TEST(IdentifyingPart, TheHeadEndsWhereRunningTextBegins) {
  Sheet sheet;
  for (double top : {20.0, 28.0}) sheet.print(60, 130, top);  // a title in two lines
  for (double top : {40.0, 48.0, 56.0}) sheet.print(30, 180, top);
  const IdentifyingPart part = identifying_part(sheet.gray, kDpi, true, false);
  EXPECT_TRUE(Sheet::shows(part, 60, 130, 28));
  EXPECT_FALSE(Sheet::shows(part, 30, 180, 40));
}

TEST(IdentifyingPart, ATitleInLargerTypeIsNoRunningTextHoweverWide) {
  Sheet sheet;
  sheet.print(30, 180, 15);                                            // an issue's heading
  for (double top : {22.0, 31.0, 40.0}) sheet.print(30, 180, top, 6);  // a title in three lines
  for (double top = 52; top < 88; top += 8) sheet.print(30, 180, top);
  const IdentifyingPart part = identifying_part(sheet.gray, kDpi, true, false);
  for (double top : {22.0, 31.0, 40.0}) EXPECT_TRUE(Sheet::shows(part, 30, 180, top)) << top;
  EXPECT_FALSE(Sheet::shows(part, 30, 180, 52));
}

TEST(IdentifyingPart, TheFirstTwoLinesAreATitleWhateverTheyLookLike) {
  Sheet sheet;
  for (double top = 20; top < 88; top += 8) sheet.print(30, 180, top);
  const IdentifyingPart part = identifying_part(sheet.gray, kDpi, true, false);
  for (double top : {20.0, 28.0}) EXPECT_TRUE(Sheet::shows(part, 30, 180, top)) << top;
  EXPECT_FALSE(Sheet::shows(part, 30, 180, 36));
}

TEST(IdentifyingPart, RunningTextWithAWideSpaceInEachLineIsNoTitle) {
  Sheet sheet;
  for (double top : {20.0, 28.0}) sheet.print(60, 130, top);
  for (double top = 40; top < 88; top += 8) {
    sheet.print(30, 90, top);
    sheet.print(98, 180, top);
  }
  const IdentifyingPart part = identifying_part(sheet.gray, kDpi, true, false);
  EXPECT_TRUE(Sheet::shows(part, 60, 130, 28));
  EXPECT_FALSE(Sheet::shows(part, 30, 180, 40));
}

TEST(IdentifyingPart, ATitleUnderAHigherHeadingIsKept) {
  Sheet sheet;
  sheet.print(40, 170, 15, 7);
  for (double top = 30; top < 88; top += 8) sheet.print(30, 180, top);
  EXPECT_TRUE(Sheet::shows(identifying_part(sheet.gray, kDpi, true, false), 30, 180, 30));
}

TEST(IdentifyingPart, OfAnEmptyHeadIsNothing) {
  Sheet sheet;
  sheet.print(30, 180, 200);
  EXPECT_TRUE(identifying_part(sheet.gray, kDpi, true, false).gray.empty());
}

TEST(IdentifyingPart, AParagraphUnderATitleInTheSameTypeIsNone) {
  Sheet sheet;
  sheet.print(40, 170, 20);
  sheet.print(40, 180, 32);  // set in by two characters of 5 mm
  for (double top = 40; top < 88; top += 8) sheet.print(30, 180, top);
  const IdentifyingPart part = identifying_part(sheet.gray, kDpi, true, false);
  EXPECT_TRUE(Sheet::shows(part, 40, 170, 20));
  EXPECT_FALSE(Sheet::shows(part, 40, 180, 32));
}

TEST(IdentifyingPart, OfTheLastPageAreTheLinesAtItsEndThatAreNoRunningText) {
  Sheet sheet;
  for (double top = 30; top < 120; top += 8) sheet.print(30, 180, top);
  sheet.print(100, 180, 130);  // who
  sheet.print(120, 170, 140);  // when
  sheet.print(100, 108, 280);  // the page number
  const IdentifyingPart part = identifying_part(sheet.gray, kDpi, false, true);
  EXPECT_TRUE(Sheet::shows(part, 100, 180, 130));
  EXPECT_TRUE(Sheet::shows(part, 120, 170, 140));
  for (double top = 30; top < 120; top += 8) EXPECT_FALSE(Sheet::shows(part, 30, 180, top)) << top;
}

TEST(IdentifyingPart, ALoneSignatureOnTheLastPageStays) {
  Sheet sheet;
  sheet.print(90, 180, 30);
  sheet.print(110, 170, 40);
  const IdentifyingPart part = identifying_part(sheet.gray, kDpi, false, true);
  EXPECT_TRUE(Sheet::shows(part, 90, 180, 30));
  EXPECT_TRUE(Sheet::shows(part, 110, 170, 40));
}

TEST(IdentifyingPart, OfOtherPagesIsNothingAndOfASingleOneAll) {
  Sheet sheet;
  sheet.print(30, 180, 200);
  EXPECT_TRUE(identifying_part(sheet.gray, kDpi, false, false).gray.empty());
  EXPECT_TRUE(Sheet::shows(identifying_part(sheet.gray, kDpi, true, true), 30, 180, 200));
}

}  // namespace
}  // namespace gouji
