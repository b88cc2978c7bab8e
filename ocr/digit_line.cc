#include "ocr/digit_line.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "ocr/digit_ink.h"

namespace gouji {
namespace {

// Sizes are in digit heights or cell heights unless they say pixels.
constexpr int kDigitHeight = 15;      // pixels in the line found
constexpr double kFullInk = 200;      // of 255, in the line found
constexpr double kPaperShare = 0.65;  // of a block's pixels sorted by light: paper, not ink
constexpr double kInkShare = 0.28;    // of the darkest ink: what counts as ink
constexpr double kFaintestInk = 45;   // gray levels under the paper, for noise not to be ink
constexpr double kGrainShare = 0.7;   // of the pixels, below kGrain times the ink's darkness:
constexpr double kGrain = 0.1;        // else the cell is smoothed to look for ink
constexpr double kLineGap = 0.35;     // of the height of a line: white between two lines
constexpr double kWordGap = 2.5;      // of the digit height: white that ends a figure
constexpr double kMargin = 0.55;      // of the digit height: paper left at both ends
constexpr int kWorkHeight = 80;       // pixels: higher cells are halved to look for ink

struct Interval {
  int begin = 0;
  int end = 0;
  int area = 0;
  int length() const { return end - begin; }
};

// The gray level below which `share` of the block's pixels lie.
uchar level(const cv::Mat& block, double share) {
  std::array<int, 256> count{};
  for (int y = 0; y < block.rows; ++y) {
    const uchar* row = block.ptr(y);
    for (int x = 0; x < block.cols; ++x) ++count[row[x]];
  }
  int left = static_cast<int>(share * static_cast<double>(block.total()));
  int value = 0;
  while (value < 255 && (left -= count[value]) >= 0) ++value;
  return static_cast<uchar>(value);
}

// How much darker than the paper around it each pixel is.
cv::Mat darkness(const cv::Mat& cell) {
  int columns = std::clamp(cell.cols / std::max(cell.rows, 1), 1, 6);
  int rows = std::clamp(cell.rows / std::max(cell.cols, 1), 1, 4);
  cv::Mat paper(rows, columns, CV_8U);
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < columns; ++c) {
      cv::Range ys(cell.rows * r / rows, cell.rows * (r + 1) / rows);
      cv::Range xs(cell.cols * c / columns, cell.cols * (c + 1) / columns);
      paper.at<uchar>(r, c) = level(cell(ys, xs), kPaperShare);
    }
  }
  cv::Mat result;
  if (paper.total() == 1) {
    cv::subtract(cv::Scalar(paper.at<uchar>(0, 0)), cell, result);
  } else {
    cv::Mat smooth;
    cv::resize(paper, smooth, cell.size(), 0, 0, cv::INTER_LINEAR);
    cv::subtract(smooth, cell, result);
  }
  return result;
}

// The darkness of full ink, looked for away from the borders.
double ink_level(const cv::Mat& dark) {
  int dx = dark.cols / 8;
  int dy = dark.rows / 6;
  cv::Mat inner = dark(cv::Rect(dx, dy, dark.cols - 2 * dx, dark.rows - 2 * dy));
  cv::Mat smooth;
  cv::blur(inner, smooth, {2, 2});
  double most = 0;
  cv::minMaxLoc(smooth, nullptr, &most);
  return std::max(most, kFaintestInk);
}

// The lines of print, from top to bottom: blobs whose heights overlap or nearly so.
std::vector<Interval> find_intervals(std::vector<Blob>& blobs) {
  int largest = 0;
  int highest = 0;
  for (const Blob& b : blobs) {
    largest = std::max(largest, b.area);
    highest = std::max(highest, b.box.height);
  }
  std::erase_if(blobs, [&](const Blob& b) { return b.area < 3 || b.area * 60 < largest; });
  std::sort(blobs.begin(), blobs.end(),
            [](const Blob& a, const Blob& b) { return a.box.y < b.box.y; });
  std::vector<Interval> lines;
  for (const Blob& b : blobs) {
    int end = b.box.br().y;
    if (!lines.empty() && b.box.y - lines.back().end < kLineGap * highest) {
      lines.back().end = std::max(lines.back().end, end);
      lines.back().area += b.area;
    } else {
      lines.push_back({b.box.y, end, b.area});
    }
  }
  int tallest = 0;
  int fullest = 0;
  for (const Interval& l : lines) tallest = std::max(tallest, l.length());
  for (const Interval& l : lines) fullest = std::max(fullest, l.area);
  std::erase_if(
      lines, [&](const Interval& l) { return l.length() * 2 < tallest || l.area * 25 < fullest; });
  return lines;
}

// The part of `dark` in `box`, which may reach over its edges, as a line of `width` pixels.
cv::Mat sample(const cv::Mat& dark, const cv::Rect& box, double ink, int width) {
  cv::Mat part(box.size(), CV_8U, cv::Scalar(0));
  cv::Rect inside = box & cv::Rect(0, 0, dark.cols, dark.rows);
  if (!inside.empty()) dark(inside).copyTo(part(inside - box.tl()));
  cv::Mat line;
  bool shrink = box.height > kLineHeight;
  cv::resize(part, line, {width, kLineHeight}, 0, 0, shrink ? cv::INTER_AREA : cv::INTER_LINEAR);
  line.convertTo(line, CV_8U, kFullInk / ink);
  return line;
}

void append(cv::Mat& joined, const cv::Mat& next) {
  if (joined.empty()) {
    joined = next;
  } else {
    cv::hconcat(joined, next, joined);
  }
}

