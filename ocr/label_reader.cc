#include "ocr/label_reader.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace gouji {
namespace {

constexpr double kSheetDpi = 150;  // characters of 7 to 12 pt are then 15 to 25 pixels high
constexpr int kGap = 20;           // pixels of paper around each cell
constexpr double kDark = 150;      // gray level of ink
constexpr double kThin = 0.5;      // mm; of what a rule leaves at a cell's border

// Rubs out what rules left at the border, and cuts the paper around the rest away.
cv::Mat trimmed(const cv::Mat& cell, double dpi) {
  const double scale = std::min(1.0, kSheetDpi / dpi);
  cv::Mat out;
  cv::resize(cell, out, {}, scale, scale, cv::INTER_AREA);
  cv::Mat labels, stats, centres;
  const int count = cv::connectedComponentsWithStats(out < kDark, labels, stats, centres);
  const cv::Rect inner(1, 1, out.cols - 2, out.rows - 2);
  cv::Rect ink;
  for (int i = 1; i < count; ++i) {
    const int* s = stats.ptr<int>(i);
    const cv::Rect r(s[cv::CC_STAT_LEFT], s[cv::CC_STAT_TOP], s[cv::CC_STAT_WIDTH],
                     s[cv::CC_STAT_HEIGHT]);
    const bool at_border = (r & inner) != r;
    if (at_border && std::min(r.width, r.height) <= kThin * dpi * scale / 25.4) {
      out(r).setTo(255);
    } else {
      ink |= r;
    }
  }
  return ink.empty() ? cv::Mat() : out(ink);
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

std::vector<ReadLine> read_labels(const std::vector<cv::Mat>& cells, double dpi,
                                  TextReader& reader) {
  std::vector<ReadLine> out(cells.size());
  std::vector<cv::Mat> pieces;
  for (const cv::Mat& cell : cells) {
    pieces.push_back(cell.rows > 2 && cell.cols > 2 ? trimmed(cell, dpi) : cv::Mat());
  }
  const Sheet sheet = make_sheet(pieces);
  const ReadBlock block = reader.read_block(sheet.gray, std::min(dpi, kSheetDpi));
  for (const ReadLine& line : block.lines) {
    for (size_t i = 0; i < cells.size(); ++i) {
      const double y = line.box.cy() - sheet.tops[i];
      if (y < 0 || y >= pieces[i].rows) continue;
      ReadLine& cell = out[i];
      cell.confidence =
          cell.text.empty() ? line.confidence : std::min(cell.confidence, line.confidence);
      cell.text += line.text;
    }
  }
  return out;
}

}  // namespace gouji
