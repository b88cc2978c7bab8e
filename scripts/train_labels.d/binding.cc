// The reader of labels for the training scripts: lines as the network is given them, and readings.
#include <cstdio>
#include <cstring>

#include "ocr/label_line.h"
#include "ocr/label_network.h"

namespace {

cv::Mat as_cell(const unsigned char* pixels, int rows, int columns, int stride) {
  return {rows, columns, CV_8U, const_cast<unsigned char*>(pixels), static_cast<size_t>(stride)};
}

}  // namespace

extern "C" {

// `out` holds kWordsHeight rows of `longest` bytes. Returns the width; 0 where nothing is printed,
// -1 where the line is longer.
int gouji_find_words(const unsigned char* pixels, int rows, int columns, int stride, double dpi,
                     unsigned char* out, int longest) {
  const cv::Mat line = gouji::find_words(as_cell(pixels, rows, columns, stride), dpi);
  if (line.cols > longest) return -1;
  for (int y = 0; y < line.rows; ++y) std::memcpy(out + y * longest, line.ptr(y), line.cols);
  return line.cols;
}

void* gouji_open_labels(const char* directory) {
  cv::setNumThreads(1);
  return new gouji::LabelNetwork(directory);
}

// Writes what is read to `out` of `size` bytes; returns the confidence.
double gouji_read_label(void* network, const unsigned char* pixels, int rows, int columns,
                        int stride, double dpi, char* out, int size) {
  auto* reader = static_cast<gouji::LabelNetwork*>(network);
  const gouji::ReadLine read = reader->read({as_cell(pixels, rows, columns, stride)}, dpi)[0];
  std::snprintf(out, static_cast<size_t>(size), "%s", read.text.c_str());
  return read.confidence;
}
}
