#include "ocr/spread.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "models/runs.h"
#include "ocr/pdf_document.h"
#include "ocr/small_ink.h"

namespace gouji {
namespace {

constexpr double kLeastAspect = 1.2, kMostAspect = 2;  // width to height of a sheet of two pages
constexpr double kMiddle = 0.1;     // of the width, to either side, in which the pages may meet
constexpr double kLeastGap = 0.02;  // of the width; each page has a margin, and a fold a shadow
constexpr double kDust = 0.004;     // of the height, which a column of paper may show as ink
constexpr double kCrossed = 0.3;    // of the gap's width: so much ink side by side is a rule's
constexpr int kStep = 2;            // gray levels, at the edge of a light rule
constexpr int kOffLine = 3;         // pixels; by which a rule that lies askew changes its row

constexpr double kPageWide = 0.5;   // of a half's width that a page's print spans
constexpr double kPageHigh = 0.25;  // of its height

// Whether a rule goes over from one side to the other, be it dotted.
bool is_crossed(const cv::Mat& gap) {
  cv::Mat rows, covered;
  cv::dilate(gap, rows, cv::Mat::ones(kOffLine, 1, CV_8UC1));
  cv::reduce(rows, covered, 1, cv::REDUCE_SUM, CV_32S);
  double most = 0;
  cv::minMaxLoc(covered, nullptr, &most);
  return most >= 255 * kCrossed * gap.cols;
}

// The column where two pages meet: paper from top to bottom, as near to the middle as there is.
std::optional<int> gutter(const cv::Mat& ink) {
  cv::Mat dark;
  cv::reduce(ink, dark, 0, cv::REDUCE_SUM, CV_32S);
  const int middle = ink.cols / 2, reach = cvRound(kMiddle * ink.cols);
  const auto is_paper = [&](int x) { return dark.at<int>(x) <= 255 * kDust * ink.rows; };
  std::optional<int> nearest;
  const auto is_paper_there = [&](int i) { return is_paper(middle - reach + i); };
  for (const cv::Range& there : runs(2 * reach + 1, is_paper_there)) {
    const cv::Range run = there + (middle - reach);
    if (run.size() < kLeastGap * ink.cols || is_crossed(ink.colRange(run))) continue;
    const int margin = run.size() / 4;
    const int at = std::clamp(middle, run.start + margin, run.end - margin);
    if (!nearest || std::abs(at - middle) < std::abs(*nearest - middle)) nearest = at;
  }
  return nearest;
}

// How far lines with more than dust in them reach, as a share of their number. `sums`: of the ink
// in each, 255 a pixel; `across`: pixels of a line.
double reach_of(const cv::Mat& sums, int across) {
  const int n = static_cast<int>(sums.total());
  int first = n, last = -1;
  for (int i = 0; i < n; ++i) {
    if (sums.at<int>(i) <= 255 * kDust * across) continue;
    first = std::min(first, i);
    last = i;
  }
  return n == 0 || last < first ? 0 : static_cast<double>(last - first + 1) / n;
}

// Whether there is so much print on it as on a page: a signature alone is not, or a short list.
bool is_full(const cv::Mat& ink) {
  cv::Mat columns, rows;
  cv::reduce(ink, columns, 0, cv::REDUCE_SUM, CV_32S);
  cv::reduce(ink, rows, 1, cv::REDUCE_SUM, CV_32S);
  return reach_of(columns, ink.rows) >= kPageWide && reach_of(rows, ink.cols) >= kPageHigh;
}

// Whether a rule as light as programs draw them goes over the middle of a page that is no scan.
bool is_crossed_lightly(const Page& sheet, int x) {
  const int reach = std::max(2, cvRound(kLeastGap * sheet.gray.cols / 2));
  const cv::Rect strip =
      cv::Rect(x - reach, 0, 2 * reach, sheet.gray.rows) & cv::Rect({}, sheet.gray.size());
  if (is_scan(sheet) || strip.empty() || strip.height < 2) return false;
  const cv::Mat gray = sheet.gray(strip);
  cv::Mat steps;
  cv::absdiff(gray.rowRange(1, gray.rows), gray.rowRange(0, gray.rows - 1), steps);
  return is_crossed(steps > kStep);
}

Page part(const Page& sheet, Side side, const cv::Rect& place) {
  Page out = sheet;
  out.side = side;
  out.gray = sheet.gray(place);
  if (!sheet.colour.empty()) out.colour = sheet.colour(place);
  out.to_points = sheet.to_points * cv::Matx33d(1, 0, place.x, 0, 1, place.y, 0, 0, 1);
  std::erase_if(out.glyphs, [&](const Glyph& g) {
    const double x = sheet.in_pixels(g.box.cx(), g.box.cy()).x;
    return x < place.x || x >= place.br().x;
  });
  return out;
}

}  // namespace

std::vector<Page> printed_pages(const Page& sheet, bool booklet) {
  const cv::Size size = sheet.gray.size();
  const double aspect = static_cast<double>(size.width) / size.height;
  if (!(aspect >= kLeastAspect && aspect <= kMostAspect)) return {sheet};
  const SmallInk small = small_ink(sheet.gray, sheet.dpi);
  const cv::Mat& ink = small.ink;
  const std::optional<int> meet = gutter(ink);
  if (!meet || *meet <= 0) return {sheet};
  if (!booklet && !(is_full(ink.colRange(0, *meet)) && is_full(ink.colRange(*meet, ink.cols)))) {
    return {sheet};
  }
  const int x = std::min(cvRound(*meet / small.scale), size.width - 1);
  if (is_crossed_lightly(sheet, x)) return {sheet};
  return {part(sheet, Side::kLeft, {0, 0, x, size.height}),
          part(sheet, Side::kRight, {x, 0, size.width - x, size.height})};
}

}  // namespace gouji
