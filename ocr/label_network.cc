#include "ocr/label_network.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <stdexcept>

#include "models/sentences.h"
#include "models/text.h"
#include "ocr/label_line.h"

namespace gouji {
namespace {

constexpr char32_t kUnknown = 0xFFFD;  // any character that is not in the alphabet

}  // namespace

LabelNetwork::LabelNetwork(const std::filesystem::path& directory)
    : network_(directory / "model.onnx", {.height = kWordsHeight, .step = 4, .gap = 12}) {
  std::ifstream in(directory / "alphabet.txt");
  std::string alphabet;
  std::getline(in, alphabet);
  for (char32_t c : to_utf32(alphabet)) {
    classes_.push_back(c == kUnknown ? "" : to_utf8(std::u32string(1, c)));
  }
  if (classes_.empty()) {
    throw std::runtime_error(
        fmt::format(sentences::kNoNetwork, (directory / "alphabet.txt").string(), "empty"));
  }
}

// The best path: at each step the most probable class, what repeats said once.
ReadLine LabelNetwork::decode(const cv::Mat& logits) const {
  ReadLine read;
  int before = 0, characters = 0;
  double peak = 0, sum_of_peaks = 0;
  bool known = true;
  const auto close = [&] {
    if (before == 0) return;
    sum_of_peaks += peak;
    ++characters;
  };
  for (int t = 0; t < logits.cols; ++t) {
    int best = 0;
    for (int c = 1; c < logits.rows; ++c) {
      if (logits.at<float>(c, t) > logits.at<float>(best, t)) best = c;
    }
    double sum = 0;
    for (int c = 0; c < logits.rows; ++c) {
      sum += std::exp(logits.at<float>(c, t) - logits.at<float>(best, t));
    }
    if (best != before) {
      close();
      peak = 0;
      if (best > 0) {
        const std::string& c = classes_[static_cast<size_t>(best) - 1];
        known &= !c.empty();
        read.text += c;
      }
    }
    peak = std::max(peak, 1 / sum);
    before = best;
  }
  close();
  if (!known) read.text.clear();
  if (characters > 0) read.confidence = sum_of_peaks / characters;
  return read;
}

std::vector<ReadLine> LabelNetwork::read(const std::vector<cv::Mat>& cells, double dpi) {
  std::vector<ReadLine> out(cells.size());
  std::vector<cv::Mat> lines;
  for (const cv::Mat& cell : cells) lines.push_back(find_words(cell, dpi));
  network_.read(lines, [&](size_t i, const cv::Mat& logits) { out[i] = decode(logits); });
  return out;
}

}  // namespace gouji
