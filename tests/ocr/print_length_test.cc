#include "ocr/print_length.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "tests/ocr/digit_cell.h"

namespace gouji {
namespace {

constexpr double kDpi = 200;

// A character, as print is measured; labels are set in one size.
double unit() {
  return print_length(print_cell("行政许可", {.dpi = kDpi, .width = 200}), kDpi) / 4;
}

double characters(const cv::Mat& cell) { return print_length(cell, kDpi) / unit(); }

TEST(PrintLength, GoesWithTheNumberOfCharacters) {
  EXPECT_NEAR(characters(print_cell("二、上年结转政府信息公开申请数量", {.width = 300})), 16, 1.5);
  EXPECT_NEAR(characters(print_cell("7.属于行政执法案卷", {.width = 300})), 8.5, 1);
}

TEST(PrintLength, LinesCountTogether) {
  EXPECT_NEAR(characters(print_cell("没有现成信息需要另行制作", {.width = 70, .height = 40})), 12,
              1.5);
}

TEST(PrintLength, DustBesideALineDoesNotCount) {
  cv::Mat cell = print_cell("重复申请", {.width = 200});
  cv::rectangle(cell, {cell.cols - 30, cell.rows / 2, 2, 2}, cv::Scalar(0), -1);
  EXPECT_NEAR(characters(cell), 4, 0.5);
}

TEST(PrintLength, AnEmptyCellHasNone) {
  EXPECT_EQ(print_length(cv::Mat(40, 90, CV_8UC1, cv::Scalar(255)), kDpi), 0);
  EXPECT_EQ(print_length(cv::Mat(), kDpi), 0);
}

}  // namespace
}  // namespace gouji
