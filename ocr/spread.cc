#include "ocr/spread.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "ocr/small_ink.h"

namespace gouji {
namespace {

constexpr double kLeastAspect = 1.2, kMostAspect = 2;  // width to height of a sheet of two pages
constexpr double kMiddle = 0.1;     // of the width, to either side, in which the pages may meet
constexpr double kLeastGap = 0.02;  // of the width; each page has a margin, and a fold a shadow
constexpr double kDust = 0.004;     // of the height, which a column of paper may show as ink
constexpr double kCrossed = 0.3;    // of the gap's width: so much ink side by side is a rule's
constexpr int kOffLine = 3;         // pixels; by which a rule that lies askew changes its row

struct Run {
  int begin = 0, end = 0;
};

// Whether a rule goes over from one side to the other, be it dotted.
bool is_crossed(const cv::Mat& gap) {
  cv::Mat rows, covered;
  cv::dilate(gap, rows, cv::Mat::ones(kOffLine, 1, CV_8UC1));
  cv::reduce(rows, covered, 1, cv::REDUCE_SUM, CV_32S);
  double most = 0;
  cv::minMaxLoc(covered, nullptr, &most);
  return most >= 255 * kCrossed * gap.cols;
}

// The column, as a share of the width, where two pages meet: paper from top to bottom, as near to
// the middle as there is.
std::optional<double> gutter(const Page& sheet) {
  const cv::Mat ink = small_ink(sheet.gray, sheet.dpi).ink;
  cv::Mat dark;
  cv::reduce(ink, dark, 0, cv::REDUCE_SUM, CV_32S);
  const int middle = ink.cols / 2, reach = cvRound(kMiddle * ink.cols);
  const auto is_paper = [&](int x) { return dark.at<int>(x) <= 255 * kDust * ink.rows; };
  std::optional<int> nearest;
  for (int x = middle - reach; x <= middle + reach;) {
    Run run{x, x};
    while (run.end <= middle + reach && is_paper(run.end)) ++run.end;
    x = run.end + 1;
    if (run.end - run.begin < kLeastGap * ink.cols) continue;
    if (is_crossed(ink.colRange(run.begin, run.end))) continue;
    const int at = std::clamp(middle, run.begin, run.end - 1);
    if (!nearest || std::abs(at - middle) < std::abs(*nearest - middle)) nearest = at;
  }
  if (!nearest) return std::nullopt;
  return static_cast<double>(*nearest) / ink.cols;
}

Page part(const Page& sheet, Side side, const cv::Rect& place) {
  Page out = sheet;
  out.side = side;
  out.gray = sheet.gray(place);
  if (!sheet.colour.empty()) out.colour = sheet.colour(place);
  out.to_points = sheet.to_points * cv::Matx33d(1, 0, place.x, 0, 1, place.y, 0, 0, 1);
  std::erase_if(out.glyphs, [&](const Glyph& g) {
    const double x = out.in_pixels(g.box.cx(), g.box.cy()).x;
    return x < 0 || x >= place.width;
  });
  return out;
}

}  // namespace

std::vector<Page> printed_pages(const Page& sheet) {
  const cv::Size size = sheet.gray.size();
  const double aspect = static_cast<double>(size.width) / size.height;
  if (aspect < kLeastAspect || aspect > kMostAspect) return {sheet};
  const auto meet = gutter(sheet);
  if (!meet) return {sheet};
  const int x = cvRound(*meet * size.width);
  return {part(sheet, Side::kLeft, {0, 0, x, size.height}),
          part(sheet, Side::kRight, {x, 0, size.width - x, size.height})};
}

}  // namespace gouji
