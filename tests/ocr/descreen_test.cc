#include "ocr/descreen.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "tests/support/sheets.h"

namespace gouji {
namespace {

// Black and white by handing each pixel's error to those after it (Floyd and Steinberg).
cv::Mat dithered(const cv::Mat& gray) {
  cv::Mat_<float> left;
  gray.convertTo(left, CV_32F);
  cv::Mat out(gray.size(), CV_8UC1);
  for (int y = 0; y < gray.rows; ++y) {
    for (int x = 0; x < gray.cols; ++x) {
      out.at<uchar>(y, x) = left(y, x) < 128 ? 0 : 255;
      const float error = left(y, x) - out.at<uchar>(y, x);
      if (x + 1 < gray.cols) left(y, x + 1) += error * 7 / 16;
      if (y + 1 == gray.rows) continue;
      if (x > 0) left(y + 1, x - 1) += error * 3 / 16;
      left(y + 1, x) += error * 5 / 16;
      if (x + 1 < gray.cols) left(y + 1, x + 1) += error / 16;
    }
  }
  return out;
}

TEST(Descreen, MakesDottedPaperLightAndPrintDark) {
  const cv::Mat printed = printed_sheets(200).tables;
  cv::Mat paper;
  printed.convertTo(paper, CV_8U, 0.85, 15);  // paper at 232
  cv::Mat gray = dithered(paper);
  descreen(gray);
  cv::Mat clear, solid;
  cv::erode(printed, clear, cv::Mat::ones(9, 9, CV_8U));
  cv::dilate(printed, solid, cv::Mat::ones(3, 3, CV_8U));
  const cv::Mat dots = gray < 150;
  EXPECT_LT(cv::countNonZero(dots & (clear == 255)), 0.001 * cv::countNonZero(clear == 255));
  EXPECT_GT(cv::countNonZero(dots & (solid < 40)), 0.95 * cv::countNonZero(solid < 40));
}

TEST(Descreen, LeavesAFaxAndAGrayPageAsTheyAre) {
  const cv::Mat gray = printed_sheets(200).tables;
  cv::Mat fax = (gray > 160);
  cv::RNG chance(7);
  for (int i = 0; i < 500; ++i)
    fax.at<uchar>(chance.uniform(0, fax.rows), chance.uniform(0, fax.cols)) = 0;
  for (const cv::Mat& page : {gray, fax}) {
    cv::Mat after = page.clone();
    descreen(after);
    EXPECT_EQ(cv::countNonZero(after != page), 0);
  }
}

}  // namespace
}  // namespace gouji
