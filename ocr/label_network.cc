#include "ocr/label_network.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <opencv2/imgproc.hpp>
#include <stdexcept>

#include "models/sentences.h"
#include "models/text.h"
#include "ocr/label_line.h"

namespace gouji {
namespace {

constexpr int kStripWidth = 1024;  // pixels read in one pass, of kWordsHeight high
constexpr int kWidthStep = 128;    // a strip that is not full is cut to a multiple of this
constexpr int kPixelsPerStep = 4;
constexpr int kGap = 12;  // pixels between lines: with their margins, as far as a column sees
constexpr double kFullInk = 200;       // find_words' value of ink, which the network takes as 1
constexpr char32_t kUnknown = 0xFFFD;  // any character that is not in the alphabet

struct Place {
  size_t cell;
  int x, width;
};

int whole_steps(int width) {
  return (width + kPixelsPerStep - 1) / kPixelsPerStep * kPixelsPerStep;
}

}  // namespace

LabelNetwork::LabelNetwork(const std::filesystem::path& directory) {
  const std::filesystem::path weights = directory / "model.onnx";
  try {
    net_ = cv::dnn::readNetFromONNX(weights.string());
  } catch (const cv::Exception& e) {
    throw std::runtime_error(fmt::format(sentences::kNoNetwork, weights.string(), e.err));
  }
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
  cv::Mat strip(kWordsHeight, kStripWidth, CV_8U, cv::Scalar(0));
  std::vector<Place> places;
  int used = kGap;
  const auto flush = [&] {
    if (places.empty()) return;
    const int width = (used + kWidthStep - 1) / kWidthStep * kWidthStep;
    net_.setInput(
        cv::dnn::blobFromImage(strip.colRange(0, std::min(width, kStripWidth)), 1 / kFullInk));
    const cv::Mat blob = net_.forward();  // 1 x classes x 1 x steps
    const cv::Mat logits(blob.size[1], blob.size[3], CV_32F, const_cast<float*>(blob.ptr<float>()));
    for (const Place& p : places) {
      out[p.cell] = decode(logits.colRange(p.x / kPixelsPerStep, (p.x + p.width) / kPixelsPerStep));
    }
    strip.setTo(0);
    places.clear();
    used = kGap;
  };
  for (size_t i = 0; i < cells.size(); ++i) {
    const cv::Mat words = find_words(cells[i], dpi);
    const int width = whole_steps(words.cols);
    if (words.empty() || width + 2 * kGap > kStripWidth) continue;
    if (used + width + kGap > kStripWidth) flush();
    words.copyTo(strip(cv::Rect(used, 0, words.cols, kWordsHeight)));
    places.push_back({i, used, width});
    used += width + kGap;
  }
  flush();
  return out;
}

}  // namespace gouji
