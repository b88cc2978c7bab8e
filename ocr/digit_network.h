// Reads figures with a small convolutional network (data/digits/README.md tells how it was made).
#pragma once

#include <filesystem>
#include <memory>
#include <opencv2/core.hpp>
#include <optional>
#include <vector>

#include "models/reading.h"
#include "ocr/digit_decoder.h"
#include "ocr/digit_reader.h"
#include "ocr/line_network.h"

namespace gouji {

// Many cells in one call cost less than one by one: their lines are read side by side. What the
// network is not sure of a second one reads as well.
class DigitNetwork : public DigitReader {
 public:
  // `directory`: data/digits, with model.onnx and second.onnx. Throws std::runtime_error if they
  // cannot be loaded.
  explicit DigitNetwork(const std::filesystem::path& directory);

  using DigitReader::read;
  std::vector<Reading> read(const std::vector<cv::Mat>& cells,
                            const std::vector<cv::Mat>& wider) override;
  std::optional<Alternative> read_date(const cv::Mat& line, double character) override;

 private:
  void read_again(const std::vector<cv::Mat>& lines, std::vector<Reading>& readings);

  LineNetwork network_, second_;
};

// A DigitNetwork, for those that need only a DigitReader. Throws as its constructor does.
std::unique_ptr<DigitReader> make_digit_reader(const std::filesystem::path& directory);

}  // namespace gouji
