#include "ocr/digit_network.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

#include "ocr/digit_line.h"

namespace gouji {
namespace {

constexpr int kStripWidth = 1024;  // pixels read in one pass, of kLineHeight high
constexpr int kWidthStep = 128;    // a strip that is not full is cut to a multiple of this
constexpr int kGap = 8;  // pixels between lines: with their margins, as far as a column sees
constexpr int kPixelsPerStep = 2;
constexpr double kFullInk = 200;  // find_line's value of ink, which the network takes as 1

struct Place {
  std::size_t cell;
  int x;
  int width;
};

int even(int n) { return (n + 1) / 2 * 2; }

}  // namespace

DigitNetwork::DigitNetwork(const std::filesystem::path& weights) {
  try {
    net_ = cv::dnn::readNetFromONNX(weights.string());
  } catch (const cv::Exception& e) {
    throw std::runtime_error("cannot load the digit network " + weights.string() + ": " + e.err);
  }
}

std::vector<DecodedLine> DigitNetwork::decode(const std::vector<cv::Mat>& cells) {
  std::vector<DecodedLine> decoded(cells.size());
  cv::Mat strip(kLineHeight, kStripWidth, CV_8U, cv::Scalar(0));
  std::vector<Place> places;
  int used = kGap;
  auto flush = [&] {
    if (places.empty()) return;
    int width = (used + kWidthStep - 1) / kWidthStep * kWidthStep;
    net_.setInput(cv::dnn::blobFromImage(strip.colRange(0, width), 1 / kFullInk));
    cv::Mat out = net_.forward();  // 1 x classes x 1 x steps
    cv::Mat logits(out.size[1], out.size[3], CV_32F, out.ptr<float>());
    for (const Place& p : places) {
      cv::Range steps(p.x / kPixelsPerStep, (p.x + even(p.width)) / kPixelsPerStep);
      decoded[p.cell] = decode_line(logits.colRange(steps));
    }
    strip.setTo(0);
    places.clear();
    used = kGap;
  };
  for (std::size_t i = 0; i < cells.size(); ++i) {
    cv::Mat line = find_line(cells[i]);
    if (used + even(line.cols) + kGap > kStripWidth) flush();
    line.copyTo(strip(cv::Rect(used, 0, line.cols, kLineHeight)));
    places.push_back({i, used, line.cols});
    used += even(line.cols) + kGap;
  }
  flush();
  return decoded;
}

std::vector<Reading> DigitNetwork::read(const std::vector<cv::Mat>& cells) {
  std::vector<Reading> readings;
  readings.reserve(cells.size());
  for (DecodedLine& line : decode(cells)) {
    readings.push_back({std::move(line.alternatives), Method::kOcr});
  }
  return readings;
}

std::vector<Reading> DigitNetwork::read_leading(const std::vector<cv::Mat>& cells) {
  std::vector<Reading> readings;
  readings.reserve(cells.size());
  for (DecodedLine& line : decode(cells)) {
    readings.push_back({std::move(line.leading), Method::kOcr});
  }
  return readings;
}

std::unique_ptr<DigitReader> make_digit_reader(const std::filesystem::path& weights) {
  return std::make_unique<DigitNetwork>(weights);
}

}  // namespace gouji
