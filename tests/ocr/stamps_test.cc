#include "ocr/stamps.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

namespace gouji {
namespace {

constexpr double kDpi = 200, kMm = kDpi / 25.4;
const cv::Scalar kRed(40, 30, 210), kBlack(20, 20, 20), kPaper(235, 245, 250);

// A sheet of tinted paper in colour.
Page sheet() {
  Page page;
  page.dpi = kDpi;
  page.colour = cv::Mat(1200, 1000, CV_8UC3, kPaper);
  return page;
}

void finish(Page& page) {
  cv::cvtColor(page.colour, page.gray, cv::COLOR_BGR2GRAY);
  drop_stamps(page);
}

cv::Point millimetres(double x, double y) { return {cvRound(x * kMm), cvRound(y * kMm)}; }

void seal(Page& page) {
  cv::circle(page.colour, millimetres(60, 60), cvRound(20 * kMm), kRed, cvRound(1.2 * kMm));
  cv::circle(page.colour, millimetres(60, 60), cvRound(6 * kMm), kRed, cv::FILLED);
}

TEST(DropStamps, TakesASealOffAndKeepsWhatIsPrintedUnderIt) {
  Page page = sheet();
  seal(page);
  const cv::Rect figure(millimetres(58, 58), millimetres(59, 62));
  cv::rectangle(page.colour, figure, kBlack, cv::FILLED);
  finish(page);
  EXPECT_LT(cv::mean(page.gray(figure))[0], 40);
  const cv::Rect beside(millimetres(62, 58), millimetres(64, 62));
  EXPECT_GT(cv::mean(page.gray(beside))[0], 240);
  EXPECT_TRUE(page.colour.empty());
}

TEST(DropStamps, KeepsRedTitlesAndRedFigures) {
  Page page = sheet();
  const cv::Rect title(millimetres(20, 20), millimetres(100, 27));
  const cv::Rect figure(millimetres(50, 100), millimetres(52, 103));
  for (const cv::Rect& r : {title, figure}) cv::rectangle(page.colour, r, kRed, cv::FILLED);
  finish(page);
  EXPECT_LT(cv::mean(page.gray(title))[0], 110);
  EXPECT_LT(cv::mean(page.gray(figure))[0], 110);
}

// The box around the piece of a dark wooden desk beside a sheet has print in it.
TEST(DropStamps, ADeskOfDarkWoodIsNone) {
  Page page = sheet();
  const cv::Scalar wood(25, 40, 85);
  cv::rectangle(page.colour, cv::Rect(millimetres(100, 0), millimetres(127, 100)), wood,
                cv::FILLED);
  cv::rectangle(page.colour, cv::Rect(millimetres(40, 85), millimetres(127, 100)), wood,
                cv::FILLED);
  const cv::Rect figure(millimetres(80, 60), millimetres(81, 64));
  cv::rectangle(page.colour, figure, cv::Scalar(70, 70, 70), cv::FILLED);
  finish(page);
  EXPECT_LT(cv::mean(page.gray(figure))[0], 90);
}

// A rule each 10 mm, `down` red ones, and a black one down.
Page on_writing_paper(int down) {
  Page page = sheet();
  for (double y = 10; y < 150; y += 10) {
    cv::rectangle(page.colour, cv::Rect(millimetres(10, y), millimetres(110, y + 0.4)), kRed,
                  cv::FILLED);
  }
  for (int i = 0; i < down; ++i) {
    const double x = 10 + 20 * i;
    cv::rectangle(page.colour, cv::Rect(millimetres(x, 10), millimetres(x + 0.4, 140)), kRed,
                  cv::FILLED);
  }
  cv::rectangle(page.colour, cv::Rect(millimetres(35, 20), millimetres(35.4, 60)), kBlack,
                cv::FILLED);
  return page;
}

const cv::Rect kOnRule(millimetres(60, 30), millimetres(90, 30.4));

TEST(DropStamps, TakesTheRulesOffWritingPaper) {
  Page page = on_writing_paper(0);
  const cv::Rect figure(millimetres(70, 65), millimetres(72, 68));
  cv::rectangle(page.colour, figure, cv::Scalar(200, 60, 30), cv::FILLED);  // in blue
  finish(page);
  EXPECT_GT(cv::mean(page.gray(kOnRule))[0], 225);
  EXPECT_LT(cv::mean(page.gray(cv::Rect(millimetres(35, 25), millimetres(35.4, 55))))[0], 40);
  EXPECT_LT(cv::mean(page.gray(figure))[0], 110);
}

TEST(DropStamps, KeepsTheRulesOfARedTable) {
  Page page = on_writing_paper(4);
  finish(page);
  EXPECT_LT(cv::mean(page.gray(kOnRule))[0], 110);
}

// A scanner that lights a sheet in one colour after the other, while it moves.
TEST(DropStamps, KeepsBlackRulesWithColouredEdges) {
  Page page = sheet();
  for (double y = 10; y < 150; y += 10) {
    cv::rectangle(page.colour, cv::Rect(millimetres(10, y), millimetres(110, y + 0.4)), kBlack,
                  cv::FILLED);
  }
  std::vector<cv::Mat> channels;
  cv::split(page.colour, channels);
  cv::Mat moved = channels[2].clone();
  channels[2].rowRange(0, moved.rows - 1).copyTo(moved.rowRange(1, moved.rows));
  channels[2] = moved;
  cv::merge(channels, page.colour);
  finish(page);
  EXPECT_LT(cv::mean(page.gray(kOnRule))[0], 110);
}

TEST(DropStamps, LeavesAPageInGrayAlone) {
  Page page;
  page.dpi = kDpi;
  page.gray = cv::Mat(100, 100, CV_8UC1, cv::Scalar(77));
  drop_stamps(page);
  EXPECT_EQ(cv::countNonZero(page.gray != 77), 0);
}

}  // namespace
}  // namespace gouji
