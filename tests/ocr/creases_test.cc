#include "ocr/creases.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "tests/support/sheets.h"

namespace gouji {
namespace {

constexpr double kDpi = 150;

const cv::Mat& sheet() {
  static const cv::Mat printed = printed_sheets(kDpi).tables;
  return printed;
}

// How many pixels are clearly other than those of the sheet without the crease.
int changed(const cv::Mat& gray) {
  cv::Mat apart;
  cv::absdiff(gray, sheet(), apart);
  return cv::countNonZero(apart > 60);
}

// With a line of a gray level from one place to another, as a fold leaves it on a scan.
cv::Mat creased(cv::Point from, cv::Point to, int level) {
  cv::Mat line(sheet().size(), CV_8UC1, cv::Scalar(255)), out;
  cv::line(line, from, to, level, 2, cv::LINE_AA);
  cv::min(line, sheet(), out);
  return out;
}

// Where it crosses print, some of it stays.
TEST(RubOutCreases, LinesFromEdgeToEdgeBecomePaperAndPrintStays) {
  const int right = sheet().cols - 1, bottom = sheet().rows - 1;
  for (const auto& [from, to] : {std::pair{cv::Point(0, 700), cv::Point(right, 712)},
                                 {cv::Point(455, 0), cv::Point(447, bottom)}}) {
    cv::Mat gray = creased(from, to, 150);
    const int before = changed(gray);
    rub_out_creases(gray, kDpi);
    EXPECT_GT(before, 1000);
    EXPECT_LT(changed(gray), 0.1 * before) << from;
  }
}

TEST(RubOutCreases, ALineFromOneEdgeGoesAsFarAsItIsSeen) {
  cv::Mat gray = creased({0, 700}, {800, 700}, 150);
  const int before = changed(gray);
  rub_out_creases(gray, kDpi);
  EXPECT_LT(changed(gray), 0.15 * before);
}

TEST(RubOutCreases, AStrokeThatBeginsWithinTheMarginsStays) {
  const cv::Mat stroke = creased({90, 700}, {1100, 700}, 150);
  cv::Mat gray = stroke.clone();
  rub_out_creases(gray, kDpi);
  EXPECT_EQ(cv::countNonZero(gray != stroke), 0);
}

TEST(RubOutCreases, RulesOfATableThatIsCutByTheEdgeStay) {
  // To the table itself, whose rules then come from all edges.
  const cv::Rect ink = cv::boundingRect(sheet() < 128);
  cv::Mat part = sheet()(cv::Rect(ink.x + 100, ink.y + 300, ink.width - 200, ink.height - 500));
  cv::Mat gray = part.clone();
  rub_out_creases(gray, kDpi);
  EXPECT_EQ(cv::countNonZero(gray != part), 0);
}

// A figure may be gone with it: its cell must know.
TEST(RubOutCreases, TellsWhereTheLineWas) {
  cv::Mat gray = creased({455, 0}, {447, sheet().rows - 1}, 150);
  const auto paths = rub_out_creases(gray, kDpi);
  ASSERT_EQ(paths.size(), 1U);
  ASSERT_GT(paths[0].size(), 20U);
  EXPECT_NEAR(paths[0].front().x, 455, 2);
  EXPECT_NEAR(paths[0].back().x, 447, 2);
  EXPECT_NEAR(paths[0].back().y, sheet().rows - 1, 10);
}

// Dirt on the glass of a scanner that sheets are fed through.
TEST(RubOutCreases, StreaksThatGoThroughSideBySideBecomePaper) {
  cv::Mat gray = sheet().clone();
  const int bottom = sheet().rows - 1;
  for (const int x : {200, 310, 455, 640, 900}) {
    cv::min(gray, creased({x, 0}, {x - 6, bottom}, 150), gray);
  }
  const int before = changed(gray);
  rub_out_creases(gray, kDpi);
  EXPECT_GT(before, 5000);
  EXPECT_LT(changed(gray), 0.15 * before);
}

// A tight picture of a table of two rows: both rules between rows come from both sides.
TEST(RubOutCreases, RulesOfATableAsLargeAsThePageStay) {
  cv::Mat table(220, 1000, CV_8UC1, cv::Scalar(255));
  for (int y : {4, 72, 144, 216}) cv::line(table, {0, y}, {999, y}, 0, 2);
  for (int x = 10; x < 1000; x += 24) {
    for (int y : {30, 98, 170}) cv::rectangle(table, {x, y, 14, 16}, 0, 2);
  }
  cv::Mat gray = table.clone();
  EXPECT_TRUE(rub_out_creases(gray, kDpi).empty());
  EXPECT_EQ(cv::countNonZero(gray != table), 0);
}

TEST(RubOutCreases, TakesAnyPicture) {
  for (cv::Size size : {cv::Size(1, 1), cv::Size(3, 900), cv::Size(900, 3), cv::Size(400, 400)}) {
    for (int level : {0, 128, 255}) {
      cv::Mat gray(size, CV_8UC1, cv::Scalar(level));
      rub_out_creases(gray, kDpi);
      EXPECT_EQ(cv::countNonZero(gray != level), 0) << size;
    }
  }
}

}  // namespace
}  // namespace gouji
