#include "ocr/label_line.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "tests/ocr/digit_cell.h"

namespace gouji {
namespace {

constexpr double kDpi = 200;

// Columns with ink, from the first to the last.
cv::Rect ink_of(const cv::Mat& line) { return cv::boundingRect(line > 60); }

TEST(FindWords, BringsCharactersToOneHeightAtAnyResolution) {
  for (double dpi : {120.0, 200.0, 400.0}) {
    const cv::Mat line = find_words(print_cell("行政许可", {.dpi = dpi, .width = 90}), dpi);
    ASSERT_EQ(line.rows, kWordsHeight) << dpi;
    EXPECT_NEAR(ink_of(line).height, 20, 2) << dpi;
    EXPECT_NEAR(ink_of(line).width, 84, 10) << dpi;
  }
}

TEST(FindWords, LinesOneUnderAnotherStandBehindEachOther) {
  const cv::Mat one = print_cell("科研", {.dpi = kDpi, .width = 60});
  const cv::Mat other = print_cell("机构", {.dpi = kDpi, .width = 60});
  cv::Mat cell;
  cv::vconcat(one, other, cell);
  const cv::Mat line = find_words(cell, kDpi);
  const cv::Mat alone = find_words(one, kDpi);
  ASSERT_EQ(line.rows, kWordsHeight);
  EXPECT_NEAR(ink_of(line).width, 2 * ink_of(alone).width, 14);
}

// `texts` one under another, with `gap` pixels of paper between their ink.
cv::Mat tight_lines(const std::vector<std::string>& texts, int gap) {
  cv::Mat cell(4, 260, CV_8UC1, cv::Scalar(255));
  for (const std::string& text : texts) {
    const cv::Mat line = print_cell(text, {.font = "AR PL UMing CN 10", .dpi = kDpi, .width = 90});
    const cv::Mat ink = line(cv::boundingRect(line < 128));
    cv::Mat row(ink.rows + gap, cell.cols, CV_8UC1, cv::Scalar(255));
    ink.copyTo(row(cv::Rect({5, 0}, ink.size())));
    cv::vconcat(cell, row, cell);
  }
  return cell;
}

TEST(FindWords, LinesWithHardlyAnyPaperBetweenThemAreToldApart) {
  const int alone = ink_of(find_words(tight_lines({"结果维持"}, 4), kDpi)).width;
  for (int gap : {0, 1, 2}) {
    const cv::Mat two = find_words(tight_lines({"结果维持", "尚未审结"}, gap), kDpi);
    EXPECT_NEAR(ink_of(two).width, 2 * alone, 16) << gap;
    const cv::Mat four =
        find_words(tight_lines({"结果维持", "尚未审结", "结果维持", "尚未审结"}, gap), kDpi);
    EXPECT_NEAR(ink_of(four).width, 4 * alone, 32) << gap;
  }
}

TEST(FindWords, WhatHasPaperInItsMiddleIsOneLine) {
  for (const char* text : {"二三年", "合计", "小计", "总计", "1.2"}) {
    const cv::Mat line = find_words(tight_lines({text}, 4), kDpi);
    ASSERT_FALSE(line.empty()) << text;
    EXPECT_LT(ink_of(line).width, 3.6 * 20) << text;
  }
}

TEST(FindWords, RulesAndDustAreNoPrint) {
  const cv::Mat clean = find_words(print_cell("总计", {.dpi = kDpi, .width = 60}), kDpi);
  cv::Mat cell = print_cell("总计", {.dpi = kDpi, .width = 60, .rule = 0.5});
  cell(cv::Rect(6, 6, 2, 2)).setTo(0);
  EXPECT_NEAR(ink_of(find_words(cell, kDpi)).width, ink_of(clean).width, 3);
}

TEST(FindWords, ShadeAndLightDoNotMatter) {
  const cv::Mat cell = print_cell("总计", {.dpi = kDpi, .width = 60});
  cv::Mat shaded;
  cell.convertTo(shaded, CV_8U, 0.5, 40);
  const cv::Mat a = find_words(cell, kDpi), b = find_words(shaded, kDpi);
  ASSERT_EQ(a.size(), b.size());
  cv::Mat difference;
  cv::absdiff(a, b, difference);
  EXPECT_LT(cv::mean(difference)[0], 6);
}

TEST(FindWords, NothingPrintedNothingFound) {
  EXPECT_TRUE(find_words(cv::Mat(40, 90, CV_8UC1, cv::Scalar(255)), kDpi).empty());
  EXPECT_TRUE(find_words(cv::Mat(3, 3, CV_8UC1, cv::Scalar(0)), kDpi).empty());
  EXPECT_TRUE(find_words(cv::Mat(), kDpi).empty());
}

}  // namespace
}  // namespace gouji
