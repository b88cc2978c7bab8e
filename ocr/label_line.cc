#include "ocr/label_line.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "models/runs.h"
#include "ocr/darkness.h"
#include "ocr/digit_ink.h"

namespace gouji {
namespace {

constexpr double kWorkDpi = 150;   // characters of 7 to 12 pt are then 15 to 25 pixels high
constexpr double kFaintest = 35;   // gray levels under the paper at least, for something to be ink
constexpr double kInkShare = 0.4;  // of the darkest ink: what counts as ink
constexpr double kCharacter = 20;  // pixels in the line found
constexpr int kLost = 1;           // rows of pixels that a scan may lack within a line
constexpr int kLeastHeight = 6;    // pixels of a line
constexpr double kSpeck = 0.12;    // of the height of a line, both ways: dust
constexpr double kPart = 0.55;     // of the height of the highest line: what is lower is a part
constexpr size_t kWidest = 2;      // marks, that may be two characters
constexpr double kPitch = 1.15;    // of the width of a character: from line to line, at least
constexpr double kOffPitch = 0.2;  // of it: where the paper between two lines is looked for
constexpr double kValley = 0.3;    // of the mean row's ink: there is no more between two lines
constexpr double kHigher = 1.15;   // of that height: the highest that two parts make together
constexpr double kNear = 0.6;      // of the height of a line: white within it
constexpr int kBetween = 5;        // pixels of paper between two lines in the line found
constexpr int kMargin = 2;         // and at both ends

// The width of most characters: of the few widest marks, the least. Two that touch are wider, parts
// of one narrower.
double character_width(const std::vector<Blob>& marks) {
  std::vector<int> widths;
  for (const Blob& b : marks) widths.push_back(b.box.width);
  std::sort(widths.begin(), widths.end(), std::greater<>());
  return widths.empty() ? 0 : widths[std::min(widths.size() - 1, kWidest)];
}

// Lines of print that a coarse raster joins, because there is hardly any paper between them: as
// many as characters as high as wide make, if there is little ink where one ends.
std::vector<cv::Range> parted(const cv::Mat& ink, const cv::Range& rows, double character) {
  if (character < kLeastHeight) return {rows};
  const int count = cvRound(rows.size() / (kPitch * character));
  if (count < 2) return {rows};
  std::vector<int> profile;
  for (int y = rows.start; y < rows.end; ++y) profile.push_back(cv::countNonZero(ink.row(y)));
  const double mean = std::accumulate(profile.begin(), profile.end(), 0.0) / rows.size();
  const double pitch = static_cast<double>(rows.size()) / count;
  std::vector<cv::Range> out;
  int from = 0;
  for (int k = 1; k < count; ++k) {
    const auto first = profile.begin() + cvRound((k - kOffPitch) * pitch);
    const auto least = std::min_element(first, first + cvRound(2 * kOffPitch * pitch) + 1);
    if (*least > kValley * mean) return {rows};
    const int cut = static_cast<int>(least - profile.begin());
    out.push_back({rows.start + from, rows.start + cut});
    from = cut + (*least == 0);
  }
  out.push_back({rows.start + from, rows.end});
  return out;
}

// The rows of each line of print. What is lower than a line is a part of the one beside it (the
// upper part of 总), or dust.
std::vector<cv::Range> find_rows(const cv::Mat& ink, double character) {
  std::vector<cv::Range> parts;
  for (const cv::Range& rows : runs(
           ink.rows, [&](int y) { return cv::countNonZero(ink.row(y)) > 0; }, kLost)) {
    const auto apart = parted(ink, rows, character);
    parts.insert(parts.end(), apart.begin(), apart.end());
  }
  const int height = longest(parts);
  std::vector<cv::Range> lines = joined(parts, kHigher * height);
  std::erase_if(lines, [&](const cv::Range& r) { return r.size() < kPart * height; });
  return lines;
}

// From the first to the last character in `rows`; what stands apart and is narrow is dust.
cv::Range find_columns(const cv::Mat& ink, const cv::Range& rows) {
  cv::Mat sums;
  cv::reduce(ink.rowRange(rows), sums, 0, cv::REDUCE_MAX);
  const double height = rows.size();
  std::vector<cv::Range> parts = runs(
      sums.cols, [&](int x) { return sums.at<uchar>(x) > 0; }, kNear * height);
  std::erase_if(
      parts, [&](const cv::Range& r) { return parts.size() > 1 && r.size() < kNear * height / 2; });
  return parts.empty() ? cv::Range(0, 0) : cv::Range(parts.front().start, parts.back().end);
}

// Ink without what is too small for a stroke.
void erase_specks(cv::Mat& ink, const std::vector<Blob>& blobs) {
  int highest = 0;
  for (const Blob& b : blobs) highest = std::max(highest, b.box.height);
  const double least = kSpeck * highest;
  for (const Blob& b : blobs) {
    if (b.area < 3 || (b.box.height < least && b.box.width < least)) ink(b.box).setTo(0);
  }
}

// A line of print, `zoom` times as large, in the middle of kWordsHeight; of the rows around it only
// those that no other line has.
cv::Mat cut_line(const cv::Mat& dark, const cv::Range& rows, const cv::Range& columns,
                 double zoom) {
  const int middle = (rows.start + rows.end) / 2, reach = cvCeil(kWordsHeight / zoom / 2);
  cv::Mat part(2 * reach, columns.size(), CV_8U, cv::Scalar(0));
  const cv::Range own = cv::Range(rows.start - 1, rows.end + 1) &
                        cv::Range(middle - reach, middle + reach) & cv::Range(0, dark.rows);
  dark(own, columns).copyTo(part.rowRange(own.start - middle + reach, own.end - middle + reach));
  cv::Mat line;
  const int width = std::max(2, cvRound(columns.size() * zoom));
  cv::resize(part, line, {width, kWordsHeight}, 0, 0, zoom < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  return line;
}

}  // namespace

cv::Mat find_words(const cv::Mat& cell, double dpi) {
  if (cell.rows < 4 || cell.cols < 4) return {};
  const double scale = std::min(1.0, kWorkDpi / dpi);
  cv::Mat small = cell;
  if (scale < 1) cv::resize(cell, small, {}, scale, scale, cv::INTER_AREA);
  if (small.rows < 4 || small.cols < 4) return {};
  const cv::Mat dark = darkness(small);
  const double full = std::max(ink_level(dark), kFaintest);
  cv::Mat ink;
  cv::threshold(dark, ink, kInkShare * full, 255, cv::THRESH_BINARY);
  const Ink found = find_ink(ink);
  erase_specks(ink, found.figures);
  const std::vector<cv::Range> lines = find_rows(ink, character_width(found.figures));
  const int height = longest(lines);
  if (height < kLeastHeight) return {};
  std::vector<cv::Mat> pieces;
  for (const cv::Range& rows : lines) {
    const cv::Range columns = find_columns(ink, rows);
    if (columns.size() < 2) continue;
    cv::Mat line = cut_line(dark, rows, columns, kCharacter / height);
    line.convertTo(line, CV_8U, kFullInk / full);
    cv::copyMakeBorder(line, line, 0, 0, pieces.empty() ? kMargin : kBetween, 0,
                       cv::BORDER_CONSTANT, 0);
    pieces.push_back(line);
  }
  if (pieces.empty()) return {};
  cv::Mat out;
  cv::hconcat(pieces, out);
  cv::copyMakeBorder(out, out, 0, 0, 0, kMargin, cv::BORDER_CONSTANT, 0);
  return out;
}

}  // namespace gouji