// How high digits would be, told from the line of print, or for a dash from its length.
double digit_height(const Interval& line, const std::vector<Blob>& blobs, cv::Size cell) {
  int widest = 0;
  for (const Blob& b : blobs) {
    if (b.box.y < line.end && b.box.br().y > line.begin) widest = std::max(widest, b.box.width);
  }
  double height = line.length();
  if (height < 0.5 * widest) height = std::max(height, std::min(1.1 * widest, 0.4 * cell.height));
  return std::max({height, 6.0, 0.12 * cell.height});
}

// The stretches of a line of print that stand together, from left to right. Specks far from the
// figure are left out, but not what may be figures of their own.
std::vector<cv::Range> find_stretches(const Interval& line, const std::vector<Blob>& blobs,
                                      double digit) {
  std::vector<Blob> members;
  for (const Blob& b : blobs) {
    if (b.box.y < line.end && b.box.br().y > line.begin) members.push_back(b);
  }
  std::sort(members.begin(), members.end(),
            [](const Blob& a, const Blob& b) { return a.box.x < b.box.x; });
  struct Stretch {
    cv::Range x;
    int tallest;
    int area;
  };
  std::vector<Stretch> stretches;
  for (const Blob& b : members) {
    if (!stretches.empty() && b.box.x - stretches.back().x.end < kWordGap * digit) {
      Stretch& last = stretches.back();
      last.x.end = std::max(last.x.end, b.box.br().x);
      last.tallest = std::max(last.tallest, b.box.height);
      last.area += b.area;
    } else {
      stretches.push_back({{b.box.x, b.box.br().x}, b.box.height, b.area});
    }
  }
  int fullest = 0;
  for (const Stretch& s : stretches) fullest = std::max(fullest, s.area);
  std::vector<cv::Range> found;
  for (const Stretch& s : stretches) {
    if (s.area == fullest || s.tallest >= 0.5 * digit) found.push_back(s.x);
  }
  return found;
}

// The line of print that has `rows` to itself; what stands above and below them is left out.
// Where it has a wide gap, a bar stands in its place: the network sees not as far as from one
// figure to the other, and two figures are not one number.
cv::Mat cut_line(const cv::Mat& all, const Interval& line, const std::vector<Blob>& blobs,
                 cv::Size work, double ink, cv::Range rows) {
  double zoom = static_cast<double>(all.rows) / work.height;
  int top = cvRound(rows.start * zoom);
  cv::Mat dark = all.rowRange(top, std::min(all.rows, cvRound(rows.end * zoom)));
  double digit = digit_height(line, blobs, work);
  double height = digit * kLineHeight / kDigitHeight;
  double middle = 0.5 * (line.begin + line.end);
  cv::Mat joined;
  for (const cv::Range& x : find_stretches(line, blobs, digit)) {
    if (!joined.empty()) append(joined, cv::Mat(kLineHeight, 2, CV_8U, cv::Scalar(kFullInk)));
    double x0 = x.start - kMargin * digit;
    double x1 = x.end + kMargin * digit;
    cv::Rect box(cv::Point(cvFloor(x0 * zoom), cvRound((middle - height / 2) * zoom)),
                 cv::Point(cvCeil(x1 * zoom), cvRound((middle + height / 2) * zoom)));
    append(joined, sample(dark, box - cv::Point(0, top), ink,
                          std::max(8, cvRound((x1 - x0) * kDigitHeight / digit))));
  }
  return joined;
}

}  // namespace

cv::Mat find_line(const cv::Mat& cell) {
  if (cell.rows < 4 || cell.cols < 4) return cv::Mat::zeros(kLineHeight, kLineHeight, CV_8U);
  cv::Mat dark = darkness(cell);
  cv::Mat small = dark;
  if (cell.rows > kWorkHeight) {
    int part = cell.rows / kWorkHeight + 1;
    cv::resize(dark, small, {(cell.cols + part - 1) / part, (cell.rows + part - 1) / part}, 0, 0,
               cv::INTER_AREA);
  }
  double ink = ink_level(small);
  if (level(small, kGrainShare) > kGrain * ink) {
    cv::Mat smooth;
    cv::blur(small, smooth, {3, 3});
    small = smooth;
    ink = ink_level(small);
  }
  cv::Mat all_ink = small > kInkShare * ink;
  cv::Mat mask = all_ink.clone();
  std::vector<Blob> blobs = find_blobs(mask);
  cv::Mat dropped = all_ink ^ mask;
  cv::dilate(dropped, dropped, cv::Mat::ones(3, 3, CV_8U));
  dropped &= ~mask;
  if (small.size() != dark.size())
    cv::resize(dropped, dropped, dark.size(), 0, 0, cv::INTER_NEAREST);
  dark.setTo(0, dropped);

  std::vector<Interval> lines = find_intervals(blobs);
  if (lines.empty()) {
    int side = std::min(cell.rows, cell.cols);
    cv::Rect middle((cell.cols - side) / 2, (cell.rows - side) / 2, side, side);
    return sample(dark, middle, ink, kLineHeight);
  }
  cv::Mat joined;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    cv::Range rows(0, small.rows);
    if (i > 0) rows.start = (lines[i - 1].end + lines[i].begin) / 2;
    if (i + 1 < lines.size()) rows.end = (lines[i].end + lines[i + 1].begin) / 2;
    append(joined, cut_line(dark, lines[i], blobs, small.size(), ink, rows));
  }
  return joined.cols > kMaxLineWidth ? joined.colRange(0, kMaxLineWidth).clone() : joined;
}

}  // namespace gouji
