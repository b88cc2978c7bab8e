#include "ocr/descreen.h"

#include <opencv2/imgproc.hpp>

namespace gouji {
namespace {

constexpr int kBlack = 32, kWhite = 223;  // gray levels: of a page without others
constexpr double kOthers = 0.01;          // of its pixels that have them all the same
constexpr double kDots = 0.008;           // of its pixels: dots that stand alone; dust is far less
constexpr double kBlur = 1.2;             // pixels; a dot's share of paper is seen in five or so

}  // namespace

void descreen(cv::Mat& gray) {
  if (gray.rows < 3 || gray.cols < 3) return;
  const auto pixels = static_cast<double>(gray.total());
  cv::Mat middle;
  cv::inRange(gray, kBlack, kWhite, middle);
  if (cv::countNonZero(middle) > kOthers * pixels) return;
  int dots = 0;
  for (int y = 1; y + 1 < gray.rows; ++y) {
    const uchar *above = gray.ptr(y - 1), *row = gray.ptr(y), *below = gray.ptr(y + 1);
    for (int x = 1; x + 1 < gray.cols; ++x) {
      dots += row[x] < kBlack && row[x - 1] > kWhite && row[x + 1] > kWhite && above[x] > kWhite &&
              below[x] > kWhite;
    }
  }
  if (dots > kDots * pixels) cv::GaussianBlur(gray, gray, {0, 0}, kBlur);
}

}  // namespace gouji
