#include "ocr/digit_network.h"

#include <fmt/format.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <stdexcept>
#include <string>
#include <utility>

#include "models/sentences.h"
#include "ocr/date_decoder.h"
#include "ocr/digit_line.h"

namespace gouji {
namespace {

constexpr int kStripWidth = 1024;  // pixels read in one pass, of kLineHeight high
constexpr int kWidthStep = 128;    // a strip that is not full is cut to a multiple of this
constexpr int kGap = 8;  // pixels between lines: with their margins, as far as a column sees
constexpr int kPixelsPerStep = 2;
constexpr double kComplete = 0.95;  // chance that nothing was lost of what find_line doubts
constexpr double kFaint = 0.5;      // of most cells' ink: what is fainter is grain
constexpr double kPrinted = 0.8;    // of cells sorted by ink: one with print
constexpr std::size_t kTable = 12, kLookedAt = 40;  // cells
constexpr double kFullInk = 200;  // find_line's value of ink, which the network takes as 1

// Of a line of text whose figures are as high as the network is used to (kDigitHeight), pixels.
constexpr double kChineseHeight = 20, kChineseWidth = 21.7;
constexpr int kLongestLine = 2000;  // pixels; no date
constexpr double kInkShare = 0.97;  // of a line's pixels sorted by darkness: full ink

struct Place {
  std::size_t cell;
  int x;
  int width;
  bool complete;
};

int even(int n) { return (n + 1) / 2 * 2; }

// A line with its ink at kFullInk and its paper at 0, its middle in the middle of kLineHeight.
cv::Mat whole_line(const cv::Mat& line, double character) {
  const double scale = kChineseHeight / std::max(character, 1.0);
  if (line.empty() || scale * line.cols > kLongestLine || scale * line.rows < 1) return {};
  cv::Mat sized;
  cv::resize(line, sized, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  cv::Mat dark = 255 - sized, sorted;
  cv::sort(dark.reshape(1, 1), sorted, cv::SORT_EVERY_ROW | cv::SORT_ASCENDING);
  const double full = sorted.at<uchar>(static_cast<int>(kInkShare * (sorted.cols - 1)));
  dark.convertTo(dark, CV_8U, kFullInk / std::max(full, kFaintestInk));
  cv::min(dark, kFullInk, dark);
  cv::Mat out(kLineHeight, dark.cols, CV_8U, cv::Scalar(0));
  const int rows = std::min(dark.rows, kLineHeight);
  dark.rowRange((dark.rows - rows) / 2, (dark.rows - rows) / 2 + rows)
      .copyTo(out.rowRange((kLineHeight - rows) / 2, (kLineHeight - rows) / 2 + rows));
  return out;
}

// What is so much fainter than the print of most cells is none: a blank on grainy paper. By the ink
// of some of the cells, those of a table or of a page.
double faintest_ink(const std::vector<cv::Mat>& cells) {
  if (cells.size() < kTable) return kFaintestInk;
  std::vector<double> inks;
  const std::size_t step = std::max<std::size_t>(1, cells.size() / kLookedAt);
  for (std::size_t i = 0; i < cells.size(); i += step) inks.push_back(ink_darkness(cells[i]));
  const auto usual = inks.begin() + static_cast<std::ptrdiff_t>(kPrinted * inks.size());
  std::nth_element(inks.begin(), usual, inks.end());
  return std::max(kFaintestInk, kFaint * *usual);
}

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

cv::Mat DigitNetwork::logits(const cv::Mat& strip) {
  net_.setInput(cv::dnn::blobFromImage(strip, 1 / kFullInk));
  cv::Mat out = net_.forward();  // 1 x classes x 1 x steps
  return cv::Mat(out.size[1], out.size[3], CV_32F, out.ptr<float>()).clone();
}

std::vector<Reading> DigitNetwork::read(const std::vector<cv::Mat>& cells,
                                        const std::vector<cv::Mat>& wider) {
  std::vector<Reading> readings(cells.size());
  cv::Mat strip(kLineHeight, kStripWidth, CV_8U, cv::Scalar(0));
  std::vector<Place> places;
  int used = kGap;
  auto flush = [&] {
    if (places.empty()) return;
    int width = (used + kWidthStep - 1) / kWidthStep * kWidthStep;
    const cv::Mat out = logits(strip.colRange(0, width));
    for (const Place& p : places) {
      cv::Range steps(p.x / kPixelsPerStep, (p.x + even(p.width)) / kPixelsPerStep);
      readings[p.cell] = {decode_line(out.colRange(steps)), Method::kOcr};
      if (!p.complete) doubt(readings[p.cell]);
    }
    strip.setTo(0);
    places.clear();
    used = kGap;
  };
  const double faintest = faintest_ink(cells);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    DigitLine line = find_line(cells[i], Look::kUsual, faintest);
    if (line.maybe_incomplete && !wider.empty()) {
      DigitLine whole = find_line(wider[i], Look::kClose, faintest);
      if (!whole.maybe_incomplete) line = std::move(whole);
    }
    int width = line.pixels.cols;
    if (used + even(width) + kGap > kStripWidth) flush();
    line.pixels.copyTo(strip(cv::Rect(used, 0, width, kLineHeight)));
    places.push_back({i, used, width, !line.maybe_incomplete});
    used += even(width) + kGap;
  }
  flush();
  return readings;
}

std::optional<Alternative> DigitNetwork::read_date(const cv::Mat& line, double character) {
  const cv::Mat ink = whole_line(line, character);
  if (ink.empty()) return {};
  const int width = (ink.cols + 2 * kGap + kWidthStep - 1) / kWidthStep * kWidthStep;
  cv::Mat strip(kLineHeight, width, CV_8U, cv::Scalar(0));
  ink.copyTo(strip(cv::Rect(kGap, 0, ink.cols, kLineHeight)));
  return decode_date(logits(strip), kChineseWidth / kPixelsPerStep);
}

std::unique_ptr<DigitReader> make_digit_reader(const std::filesystem::path& weights) {
  return std::make_unique<DigitNetwork>(weights);
}

}  // namespace gouji
