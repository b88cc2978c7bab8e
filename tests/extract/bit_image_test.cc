#include "extract/bit_image.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace gouji {
namespace {

// 0 or 255, at random but always the same.
cv::Mat noise(int rows, int columns, double share) {
  cv::Mat values(rows, columns, CV_8UC1);
  cv::RNG random(1);
  random.fill(values, cv::RNG::UNIFORM, 0, 256);
  return values < 256 * share;
}

TEST(BitImage, GivesBackWhatWasPackedInAnyPart) {
  const cv::Mat mask = noise(9, 131, 0.5);
  const BitImage image = BitImage::pack(mask);
  for (int x : {0, 1, 23, 24, 25, 31, 32, 63, 96, 120}) {
    for (int width : {1, 7, 8, 9, 11, 64, 131}) {
      const cv::Rect r(x, 2, std::min(width, mask.cols - x), 5);
      EXPECT_EQ(cv::countNonZero(image.unpack(r) != mask(r)), 0) << x << " " << width;
    }
  }
}

TEST(BitImage, HasPartsThatMakeUpTheWhole) {
  const cv::Mat mask = noise(60, 90, 0.2);
  cv::Mat rest = mask.clone();
  const BitImage image = BitImage::pack(mask);
  for (const BitImage::Part& part : image.parts()) {
    EXPECT_EQ(cv::countNonZero(part.mask & ~rest(part.box)), 0);
    rest(part.box).setTo(0, part.mask);
  }
  EXPECT_EQ(cv::countNonZero(rest), 0);
  EXPECT_EQ(image.parts().size(), image.components().size());
}

TEST(BitImage, HasAPartForAllThatTouchesAtCorners) {
  cv::Mat mask = cv::Mat::zeros(20, 20, CV_8UC1);
  mask(cv::Rect(2, 3, 4, 1)).setTo(255);
  mask(cv::Rect(6, 4, 1, 5)).setTo(255);
  mask.at<uchar>(15, 15) = 255;
  std::vector<cv::Rect> boxes = BitImage::pack(mask).components();
  std::sort(boxes.begin(), boxes.end(), [](auto& a, auto& b) { return a.x < b.x; });
  EXPECT_EQ(boxes, (std::vector<cv::Rect>{{2, 3, 5, 6}, {15, 15, 1, 1}}));
}

}  // namespace
}  // namespace gouji
