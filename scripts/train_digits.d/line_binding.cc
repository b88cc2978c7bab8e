// find_line for the training script, so that the network trains on what it will be given.
#include <cstring>

#include "ocr/digit_line.h"

// `out` holds kLineHeight * kMaxLineWidth bytes, rows kMaxLineWidth apart; returns the line's width.
extern "C" int gouji_find_line(const unsigned char* pixels, int rows, int columns, int stride,
                               unsigned char* out) {
  cv::Mat cell(rows, columns, CV_8U, const_cast<unsigned char*>(pixels), stride);
  cv::Mat line = gouji::find_line(cell);
  for (int y = 0; y < line.rows; ++y) {
    std::memcpy(out + y * gouji::kMaxLineWidth, line.ptr(y), line.cols);
  }
  return line.cols;
}
