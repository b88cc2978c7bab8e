#include "ocr/clean_up.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "ocr/skew.h"
#include "ocr/small_ink.h"
#include "ocr/traces.h"
#include "tests/support/sheets.h"

namespace gouji {
namespace {

constexpr double kDpi = 150;
constexpr double kStraight = 0.06;  // degrees; how far off a page may be

const Sheets& sheets() {
  static const Sheets printed = printed_sheets(kDpi);
  return printed;
}

TEST(CleanUp, StraightensThePage) {
  for (double degrees : {-2.0, 0.7}) {
    Page page = page_of(turned(sheets().tables, degrees), kDpi);
    clean_up(page);
    straighten(page, small_ink(page.gray, page.dpi));
    EXPECT_NEAR(skew_angle(small_ink(page.gray, kDpi).ink), 0, kStraight) << degrees;
  }
}

// A table whose rules are dashes. Its labels have two lines, so that the lower one and the figures
// beside it, which stand between the two, look like a line of text that rises.
cv::Mat dashed_table() {
  cv::Mat sheet(1754, 1240, CV_8UC1, cv::Scalar(255));
  const auto fill = [&](int x, int y, int width, int height) {
    sheet(cv::Rect(x, y, width, height)).setTo(0);
  };
  for (int row = 0; row < 20; ++row) {
    const int y = 200 + 66 * row;
    for (int x = 140; x < 1100; x += 15) {
      if ((x - 140) % 135 < 105) fill(x, y, 10, 3);  // not where rules cross
    }
    for (int x = 150; x < 560; x += 22) {
      for (int line : {8, 40}) fill(x, y + line, 18, 18);
    }
    for (int x : {575, 595, 615, 635, 655, 675, 695, 715, 735, 755, 775,
                  795, 815, 835, 855, 875, 895, 915, 935, 955, 975})
      fill(x, y + 28, 8, 16);
  }
  return sheet;
}

// By how many pixels the row of dashes that is the first at or below `top`, where dashes are at the
// left, rises or falls to its right end.
double rise_of_dashes(const cv::Mat& gray, int top) {
  int ends[2];
  for (int i : {0, 1}) {
    const cv::Rect around(i == 0 ? 200 : 1040, top, 40, gray.rows - top);
    cv::Mat profile;
    cv::reduce(gray(around), profile, 1, cv::REDUCE_MIN);
    for (ends[i] = 0; ends[i] + 1 < profile.rows && profile.at<uchar>(ends[i]) > 128;) ++ends[i];
  }
  return std::abs(ends[1] - ends[0]);
}

TEST(CleanUp, StraightensATableByItsDashes) {
  const cv::Mat sheet = dashed_table();
  for (double degrees : {0.0, 1.0, -1.5}) {
    Page page = page_of(turned(sheet, degrees), kDpi);
    straighten(page, small_ink(page.gray, page.dpi));
    EXPECT_LE(rise_of_dashes(page.gray, 0), 1.5) << degrees;
  }
}

// Of a double rule, say, whose halves a poor scan joins here and there.
TEST(CleanUp, ShortStrokesOfAnotherSlopeBendNoTableOfDashes) {
  cv::Mat sheet = dashed_table();
  for (int x : {300, 500, 700}) cv::line(sheet, {x, 1620}, {x + 110, 1616}, 0, 3);
  Page page = page_of(sheet, kDpi);
  straighten(page, small_ink(page.gray, page.dpi));
  EXPECT_LE(rise_of_dashes(page.gray, 0), 1.5);
}

// As the ring of a stain has: of two rows of a table, and no more, the rest of the page can be
// upright or not.
TEST(CleanUp, FewShortStrokesDownShearNoPage) {
  cv::Mat sheet(1754, 1240, CV_8UC1, cv::Scalar(255));
  for (int y : {200, 240, 280}) cv::line(sheet, {140, y}, {1100, y}, 0, 2);
  for (int x : {300, 500, 700}) cv::line(sheet, {x, 600}, {x + 6, 720}, 0, 3);
  Page page = page_of(sheet, kDpi);
  straighten(page, small_ink(page.gray, page.dpi));
  EXPECT_EQ(cv::countNonZero(page.gray != sheet), 0);
}

// Where the darkest of the pixels around `near` lie on average.
cv::Point2d spot_near(const cv::Mat& gray, const cv::Point2d& near, int reach) {
  const cv::Rect around(cvRound(near.x) - reach, cvRound(near.y) - reach, 2 * reach, 2 * reach);
  const cv::Moments m = cv::moments(gray(around) < 128, true);
  return {around.x + m.m10 / m.m00, around.y + m.m01 / m.m00};
}

TEST(CleanUp, KeepsTheWayBackToThePageAsDisplayed) {
  const cv::Size size = sheets().tables.size();
  const cv::Point2d spots[] = {{40, 40},
                               {size.width - 40.0, 40},
                               {40, size.height - 40.0},
                               {size.width - 40.0, size.height - 40.0},
                               {size.width / 2.0, 60}};
  for (double degrees : {-1.3, 0.0, 0.8}) {
    cv::Mat gray = turned(sheets().tables, degrees);
    for (const cv::Point2d& spot : spots) cv::circle(gray, spot, 6, cv::Scalar(0), -1);
    Page page = page_of(gray, kDpi);
    clean_up(page);
    straighten(page, small_ink(page.gray, page.dpi));
    for (const cv::Point2d& spot : spots) {
      const double x = spot.x * 72 / kDpi, y = spot.y * 72 / kDpi;
      const cv::Point2d found = spot_near(page.gray, page.in_pixels(x, y), 12);
      const Box back = page.in_points({found.x, found.y, found.x, found.y});
      EXPECT_NEAR(back.x0 * kDpi / 72, spot.x, 1) << degrees << " degrees";
      EXPECT_NEAR(back.y0 * kDpi / 72, spot.y, 1) << degrees << " degrees";
    }
  }
}

TEST(CleanUp, InvertsANegative) {
  Page page = page_of(255 - sheets().tables, kDpi);
  Page positive = page_of(sheets().tables.clone(), kDpi);
  clean_up(page);
  clean_up(positive);
  EXPECT_EQ(cv::countNonZero(page.gray != positive.gray), 0);
}

TEST(CleanUp, ADarkPhotographIsNoNegative) {
  Page page = page_of(sheets().tables / 4, kDpi);
  clean_up(page);
  EXPECT_GT(cv::countNonZero(page.gray > 200), page.gray.total() / 2);
}

TEST(CleanUp, EvensOutTheLight) {
  cv::Mat gray = sheets().text.clone();
  const int dark = cv::countNonZero(gray < 100);
  for (int y = 0; y < gray.rows; ++y) {
    gray.row(y) *= 1 - 0.4 * y / gray.rows;  // a shadow over the lower part
  }
  Page page = page_of(gray, kDpi);
  clean_up(page);
  straighten(page, small_ink(page.gray, page.dpi));
  const double paper = static_cast<double>(cv::countNonZero(page.gray > 235)) /
                       cv::countNonZero(sheets().text > 235);
  EXPECT_GT(paper, 0.97);
  EXPECT_NEAR(cv::countNonZero(page.gray < 100), dark, 0.1 * dark);
}

// A photograph of `sheet`: on a desk, its far edge shorter, and curled upwards by `curl` pixels.
cv::Mat photographed(const cv::Mat& sheet, double shorter, double curl) {
  const auto w = static_cast<float>(sheet.cols), h = static_cast<float>(sheet.rows);
  const auto s = static_cast<float>(shorter);
  const cv::Point2f from[] = {{0, 0}, {w, 0}, {w, h}, {0, h}};
  const cv::Point2f to[] = {{s + 30, 30}, {w - s - 30, 40}, {w - 30, h - 30}, {30, h - 30}};
  cv::Mat out, across(sheet.size(), CV_32F), down(sheet.size(), CV_32F);
  cv::warpPerspective(sheet, out, cv::getPerspectiveTransform(from, to), sheet.size(),
                      cv::INTER_LINEAR, cv::BORDER_CONSTANT, 70);
  for (int y = 0; y < out.rows; ++y) {
    for (int x = 0; x < out.cols; ++x) {
      across.at<float>(y, x) = static_cast<float>(x);
      down.at<float>(y, x) = static_cast<float>(y + curl * std::sin(3.14 * x / out.cols));
    }
  }
  cv::remap(out, out, across, down, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  return out;
}

// By how many pixels the rules of a page, none of them short, lie off straight lines along the
// rows.
double unevenness(const cv::Mat& gray) {
  const SmallInk small = small_ink(gray, kDpi);
  double most = 0;
  for (const Trace& rule : rule_traces(small.ink, small.mm)) {
    std::vector<double> ys;
    for (const cv::Point2d& p : rule.points) ys.push_back(p.y / small.scale);
    std::sort(ys.begin(), ys.end());
    most = std::max(most, ys[ys.size() * 19 / 20] - ys[ys.size() / 20]);
  }
  return most;
}

// Whole rules at the top lie level; that the others do not only the dashes show.
TEST(CleanUp, MakesPhotographedTablesOfDashesFlat) {
  cv::Mat sheet = dashed_table();
  for (int y : {80, 110, 140}) sheet(cv::Rect(140, y, 960, 3)).setTo(0);
  const auto w = static_cast<float>(sheet.cols), h = static_cast<float>(sheet.rows);
  const cv::Point2f from[] = {{0, 0}, {w, 0}, {w, h}, {0, h}};
  const cv::Point2f to[] = {{0, 0}, {w, 0}, {w, h - 50}, {0, h}};
  const cv::Mat map = cv::getPerspectiveTransform(from, to);
  cv::warpPerspective(sheet, sheet, map, sheet.size(), cv::INTER_LINEAR, cv::BORDER_CONSTANT, 255);
  Page page = page_of(sheet, kDpi);
  straighten(page, small_ink(page.gray, page.dpi));
  EXPECT_LE(rise_of_dashes(page.gray, 170), 3);
  int last = page.gray.rows - 1;  // what is printed ends with a line of text, as long
  int ends[2];
  for (int i : {0, 1}) {
    const int x = i == 0 ? 150 : 400;
    cv::Mat profile;
    cv::reduce(page.gray(cv::Rect(x, 0, 100, page.gray.rows)), profile, 1, cv::REDUCE_MIN);
    for (ends[i] = last; ends[i] > 0 && profile.at<uchar>(ends[i]) > 128;) --ends[i];
  }
  EXPECT_LE(std::abs(ends[1] - ends[0]), 3);
}

TEST(CleanUp, MakesPhotographedPagesFlat) {
  for (const auto& [shorter, curl] : {std::pair{40.0, 0.0}, {0.0, 14.0}, {30.0, 10.0}}) {
    Page page = page_of(photographed(sheets().tables, shorter, curl), kDpi);
    ASSERT_GT(unevenness(page.gray), 5);
    clean_up(page);
    straighten(page, small_ink(page.gray, page.dpi));
    EXPECT_LT(unevenness(page.gray), 3) << shorter << ' ' << curl;
  }
}

TEST(CleanUp, KnowsWhereAFlatPixelLayInThePhotograph) {
  cv::Mat photograph = photographed(sheets().tables, 30, 10);
  const cv::Point2d spot(100, photograph.rows - 100);
  cv::circle(photograph, spot, 6, cv::Scalar(0), -1);
  Page page = page_of(photograph, kDpi);
  clean_up(page);
  straighten(page, small_ink(page.gray, page.dpi));
  ASSERT_FALSE(page.dewarp_map.empty());
  const cv::Point2d at = page.in_pixels(spot.x * 72 / kDpi, spot.y * 72 / kDpi);
  const cv::Point2d found = spot_near(page.gray, at, 12);
  EXPECT_NEAR(found.x, at.x, 1);
  EXPECT_NEAR(found.y, at.y, 1);
  const Box back = page.in_points({found.x, found.y, found.x, found.y});
  EXPECT_NEAR(back.x0 * kDpi / 72, spot.x, 1.5);
  EXPECT_NEAR(back.y0 * kDpi / 72, spot.y, 1.5);
}

TEST(CleanUp, MakesTheDeskWhiteAndKeepsTheSheet) {
  Page page = page_of(photographed(sheets().text, 30, 0), kDpi);
  clean_up(page);
  EXPECT_GT(cv::mean(page.gray(cv::Rect(0, 0, 20, page.gray.rows)))[0], 254);
  const int printed = cv::countNonZero(sheets().text < 100);
  EXPECT_GT(cv::countNonZero(page.gray < 128), 0.7 * printed);
}

TEST(CleanUp, TakesAShadowAcrossTheSheetForNoDesk) {
  cv::Mat gray = sheets().tables.clone();
  gray.colRange(gray.cols / 2, gray.cols) *= 0.6;
  const int right = cv::countNonZero(gray.colRange(gray.cols / 2, gray.cols) < 70);
  Page page = page_of(gray, kDpi);
  clean_up(page);
  EXPECT_GT(cv::countNonZero(page.gray.colRange(gray.cols / 2, gray.cols) < 110), 0.8 * right);
}

}  // namespace
}  // namespace gouji
