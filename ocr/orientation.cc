#include "ocr/orientation.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "models/text.h"
#include "ocr/components.h"
#include "ocr/punctuation.h"
#include "ocr/text_bars.h"
#include "ocr/turn.h"

namespace gouji {
namespace {

// Millimetres.
constexpr double kGap = 2.5;   // between characters of a line; lines are further apart
constexpr double kInLine = 3;  // between the words of a line that is read
constexpr double kLeastHigh = 1.8, kMostHigh = 8;  // of such a line
constexpr double kLeastWide = 12, kMostWide = 35;  // more of it is not read
constexpr double kAround = 0.8;

// Printed, scanned and photographed reports: 1.9 to 6.9 upright (gaps of 1.3 mm: 0.9 to 2.3).
constexpr double kSideways = 1.0;
constexpr int kLeastArea = 3;      // pixels of a part of a character
constexpr double kLeastInk = 300;  // pixels of characters; with less a page tells nothing
constexpr int kLeastMarks = 6;     // of punctuation, without which lines are read
constexpr int kMarksAgree = 6;     // times as many as stand the other way
constexpr int kLines = 4;          // that are read
constexpr int kLeastRead = 5;      // characters
constexpr double kClear = 0.5;     // confidence of upright lines: 0.55 to 0.97; upside down: to 0.2
constexpr double kClearAlone = 0.7;  // of one line, after which no more are read
constexpr int kMuchRead = 8;         // characters, and that clear, without which no page is turned
constexpr double kBetter = 2;        // as much must the other way read better

// The mean length of the runs along the rows of `mask`, each pixel counted.
double mean_run(const cv::Mat& mask) {
  double sum = 0, squares = 0;
  for (int y = 0; y < mask.rows; ++y) {
    const uchar* row = mask.ptr(y);
    for (int x = 0; x < mask.cols;) {
      if (!row[x]) {
        ++x;
        continue;
      }
      const int from = x;
      while (x < mask.cols && row[x]) ++x;
      sum += x - from;
      squares += static_cast<double>(x - from) * (x - from);
    }
  }
  return sum > 0 ? squares / sum : 0;
}

// A crop (`at` in pixels of the page) with what is no character painted over: rules disturb
// reading.
cv::Mat without_rules(const cv::Mat& crop, const cv::Mat& text, const cv::Rect& at, double scale) {
  cv::Rect small(static_cast<int>(at.x * scale), static_cast<int>(at.y * scale),
                 static_cast<int>(at.width * scale), static_cast<int>(at.height * scale));
  small &= cv::Rect(0, 0, text.cols, text.rows);
  cv::Mat out = crop.clone();
  if (small.empty()) return out;
  cv::Mat near;
  cv::dilate(text(small), near, cv::Mat::ones(5, 5, CV_8U));
  cv::resize(near, near, out.size(), 0, 0, cv::INTER_NEAREST);
  out.setTo(255, near == 0);
  return out;
}

// A few of the longest lines of text, the longest first.
std::vector<cv::Mat> some_lines(const Page& page, const cv::Mat& text, const SmallInk& small) {
  std::vector<cv::Rect> lines;
  for (const Component& part : connected_components(closed_across(text, kInLine * small.mm))) {
    cv::Rect r = part.box;
    if (r.height < kLeastHigh * small.mm || r.height > kMostHigh * small.mm ||
        r.width < kLeastWide * small.mm) {
      continue;
    }
    r.width = std::min(r.width, static_cast<int>(kMostWide * small.mm));
    lines.push_back(r);
  }
  std::sort(lines.begin(), lines.end(),
            [](const cv::Rect& a, const cv::Rect& b) { return a.width > b.width; });
  if (lines.size() > kLines) lines.resize(kLines);
  const int around = static_cast<int>(kAround * page.dpi / 25.4);
  std::vector<cv::Mat> crops;
  for (const cv::Rect& r : lines) {
    cv::Rect at(static_cast<int>(r.x / small.scale) - around,
                static_cast<int>(r.y / small.scale) - around,
                static_cast<int>(r.width / small.scale) + 2 * around,
                static_cast<int>(r.height / small.scale) + 2 * around);
    at &= cv::Rect(0, 0, page.gray.cols, page.gray.rows);
    crops.push_back(without_rules(page.gray(at), text, at, small.scale));
  }
  return crops;
}

// Lines one below the other.
cv::Mat stacked(const std::vector<cv::Mat>& lines, double dpi) {
  const int around = static_cast<int>(kAround * dpi / 25.4);
  int width = 0;
  for (const cv::Mat& line : lines) width = std::max(width, line.cols);
  cv::Mat all;
  for (const cv::Mat& line : lines) {
    cv::Mat wide;
    cv::copyMakeBorder(line, wide, around, around, 0, width - line.cols, cv::BORDER_CONSTANT, 255);
    all.push_back(wide);
  }
  return all;
}

Legibility legibility(const cv::Mat& lines, double dpi, TextReader& reader) {
  Legibility out;
  for (const ReadLine& line : reader.read_block(lines, dpi).lines) {
    out.add(line.text, line.confidence);
  }
  return out;
}

void rotate(cv::Mat& mask, int quarters) {
  constexpr cv::RotateFlags kHow[] = {cv::ROTATE_90_CLOCKWISE, cv::ROTATE_180,
                                      cv::ROTATE_90_COUNTERCLOCKWISE};
  if (quarters > 0) cv::rotate(mask, mask, kHow[quarters - 1]);
}

}  // namespace

Orientation set_upright(Page& page, SmallInk& small, int usual) {
  cv::Mat text = character_mask(small.ink, small.mm, kLeastArea);
  Orientation orientation{.quarters = usual};
  orientation.certain = cv::countNonZero(text) < kLeastInk;
  if (!orientation.certain) {
    const double gap = kGap * small.mm;
    const bool sideways =
        mean_run(closed_across(text, gap)) < kSideways * mean_run(closed_across(text.t(), gap));
    if (usual % 2 != (sideways ? 1 : 0))
      orientation = {.quarters = sideways ? 1 : 0, .as_expected = false};
  }
  turn(page, orientation.quarters);
  rotate(small.ink, orientation.quarters);
  if (orientation.certain) return orientation;
  rotate(text, orientation.quarters);
  const Punctuation marks = count_punctuation(text, small.mm);
  const auto [fewer, more] = std::minmax(marks.upright, marks.upside_down);
  const bool most = more >= kLeastMarks && more >= kMarksAgree * fewer;
  orientation.may_be_upside_down = most && marks.upside_down > marks.upright;
  orientation.certain =
      more >= kLeastMarks + kMarksAgree * fewer && !orientation.may_be_upside_down;
  return orientation;
}

bool is_upright(const std::vector<Table>& tables, Legibility read) {
  if (read.upright) return true;
  for (const Table& table : tables) {
    for (const TableCell& cell : table.cells) {
      read.add(cell.reading.text(), cell.reading.probability());
    }
  }
  return read.mean() >= kClearAlone && read.characters >= kLeastRead;
}

bool is_upside_down(const Page& page, const SmallInk& small, const Orientation& orientation,
                    TextReader& reader) {
  const std::vector<cv::Mat> some =
      some_lines(page, character_mask(small.ink, small.mm, kLeastArea), small);
  if (some.empty()) return false;
  const Legibility first = legibility(stacked({some[0]}, page.dpi), page.dpi, reader);
  if (first.mean() >= kClearAlone && first.characters >= kLeastRead) return false;
  cv::Mat lines = stacked(some, page.dpi);
  const Legibility upright = legibility(lines, page.dpi, reader);
  if (upright.mean() >= kClear && upright.characters >= kLeastRead) return false;
  cv::rotate(lines, lines, cv::ROTATE_180);
  const Legibility turned = legibility(lines, page.dpi, reader);
  if (orientation.may_be_upside_down || !orientation.as_expected) return turned.sum > upright.sum;
  // A page that lies as those before it is only turned on clear evidence.
  return turned.mean() >= kClear && turned.characters >= kMuchRead &&
         turned.sum > kBetter * upright.sum;
}

}  // namespace gouji
