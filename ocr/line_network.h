// A convolutional network that reads lines of print, several of them side by side in one pass.
#pragma once

#include <filesystem>
#include <functional>
#include <opencv2/core.hpp>
#include <opencv2/dnn.hpp>
#include <vector>

namespace gouji {

class LineNetwork {
 public:
  struct Shape {
    int height;  // pixels, of its lines
    int step;    // pixels of a line per column of the output
    int gap;     // pixels between two lines: with their margins, as far as a column sees
  };
  // Of a line, by its index: CV_32F, a row per class, a column per step. Good only within the call.
  using Take = std::function<void(size_t, const cv::Mat& logits)>;

  // `weights`: ONNX. Throws std::runtime_error if it cannot be loaded.
  LineNetwork(const std::filesystem::path& weights, const Shape& shape);

  // `lines`: CV_8UC1, 0 where the paper is and kFullInk (ocr/darkness.h) where the ink is. Empty
  // lines and those longer than a strip are left out.
  void read(const std::vector<cv::Mat>& lines, const Take& take);

  // A line alone, however long, with `gap` of paper at both ends.
  cv::Mat read(const cv::Mat& line);

 private:
  cv::Mat logits(const cv::Mat& strip);

  cv::dnn::Net net_;
  Shape shape_;
};

}  // namespace gouji
