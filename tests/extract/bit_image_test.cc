#include "extract/bit_image.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>

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

// Morphology as OpenCV has it, outside all off; its own opening by an even number moves what it
// keeps.
cv::Mat expected(const cv::Mat& mask, int operation, int width, int height) {
  const int room = 300;
  cv::Mat wide, out;
  cv::copyMakeBorder(mask, wide, room, room, room, room, cv::BORDER_CONSTANT, 0);
  const cv::Mat brick = cv::getStructuringElement(cv::MORPH_RECT, {width, height});
  const cv::Point first(width / 2, height / 2), second(width - 1 - first.x, height - 1 - first.y);
  if (operation == cv::MORPH_OPEN) {
    cv::erode(wide, out, brick, first);
    cv::dilate(out, out, brick, second);
  } else {
    cv::dilate(wide, out, brick, first);
    if (operation == cv::MORPH_CLOSE) cv::erode(out, out, brick, second);
  }
  return out(cv::Rect({room, room}, mask.size()));
}

TEST(BitImage, IsOpenedClosedAndDilatedByLinesOfAnyLength) {
  for (const cv::Size size : {cv::Size(131, 70), cv::Size(64, 9), cv::Size(20, 150)}) {
    for (int length : {1, 2, 3, 7, 31, 32, 33, 64, 65, 100}) {
      const cv::Mat sparse = noise(size.height, size.width, std::min(0.4, 3.0 / length));
      const cv::Mat dense = noise(size.height, size.width, 1 - std::min(0.4, 1.0 / length));
      for (bool across : {true, false}) {
        const int w = across ? length : 1, h = across ? 1 : length;
        SCOPED_TRACE(testing::Message() << size << " " << w << " x " << h);
        const cv::Rect all({}, size);
        const cv::Mat opened = BitImage::pack(dense).open(w, h).unpack(all);
        EXPECT_EQ(cv::countNonZero(opened != expected(dense, cv::MORPH_OPEN, w, h)), 0);
        const cv::Mat closed = BitImage::pack(sparse).close(w, h).unpack(all);
        EXPECT_EQ(cv::countNonZero(closed != expected(sparse, cv::MORPH_CLOSE, w, h)), 0);
        if (length % 2 == 0) continue;
        const cv::Mat dilated = BitImage::pack(sparse).dilate(w, h).unpack(all);
        EXPECT_EQ(cv::countNonZero(dilated != expected(sparse, cv::MORPH_DILATE, w, h)), 0);
      }
    }
  }
}

TEST(BitImage, IsLeftAsItWasByMorphology) {
  const cv::Mat mask = noise(40, 77, 0.5);
  const BitImage image = BitImage::pack(mask);
  EXPECT_TRUE(image.open(5, 1).any() || image.close(1, 5).any());
  EXPECT_EQ(cv::countNonZero(image.unpack({0, 0, 77, 40}) != mask), 0);
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
