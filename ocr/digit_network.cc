#include "ocr/digit_network.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

#include "models/sentences.h"
#include "ocr/digit_line.h"

namespace gouji {
namespace {

constexpr int kStripWidth = 1024;  // pixels read in one pass, of kLineHeight high
constexpr int kWidthStep = 128;    // a strip that is not full is cut to a multiple of this
constexpr int kGap = 8;  // pixels between lines: with their margins, as far as a column sees
constexpr int kPixelsPerStep = 2;
constexpr double kComplete = 0.95;  // chance that nothing was lost of what find_line doubts
constexpr double kFullInk = 200;    // find_line's value of ink, which the network takes as 1

struct Place {
  std::size_t cell;
  int x;
  int width;
  bool complete;
};

int even(int n) { return (n + 1) / 2 * 2; }

void doubt(Reading& reading) {
  for (Alternative& a : reading.alternatives) a.probability *= kComplete;
}

}  // namespace

DigitNetwork::DigitNetwork(const std::filesystem::path& weights) {
  try {
    net_ = cv::dnn::readNetFromONNX(weights.string());
  } catch (const cv::Exception& e) {
    throw std::runtime_error(fmt::format(sentences::kNoNetwork, weights.string(), e.err));
  }
}

std::vector<Reading> DigitNetwork::read(const std::vector<cv::Mat>& cells) {
  std::vector<Reading> readings(cells.size());
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
      readings[p.cell] = {decode_line(logits.colRange(steps)), Method::kOcr};
      if (!p.complete) doubt(readings[p.cell]);
    }
    strip.setTo(0);
    places.clear();
    used = kGap;
  };
  for (std::size_t i = 0; i < cells.size(); ++i) {
    DigitLine line = find_line(cells[i]);
    int width = line.pixels.cols;
    if (used + even(width) + kGap > kStripWidth) flush();
    line.pixels.copyTo(strip(cv::Rect(used, 0, width, kLineHeight)));
    places.push_back({i, used, width, !line.maybe_incomplete});
    used += even(width) + kGap;
  }
  flush();
  return readings;
}

std::unique_ptr<DigitReader> make_digit_reader(const std::filesystem::path& weights) {
  return std::make_unique<DigitNetwork>(weights);
}

}  // namespace gouji
