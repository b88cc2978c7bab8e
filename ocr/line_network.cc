#include "ocr/line_network.h"

#include <fmt/format.h>

#include <stdexcept>

#include "models/sentences.h"
#include "ocr/darkness.h"

namespace gouji {
namespace {

constexpr int kStripWidth = 1024;  // pixels read in one pass
constexpr int kWidthStep = 128;    // a strip that is not full is cut to a multiple of this

struct Place {
  size_t line;
  cv::Range steps;
};

int multiple_of(int n, int length) { return (length + n - 1) / n * n; }

}  // namespace

LineNetwork::LineNetwork(const std::filesystem::path& weights, const Shape& shape) : shape_(shape) {
  try {
    net_ = cv::dnn::readNetFromONNX(weights.string());
  } catch (const cv::Exception& e) {
    throw std::runtime_error(fmt::format(sentences::kNoNetwork, weights.string(), e.err));
  }
}

cv::Mat LineNetwork::logits(const cv::Mat& strip) {
  net_.setInput(cv::dnn::blobFromImage(strip, 1 / kFullInk));
  cv::Mat out = net_.forward();  // 1 x classes x 1 x steps
  return cv::Mat(out.size[1], out.size[3], CV_32F, out.ptr<float>()).clone();
}

void LineNetwork::read(const std::vector<cv::Mat>& lines, const Take& take) {
  cv::Mat strip(shape_.height, kStripWidth, CV_8U, cv::Scalar(0));
  std::vector<Place> places;
  int used = shape_.gap;
  const auto flush = [&] {
    if (places.empty()) return;
    const cv::Mat out = logits(strip.colRange(0, multiple_of(kWidthStep, used)));
    for (const Place& p : places) take(p.line, out.colRange(p.steps));
    strip.setTo(0);
    places.clear();
    used = shape_.gap;
  };
  for (size_t i = 0; i < lines.size(); ++i) {
    const int width = multiple_of(shape_.step, lines[i].cols);
    if (lines[i].empty() || width + 2 * shape_.gap > kStripWidth) continue;
    if (used + width + shape_.gap > kStripWidth) flush();
    lines[i].copyTo(strip(cv::Rect(used, 0, lines[i].cols, shape_.height)));
    places.push_back({i, {used / shape_.step, (used + width) / shape_.step}});
    used += width + shape_.gap;
  }
  flush();
}

cv::Mat LineNetwork::read(const cv::Mat& line) {
  const int width = multiple_of(kWidthStep, line.cols + 2 * shape_.gap);
  cv::Mat strip(shape_.height, width, CV_8U, cv::Scalar(0));
  line.copyTo(strip(cv::Rect(shape_.gap, 0, line.cols, shape_.height)));
  return logits(strip);
}

}  // namespace gouji
