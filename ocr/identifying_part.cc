#include "ocr/identifying_part.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "models/quantile.h"
#include "ocr/components.h"
#include "ocr/small_ink.h"
#include "ocr/text_bars.h"

namespace gouji {
namespace {

// Of a first page: in which its title stands; and where an office's head is above it.
constexpr double kHead = 0.3, kLongHead = 0.4;
// Millimetres.
constexpr double kGap = 4;       // between the characters of a line
constexpr double kHigh = 2;      // of a line; lower is dust
constexpr double kBelow = 1;     // kept below a line
constexpr size_t kOpening = 6;   // lines, in which title and agency are, under an office's head
constexpr size_t kTitle = 2;     // of them, that are no running text whatever they look like
constexpr double kLarger = 1.2;  // times the height of running text: a title's
constexpr size_t kEnd = 7;       // lines, in which signature and date are, and scraps of a seal
// Of the page's width: lines of running text begin left of the one and end right of the other.
constexpr double kBegins = 0.24, kEnds = 0.68;
// In characters: by which a full line may end before the longest one.
constexpr double kMargin = 1.5;
// Likewise: by which a paragraph's first line is set in, and lines end apart.
constexpr double kLeastIndent = 1.3, kMostIndent = 2.7, kFlush = 0.7;

// The lines of text as bars, in pixels of `small`.
std::vector<cv::Rect> find_lines(const SmallInk& small) {
  const cv::Mat bars = closed_across(character_mask(small.ink, small.mm), kGap * small.mm);
  std::vector<cv::Rect> lines;
  for (const Component& part : connected_components(bars)) {
    if (part.box.height >= kHigh * small.mm) lines.push_back(part.box);
  }
  return lines;
}

// Lines beside each other as one: wide spaces part a line of text. From top to bottom.
std::vector<cv::Rect> in_rows(std::vector<cv::Rect> lines) {
  std::sort(lines.begin(), lines.end(),
            [](const cv::Rect& a, const cv::Rect& b) { return a.y < b.y; });
  std::vector<cv::Rect> rows;
  for (const cv::Rect& line : lines) {
    const int middle = line.y + line.height / 2;
    if (!rows.empty() && middle < rows.back().br().y) {
      rows.back() |= line;
    } else {
      rows.push_back(line);
    }
  }
  return rows;
}

bool spans_page(const cv::Rect& line, double width) {
  return line.x <= kBegins * width && line.br().x >= kEnds * width;
}

// Whether a paragraph of running text begins with a row: set in, and as far to the right as the
// next.
bool begins_paragraph(const cv::Rect& row, const cv::Rect& next, double character, double width) {
  const double indent = (row.x - next.x) / character;
  return spans_page(row, width) && spans_page(next, width) && indent >= kLeastIndent &&
         indent <= kMostIndent && std::abs(row.br().x - next.br().x) <= kFlush * character;
}

// The height of most lines; 0 where there are none.
double usual_height(const std::vector<cv::Rect>& lines) {
  if (lines.empty()) return 0;
  std::vector<int> heights;
  for (const cv::Rect& line : lines) heights.push_back(line.height);
  return median(std::move(heights));
}

// The top of the last few lines, in pixels of `small`; `lines` from top to bottom.
int top_of_end(const std::vector<cv::Rect>& lines) {
  int top = lines.empty() ? 0 : lines.back().y;
  size_t rows = 1;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    if (line->br().y < top && ++rows > kEnd) break;
    top = std::min(top, line->y);
  }
  return top;
}

cv::Mat closing_part(const cv::Mat& page, double dpi) {
  const SmallInk small = small_ink(page, dpi);
  std::vector<cv::Rect> lines = find_lines(small);
  std::sort(lines.begin(), lines.end(),
            [](const cv::Rect& a, const cv::Rect& b) { return a.br().y < b.br().y; });
  cv::Mat out = page.clone();
  const int top = cvRound((top_of_end(lines) - kGap * small.mm) / small.scale);
  if (top > 0) out.rowRange(0, top).setTo(255);
  const double width = small.ink.cols;
  for (const cv::Rect& line : lines) {
    if (!spans_page(line, width)) continue;
    const cv::Rect at(cvFloor(line.x / small.scale), cvFloor(line.y / small.scale),
                      cvCeil(line.width / small.scale), cvCeil(line.height / small.scale));
    out(at & cv::Rect({}, out.size())).setTo(255);
  }
  return out;
}

// The first few lines of a page's head, up to where running text begins: two of them are a title
// whatever they look like, but for one that begins a paragraph. `ends`: whether such text begins,
// or the lines are enough.
IdentifyingPart opening_of(const cv::Mat& head, double dpi, bool& ends) {
  const SmallInk small = small_ink(head, dpi);
  const std::vector<cv::Rect> lines = find_lines(small), rows = in_rows(lines);
  const double character = usual_height(lines), large = kLarger * character;
  const double width = small.ink.cols;
  int bottom = 0, right = 0;  // `right`: of running text
  for (const cv::Rect& row : rows) right = std::max(right, row.br().x);
  ends = rows.size() >= kOpening;
  for (size_t i = 0; i < std::min(rows.size(), kOpening); ++i) {
    const cv::Rect& row = rows[i];
    const bool may_be_title = i < kTitle || row.height >= large;
    const bool runs_on = spans_page(row, width) && row.br().x >= right - kMargin * character;
    const bool begins =
        i > 0 && i + 1 < rows.size() && begins_paragraph(row, rows[i + 1], character, width);
    if (begins || (!may_be_title && runs_on)) {
      ends = true;
      break;
    }
    bottom = row.br().y;
  }
  if (bottom == 0) return {};
  const int end = cvRound((bottom + kBelow * small.mm) / small.scale);
  return {head, std::min(end, head.rows)};
}

IdentifyingPart opening_part(const cv::Mat& page, double dpi) {
  bool ends = false;
  const IdentifyingPart part = opening_of(page.rowRange(0, cvRound(kHead * page.rows)), dpi, ends);
  if (ends) return part;
  return opening_of(page.rowRange(0, cvRound(kLongHead * page.rows)), dpi, ends);
}

}  // namespace

IdentifyingPart identifying_part(const cv::Mat& page, double dpi, bool first, bool last) {
  if (first && last) return {page, page.rows};
  if (first) return opening_part(page, dpi);
  return last ? IdentifyingPart{closing_part(page, dpi), page.rows} : IdentifyingPart{};
}

}  // namespace gouji
