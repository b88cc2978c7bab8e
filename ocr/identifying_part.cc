#include "ocr/identifying_part.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "ocr/parts.h"
#include "ocr/small_ink.h"

namespace gouji {
namespace {

constexpr double kHead = 0.3;  // of a first page, in which its title stands
// Millimetres.
constexpr double kCharacter = 8;  // larger are rules and seals
constexpr double kGap = 4;        // between the characters of a line
constexpr double kHigh = 2;       // of a line; lower is dust
constexpr double kBelow = 1;      // kept below a line
constexpr size_t kOpening = 4;    // lines, in which title and agency are
constexpr size_t kTitle = 2;      // of them, that are no running text whatever they look like
constexpr double kLarger = 1.2;   // times the height of running text: a title's
constexpr size_t kEnd = 7;        // lines, in which signature and date are, and scraps of a seal
// Of the page's width: lines of running text begin left of the one and end right of the other.
constexpr double kBegins = 0.24, kEnds = 0.68;
// A signature and its date begin right of the one, their middle lies right of the other.
constexpr double kRight = 0.35, kRightOfMiddle = 0.55;
constexpr double kNarrowest = 12;  // mm, of a date

// The lines of text as bars, in pixels of `small`.
std::vector<cv::Rect> find_lines(const SmallInk& small) {
  std::vector<Part> characters = find_parts(small.ink);
  std::erase_if(characters, [&](const Part& p) {
    return std::max(p.box.width, p.box.height) >= kCharacter * small.mm;
  });
  cv::Mat bars;
  cv::morphologyEx(
      drawn(characters, small.ink.size()), bars, cv::MORPH_CLOSE,
      cv::getStructuringElement(cv::MORPH_RECT, {static_cast<int>(kGap * small.mm) | 1, 1}));
  std::vector<cv::Rect> lines;
  for (const Part& part : find_parts(bars)) {
    if (part.box.height >= kHigh * small.mm) lines.push_back(part.box);
  }
  return lines;
}

// Lines whose heights overlap as one: brackets and full stops leave gaps in a line. Sorted by top.
std::vector<cv::Rect> joined_rows(std::vector<cv::Rect> lines) {
  std::sort(lines.begin(), lines.end(),
            [](const cv::Rect& a, const cv::Rect& b) { return a.y < b.y; });
  std::vector<cv::Rect> rows;
  for (const cv::Rect& line : lines) {
    if (!rows.empty() && line.y + line.br().y < 2 * rows.back().br().y) {
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

bool is_like_signature(const cv::Rect& line, double width, double mm) {
  return line.x > kRight * width && line.x + line.br().x > 2 * kRightOfMiddle * width &&
         line.width >= kNarrowest * mm;
}

// Whether a line is of no use at a report's end: running text, or a line that begins as it does
// where what looks like a signature follows. `lines` from top to bottom.
bool is_useless(const std::vector<cv::Rect>& lines, size_t i, const SmallInk& small) {
  const double width = small.ink.cols;
  if (spans_page(lines[i], width)) return true;
  return lines[i].x <= kBegins * width &&
         std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(i) + 1, lines.end(),
                     [&](const cv::Rect& l) { return is_like_signature(l, width, small.mm); });
}

// The height of most lines; 0 where there are none.
double usual_height(const std::vector<cv::Rect>& lines) {
  if (lines.empty()) return 0;
  std::vector<int> heights;
  for (const cv::Rect& line : lines) heights.push_back(line.height);
  const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
  std::nth_element(heights.begin(), middle, heights.end());
  return *middle;
}

// The top of the last few lines, in pixels of `small`; `lines` from top to bottom.
int top_of_end(const std::vector<cv::Rect>& lines) {
  return lines.empty() ? 0 : lines[lines.size() - std::min(lines.size(), kEnd)].y;
}

IdentifyingPart closing_part(const cv::Mat& page, double dpi) {
  const SmallInk small = small_ink(page, dpi);
  const std::vector<cv::Rect> lines = joined_rows(find_lines(small));
  IdentifyingPart out{page, {}};
  const int top = cvRound((top_of_end(lines) - kGap * small.mm) / small.scale);
  if (top > 0) out.unread.emplace_back(0, 0, page.cols, top);
  for (size_t i = 0; i < lines.size(); ++i) {
    if (!is_useless(lines, i, small)) continue;
    const cv::Rect& line = lines[i];
    const cv::Rect at(cvFloor(line.x / small.scale), cvFloor(line.y / small.scale),
                      cvCeil(line.width / small.scale), cvCeil(line.height / small.scale));
    out.unread.push_back(at & cv::Rect({}, page.size()));
  }
  return out;
}

// The first few lines of a page, up to where running text begins.
cv::Mat opening_part(const cv::Mat& page, double dpi) {
  const cv::Mat head = page.rowRange(0, cvRound(kHead * page.rows));
  const SmallInk small = small_ink(head, dpi);
  const std::vector<cv::Rect> rows = joined_rows(find_lines(small));
  const double large = kLarger * usual_height(rows);
  int bottom = 0;
  for (size_t i = 0; i < std::min(rows.size(), kOpening); ++i) {
    if (i >= kTitle && spans_page(rows[i], small.ink.cols) && rows[i].height < large) break;
    bottom = rows[i].br().y;
  }
  const int end = cvRound((bottom + kBelow * small.mm) / small.scale);
  return head.rowRange(0, std::min(end, head.rows));
}

}  // namespace

IdentifyingPart identifying_part(const cv::Mat& page, double dpi, bool first, bool last) {
  if (first && last) return {page, {}};
  if (first) return {opening_part(page, dpi), {}};
  return last ? closing_part(page, dpi) : IdentifyingPart{};
}

}  // namespace gouji
