#include "ocr/text_ink.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

namespace gouji {
namespace {

constexpr double kDpi = 200;  // 7.9 pixels a millimetre

bool dark_at(const cv::Mat& gray, int x, int y) { return gray.at<uchar>(y, x) < 128; }

class TextInkTest : public testing::Test {
 protected:
  void mark(int x, int y, int width, int height, int level = 0) {
    page_(cv::Rect(x, y, width, height)).setTo(level);
  }
  cv::Mat page_{1000, 800, CV_8UC1, cv::Scalar(255)};
};

TEST_F(TextInkTest, StrokesStayAndDustGoes) {
  mark(100, 100, 30, 30);  // a character
  mark(136, 124, 5, 6);    // a comma beside it
  mark(400, 600, 5, 6);    // as large, alone
  mark(134, 104, 1, 1);    // dust beside it
  const TextInk ink = text_ink(page_, kDpi);
  EXPECT_FALSE(ink.noisy);
  EXPECT_TRUE(dark_at(ink.gray, 115, 115));
  EXPECT_TRUE(dark_at(ink.gray, 138, 126));
  EXPECT_FALSE(dark_at(ink.gray, 402, 602));
  EXPECT_EQ(ink.character, 30);
}

TEST_F(TextInkTest, AnEmptyPageHasNoCharacters) {
  const TextInk ink = text_ink(page_, kDpi);
  EXPECT_EQ(ink.character, 0);
  EXPECT_FALSE(ink.noisy);
}

TEST_F(TextInkTest, APageOfBlotsIsNoisy) {
  cv::RNG random(1);
  for (int i = 0; i < 12000; ++i) mark(random.uniform(0, 797), random.uniform(0, 997), 3, 3);
  EXPECT_TRUE(text_ink(page_, kDpi).noisy);
}

TEST_F(TextInkTest, APrintedDateOutlastsTheSealOverIt) {
  for (int level : {0, 100}) {  // as a fax and as a gray scan show red
    page_.setTo(255);
    cv::circle(page_, {400, 500}, 160, cv::Scalar(level), 9);
    for (int x = 300; x < 500; x += 40) mark(x, 520, 6, 30);
    const TextInk ink = text_ink(page_, kDpi);
    EXPECT_FALSE(dark_at(ink.gray, 400, 340)) << level;
    EXPECT_FALSE(dark_at(ink.gray, 240, 500)) << level;
    EXPECT_TRUE(dark_at(ink.gray, 303, 535)) << level;
  }
}

TEST_F(TextInkTest, ASealIsFoundWhereThePageEndCutsIt) {
  for (int y : {80, 920}) {
    page_.setTo(255);
    cv::circle(page_, {400, y}, 160, cv::Scalar(0), 9);
    const TextInk ink = text_ink(page_, kDpi);
    ASSERT_EQ(ink.seals.size(), 1u) << y;
    EXPECT_NEAR(ink.seals[0].centre.x, 400, 3) << y;
    EXPECT_NEAR(ink.seals[0].centre.y, y, 3);
    EXPECT_NEAR(ink.seals[0].radius, 164, 3) << y;
  }
}

}  // namespace
}  // namespace gouji
