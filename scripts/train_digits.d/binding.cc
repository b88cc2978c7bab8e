// The reader for the training scripts: lines as the network is given them, and readings.
#include <cstdio>
#include <cstring>
#include <string>

#include "ocr/digit_line.h"
#include "ocr/digit_network.h"

namespace {

cv::Mat as_cell(const unsigned char* pixels, int rows, int columns, int stride) {
  return {rows, columns, CV_8U, const_cast<unsigned char*>(pixels), static_cast<size_t>(stride)};
}

}  // namespace

extern "C" {

// `out` holds kLineHeight * kMaxLineWidth bytes, rows kMaxLineWidth apart. Returns the width.
int gouji_find_line(const unsigned char* pixels, int rows, int columns, int stride,
                    unsigned char* out) {
  cv::Mat line = gouji::find_line(as_cell(pixels, rows, columns, stride)).pixels;
  for (int y = 0; y < line.rows; ++y) {
    std::memcpy(out + y * gouji::kMaxLineWidth, line.ptr(y), line.cols);
  }
  return line.cols;
}

void* gouji_open(const char* weights) {
  cv::setNumThreads(1);
  return new gouji::DigitNetwork(weights);
}

// The alternatives as "text probability" lines, a space between them, in `out` of `size` bytes.
void gouji_read(void* network, const unsigned char* pixels, int rows, int columns, int stride,
                char* out, int size) {
  auto* reader = static_cast<gouji::DigitNetwork*>(network);
  std::string lines;
  gouji::Reading reading = reader->read({as_cell(pixels, rows, columns, stride)})[0];
  for (const auto& a : reading.alternatives) {
    char number[32];
    std::snprintf(number, sizeof number, " %.9f\n", a.probability);
    lines += a.text + number;
  }
  std::snprintf(out, size, "%s", lines.c_str());
}
}
