#include "ocr/darkness.h"

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>

namespace gouji {
namespace {

constexpr double kPaperShare = 0.65;  // of a block's pixels sorted by light: paper, not ink
constexpr double kEvenPaper = 6;      // gray levels between parts of a cell that are the same paper

// The gray level below which `share` of the block's pixels lie; of a quarter of them, every other
// one of every other row.
uchar level(const cv::Mat& block, double share) {
  std::array<int, 256> count{};
  int seen = 0;
  for (int y = 0; y < block.rows; y += 2) {
    const uchar* row = block.ptr(y);
    for (int x = 0; x < block.cols; x += 2) ++count[row[x]];
    seen += (block.cols + 1) / 2;
  }
  int left = static_cast<int>(share * seen);
  int value = 0;
  while (value < 255 && (left -= count[value]) >= 0) ++value;
  return static_cast<uchar>(value);
}

}  // namespace

cv::Mat darkness(const cv::Mat& cell) {
  int columns = std::clamp(cell.cols / std::max(cell.rows, 1), 1, 6);
  int rows = std::clamp(cell.rows / std::max(cell.cols, 1), 1, 4);
  cv::Mat paper(rows, columns, CV_8U);
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < columns; ++c) {
      cv::Range ys(cell.rows * r / rows, cell.rows * (r + 1) / rows);
      cv::Range xs(cell.cols * c / columns, cell.cols * (c + 1) / columns);
      paper.at<uchar>(r, c) = level(cell(ys, xs), kPaperShare);
    }
  }
  double darkest = 0;
  double lightest = 0;
  cv::minMaxLoc(paper, &darkest, &lightest);
  cv::Mat result;
  if (lightest - darkest <= kEvenPaper) {
    cell.convertTo(result, CV_8U, -1, lightest);
  } else {
    cv::Mat smooth;
    cv::resize(paper, smooth, cell.size(), 0, 0, cv::INTER_LINEAR);
    cv::subtract(smooth, cell, result);
  }
  return result;
}

double ink_level(const cv::Mat& dark) {
  int dy = dark.rows / 6;
  int dx = std::min(dark.cols / 8, dy);
  cv::Mat inner = dark(cv::Rect(dx, dy, dark.cols - 2 * dx, dark.rows - 2 * dy));
  cv::Mat smooth;
  cv::blur(inner, smooth, {2, 2});
  double most = 0;
  cv::minMaxLoc(smooth, nullptr, &most);
  return most;
}

}  // namespace gouji
