#include "ocr/sealed_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace gouji {
namespace {

constexpr double kDpi = 200;
constexpr int kSize = 40;                // of a character
constexpr int kName = 460, kDate = 540;  // where the two lines begin
const cv::Point kCentre(500, 490);
constexpr int kRadius = 160;

// A signature and a date of characters like 田, under a seal of gray level `level` with a ring, a
// star and characters along the ring.
class SealedTextTest : public testing::TestWithParam<int> {
 protected:
  SealedTextTest() {
    cv::Mat print(page_.size(), CV_8UC1, cv::Scalar(255));
    for (int x = 340; x < 660; x += 45) character(print, x, kName);
    for (int x = 400; x < 600; x += 45) character(print, x, kDate);
    cv::Mat seal(page_.size(), CV_8UC1, cv::Scalar(255));
    const cv::Scalar red(GetParam());
    cv::circle(seal, kCentre, kRadius, red, 9);
    std::vector<cv::Point> star;
    for (int i = 0; i < 10; ++i) {
      const double angle = CV_PI * (i / 5.0 - 0.5), r = (i % 2 == 0 ? 1 : 0.382) * kRadius / 3;
      star.emplace_back(kCentre +
                        cv::Point(cvRound(r * std::cos(angle)), cvRound(r * std::sin(angle))));
    }
    cv::fillPoly(seal, std::vector<std::vector<cv::Point>>{star}, red);
    for (int x = 420; x < 570; x += 50) cv::rectangle(seal, cv::Rect(x, 360, 25, 30), red, 4);
    cv::multiply(print, seal, page_, 1 / 255.0);
    ink_ = text_ink(page_, kDpi);
  }

  static void character(cv::Mat& image, int x, int y) {
    cv::rectangle(image, cv::Rect(x, y, kSize - 4, kSize), cv::Scalar(0), 4);
    cv::line(image, {x, y + kSize / 2}, {x + kSize - 4, y + kSize / 2}, cv::Scalar(0), 4);
  }

  cv::Mat page_{900, 1000, CV_8UC1, cv::Scalar(255)};
  TextInk ink_;
};

TEST_P(SealedTextTest, LinesUnderASealAreFoundToBothTheirEnds) {
  ASSERT_EQ(ink_.seals.size(), 1u);
  const std::vector<cv::Rect> lines = lines_under(ink_.seals[0], ink_);
  ASSERT_EQ(lines.size(), 2u);
  for (size_t i = 0; i < 2; ++i) {
    EXPECT_NEAR(lines[i].y, i == 0 ? kName : kDate, 15);
    EXPECT_NEAR(lines[i].br().y, (i == 0 ? kName : kDate) + kSize, 15);
  }
  EXPECT_NEAR(lines[0].x, 340, 20);
  EXPECT_NEAR(lines[0].br().x, 691, 20);
}

TEST_P(SealedTextTest, SomeViewShowsPrintWithoutTheStar) {
  ASSERT_EQ(ink_.seals.size(), 1u);
  const cv::Rect between(514, 510, 8, 8);  // of the star, where nothing is printed
  const cv::Rect print(346, kName + 17, 28, 6);
  const cv::Rect line(340, kName, 320, kDate - kName);
  const cv::Point origin = line.tl();
  bool clear = false;
  for (const cv::Mat& view : views_of(line, ink_.seals[0], ink_, page_)) {
    ASSERT_EQ(view.size(), line.size());
    clear |= cv::mean(view(between - origin))[0] > 200 && cv::mean(view(print - origin))[0] < 128;
  }
  EXPECT_TRUE(clear);
}

// The seal's light is taken for paper: print that it lies over stays as dark as it is.
TEST_P(SealedTextTest, OfACellUnderAGraySealPrintIsLeft) {
  const cv::Rect cell(440, kName - 10, 120, kSize + 20);
  const Seal seal{kCentre, kRadius};
  const std::vector<cv::Mat> views = views_of(page_(cell), level_of_ring(seal, page_));
  ASSERT_EQ(views.size(), GetParam() == 0 ? 0u : 3u);
  cv::Mat print(page_.size(), CV_8UC1, cv::Scalar(255));
  for (int x = 340; x < 660; x += 45) character(print, x, kName);
  for (const cv::Mat& view : views) {
    const int wrong = cv::countNonZero((view < 128) != (print(cell) < 128));
    EXPECT_LT(wrong, 0.02 * cell.area());
  }
}

INSTANTIATE_TEST_SUITE_P(GrayAndBlack, SealedTextTest, testing::Values(100, 0));

TEST(LinesUnder, AnEmptyPageHasNone) {
  const TextInk ink = text_ink(cv::Mat(500, 500, CV_8UC1, cv::Scalar(255)), kDpi);
  EXPECT_THAT(lines_under({{250, 250}, 160}, ink), testing::IsEmpty());
}

}  // namespace
}  // namespace gouji
