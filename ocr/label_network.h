// Reads the words in table cells with a small convolutional network that knows the characters of
// the forms (data/labels/README.md tells how it was made), at a tenth of what Tesseract costs.
#pragma once

#include <filesystem>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "ocr/line_network.h"
#include "ocr/text_reader.h"

namespace gouji {

class LabelNetwork {
 public:
  // `directory`: data/labels, with model.onnx and alphabet.txt. Throws std::runtime_error if they
  // cannot be loaded.
  explicit LabelNetwork(const std::filesystem::path& directory);

  // `cells`: interiors of cells (CV_8UC1, dark on light, upright, at `dpi`), a reading for each:
  // its lines joined, punctuation in half width. The confidence is the mean of its
  // characters' probabilities: what share of them is right. The text is empty where nothing is
  // printed, or a character that the network does not know.
  std::vector<ReadLine> read(const std::vector<cv::Mat>& cells, double dpi);

 private:
  ReadLine decode(const cv::Mat& logits) const;

  LineNetwork network_;
  std::vector<std::string> classes_;  // of the network's output but CTC's blank, which is the first
};

}  // namespace gouji
