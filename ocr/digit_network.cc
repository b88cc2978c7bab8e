#include "ocr/digit_network.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "models/quantile.h"
#include "ocr/darkness.h"
#include "ocr/date_decoder.h"
#include "ocr/digit_line.h"

namespace gouji {
namespace {

constexpr int kPixelsPerStep = 2;
constexpr int kGap = 8;  // between lines
constexpr LineNetwork::Shape kShape = {.height = kLineHeight, .step = kPixelsPerStep, .gap = kGap};
constexpr double kSure = 0.999;         // from which the second network is not asked
constexpr double kPerhapsFigure = 0.5;  // of words; below, a figure may be meant
constexpr double kComplete = 0.95;      // chance that nothing was lost of what find_line doubts
constexpr double kFaint = 0.5;          // of most cells' ink: what is fainter is grain
constexpr double kPrinted = 0.8;        // of cells sorted by ink: one with print
constexpr double kSlashHeight = 0.8;    // of figures: a slash is as high, at least
constexpr double kSureFigure = 0.99;    // or slash, by which others are judged
constexpr std::size_t kAligned = 5;     // figures at the sides of their cells
constexpr std::size_t kFewFigures = 2;  // without so many it is not known how high figures are
constexpr std::size_t kTable = 12, kLookedAt = 40;  // cells

// Of a line of text whose figures are as high as the network is used to (kDigitHeight), pixels.
constexpr double kChineseHeight = 20, kChineseWidth = 21.7;
constexpr int kLongestLine = 2000;  // pixels; no date
constexpr double kInkShare = 0.97;  // of a line's pixels sorted by darkness: full ink

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
  return std::max(kFaintestInk, kFaint * quantile(std::move(inks), kPrinted));
}

void doubt(Reading& reading) {
  for (Alternative& a : reading.alternatives) a.probability *= kComplete;
}

bool is_slash(const Reading& reading) { return reading.text() == "/"; }

bool is_figure(const Reading& reading) {
  return reading.text().find_first_of("0123456789") != std::string::npos;
}

// How high figures are at least, by most of those of which nothing is lost; 0 where these are few.
double least_height(const std::vector<DigitLine>& lines, const std::vector<Reading>& readings) {
  std::vector<double> heights;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool figure = is_figure(readings[i]) && readings[i].probability() > kSureFigure;
    if (figure && lines[i].loss == PrintLoss::kNone) heights.push_back(lines[i].height);
  }
  if (heights.size() < kFewFigures) return 0;
  return kSlashHeight * median(std::move(heights));
}

// Whether a slash stands clear of its cell's sides somewhere: clerks who strike out do it often.
bool has_clear_slash(const std::vector<DigitLine>& lines, const std::vector<Reading>& readings) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool clear = lines[i].loss == PrintLoss::kNone && readings[i].probability() > kSureFigure;
    if (clear && is_slash(readings[i])) return true;
  }
  return false;
}

bool is_at_side(PrintLoss loss) {
  return loss == PrintLoss::kAtLeft || loss == PrintLoss::kAtRight || loss == PrintLoss::kAtSides;
}

// Whether a table's figures begin at the left side of their cells, or end at the right one: several
// do, with several characters there, each clear. Then no more of them is behind the rule: what
// followed would stand away from it.
bool sets_figures_at(PrintLoss side, const std::vector<DigitLine>& lines,
                     const std::vector<Reading>& readings) {
  std::string there;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& text = readings[i].text();
    if (lines[i].loss != side || text.empty() || readings[i].probability() <= kSure) continue;
    const char c = side == PrintLoss::kAtLeft ? text.front() : text.back();
    if (c >= '0' && c <= '9') there += c;
  }
  return there.size() >= kAligned && there.find_first_not_of(there.front()) != there.npos;
}

// What may have lost print is doubtful: a blank, too, where something as high as the table's
// figures was taken for a rule's. Where slashes are printed, one as high as the figures beside it
// and whole but for what may be beside it is one of them: a 1 of which a rule took the stroke is
// lower, a 7 would have lost its bar above, and a 4 that is cut is no clerk's habit.
void doubt_incomplete(const std::vector<DigitLine>& lines, std::vector<Reading>& readings) {
  const double least = least_height(lines, readings);
  const bool slashes = least > 0 && has_clear_slash(lines, readings);
  const bool left = sets_figures_at(PrintLoss::kAtLeft, lines, readings);
  const bool right = sets_figures_at(PrintLoss::kAtRight, lines, readings);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const PrintLoss loss = lines[i].loss;
    const bool whole_slash =
        slashes && is_at_side(loss) && is_slash(readings[i]) && lines[i].height >= least;
    const bool aligned =
        ((left && loss == PrintLoss::kAtLeft) || (right && loss == PrintLoss::kAtRight)) &&
        is_figure(readings[i]) && readings[i].probability() > kSure;
    const bool hides = least > 0 && readings[i].text().empty() && lines[i].dropped >= least;
    if ((loss != PrintLoss::kNone && !whole_slash && !aligned) || hides) doubt(readings[i]);
  }
}

}  // namespace

DigitNetwork::DigitNetwork(const std::filesystem::path& directory)
    : network_(directory / "model.onnx", kShape), second_(directory / "second.onnx", kShape) {}

std::vector<Reading> DigitNetwork::read(const std::vector<cv::Mat>& cells,
                                        const std::vector<cv::Mat>& wider) {
  std::vector<Reading> readings(cells.size());
  std::vector<DigitLine> found;
  std::vector<cv::Mat> lines;
  const double faintest = faintest_ink(cells);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    DigitLine line = find_line(cells[i], InkScale::kReduced, faintest);
    if (line.loss != PrintLoss::kNone && !wider.empty()) {
      DigitLine whole = find_line(wider[i], InkScale::kFull, faintest);
      if (whole.loss == PrintLoss::kNone) line = std::move(whole);
    }
    lines.push_back(line.pixels);
    found.push_back(std::move(line));
  }
  network_.read(lines, [&](std::size_t i, const cv::Mat& logits) {
    readings[i] = {decode_line(logits), Method::kOcr};
  });
  read_again(lines, readings);
  doubt_incomplete(found, readings);
  return readings;
}

// Takes what the second network says into the readings that may be figures and are not sure.
void DigitNetwork::read_again(const std::vector<cv::Mat>& lines, std::vector<Reading>& readings) {
  std::vector<cv::Mat> again(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool words = readings[i].text() == kUnread && readings[i].probability() >= kPerhapsFigure;
    if (!words && readings[i].probability() <= kSure) again[i] = lines[i];
  }
  second_.read(again, [&](std::size_t i, const cv::Mat& logits) {
    readings[i].alternatives = together(readings[i].alternatives, decode_line(logits));
  });
}

std::optional<Alternative> DigitNetwork::read_date(const cv::Mat& line, double character) {
  const cv::Mat ink = whole_line(line, character);
  if (ink.empty()) return {};
  return decode_date(network_.read(ink), kChineseWidth / kPixelsPerStep);
}

std::unique_ptr<DigitReader> make_digit_reader(const std::filesystem::path& directory) {
  return std::make_unique<DigitNetwork>(directory);
}

}  // namespace gouji
