#include "ocr/label_reader.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "models/runs.h"

namespace gouji {
namespace {

constexpr double kSheetDpi = 150;   // characters of 7 to 12 pt are then 15 to 25 pixels high
constexpr int kGap = 20;            // pixels of paper around each cell
constexpr double kDark = 150;       // gray level of ink
constexpr double kRuleReach = 1.0;  // mm from a cell's side within which a rule's remains are
constexpr double kBetween = 0.15;   // of the height of a line, between two set side by side
constexpr double kHigher = 1.1, kLow = 0.4;  // of the height of the highest line
constexpr double kNarrow = 2.8;              // of that height: with lines of two characters at most
constexpr double kOfRule = 0.5;              // of the side's length that is dark

bool is_rule(const cv::Mat& dark, bool row, int at) {
  const cv::Mat line = row ? dark.row(at) : dark.col(at);
  return cv::countNonZero(line) > kOfRule * static_cast<double>(line.total());
}

// Rubs out what rules left along the sides.
void erase_rules(cv::Mat& cell, double dpi) {
  const cv::Mat dark = cell < kDark;
  const int reach = cvCeil(kRuleReach * dpi / 25.4);
  for (const bool row : {true, false}) {
    const int length = row ? cell.rows : cell.cols;
    for (int i = 0; i < std::min(reach, length); ++i) {
      for (const int at : {i, length - 1 - i}) {
        if (!is_rule(dark, row, at)) continue;
        (row ? cell.row(at) : cell.col(at)).setTo(255);
      }
    }
  }
}

// The cell's print without the paper around it.
cv::Mat trimmed(const cv::Mat& cell, double dpi) {
  const double scale = std::min(1.0, kSheetDpi / dpi);
  cv::Mat out;
  cv::resize(cell, out, {}, scale, scale, cv::INTER_AREA);
  erase_rules(out, dpi * scale);
  const cv::Rect ink = cv::boundingRect(out < kDark);
  return ink.empty() ? cv::Mat() : out(ink);
}

// The rows of each line of print, from first to last + 1. What is lower than a line is a part of
// the one beside it (the upper part of a character like 总), or dust.
std::vector<cv::Range> lines_of(const cv::Mat& print) {
  const auto parts =
      runs(print.rows, [&](int y) { return cv::countNonZero(print.row(y) < kDark) > 0; });
  const int height = longest(parts);
  std::vector<cv::Range> lines = joined(parts, kHigher * height);
  const auto is_low = [&](const cv::Range& r) { return r.size() < kLow * height; };
  if (is_low(lines.front())) lines.erase(lines.begin());
  if (is_low(lines.back())) lines.pop_back();
  return lines;
}

// The lines of a narrow label set side by side: Tesseract reads characters in a row better than one
// or two under as many.
cv::Mat in_one_line(const cv::Mat& print) {
  if (print.empty()) return print;
  const std::vector<cv::Range> lines = lines_of(print);
  if (lines.size() < 2) return print;
  const int height = longest(lines);
  if (print.cols > kNarrow * height) return print;
  const int gap = std::max(2, cvRound(kBetween * height));
  std::vector<cv::Mat> row;
  for (const cv::Range& r : lines) {
    const cv::Mat line = print.rowRange(r);
    const cv::Rect ink = cv::boundingRect(line < kDark);
    const int above = (height - r.size()) / 2;
    cv::Mat padded;
    cv::copyMakeBorder(line.colRange(ink.x, ink.br().x), padded, above, height - r.size() - above,
                       row.empty() ? 0 : gap, 0, cv::BORDER_CONSTANT, 255);
    row.push_back(padded);
  }
  cv::Mat out;
  cv::hconcat(row, out);
  return out;
}

struct Sheet {
  cv::Mat gray;
  std::vector<int> tops;  // of the cells
};

Sheet make_sheet(const std::vector<cv::Mat>& cells) {
  int width = 0, height = kGap;
  for (const cv::Mat& cell : cells) {
    width = std::max(width, cell.cols);
    height += cell.rows + kGap;
  }
  Sheet sheet{cv::Mat(height, width + 2 * kGap, CV_8UC1, cv::Scalar(255)), {}};
  int top = kGap;
  for (const cv::Mat& cell : cells) {
    if (!cell.empty()) cell.copyTo(sheet.gray(cv::Rect(kGap, top, cell.cols, cell.rows)));
    sheet.tops.push_back(top);
    top += cell.rows + kGap;
  }
  return sheet;
}

}  // namespace

cv::Mat label_ink(const cv::Mat& cell, double dpi) {
  if (cell.rows <= 2 || cell.cols <= 2) return {};
  const cv::Mat print = trimmed(cell, dpi);
  return print.empty() ? print : cv::Mat(print < kDark);
}

std::vector<ReadLine> read_labels(const std::vector<cv::Mat>& cells, double dpi,
                                  TextReader& reader) {
  std::vector<ReadLine> out(cells.size());
  std::vector<cv::Mat> pieces;
  for (const cv::Mat& cell : cells) {
    pieces.push_back(cell.rows > 2 && cell.cols > 2 ? in_one_line(trimmed(cell, dpi)) : cv::Mat());
  }
  const Sheet sheet = make_sheet(pieces);
  const ReadBlock block = reader.read_block(sheet.gray, std::min(dpi, kSheetDpi));
  for (const ReadLine& line : block.lines) {
    for (size_t i = 0; i < cells.size(); ++i) {
      const double y = line.box.cy() - sheet.tops[i];
      if (y < 0 || y >= pieces[i].rows) continue;
      append(out[i], line);
    }
  }
  return out;
}

}  // namespace gouji
