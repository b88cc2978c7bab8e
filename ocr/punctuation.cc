#include "ocr/punctuation.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "models/quantile.h"
#include "ocr/components.h"
#include "ocr/text_bars.h"

namespace gouji {
namespace {

constexpr double kInLine = 4;                      // mm; between characters of a line
constexpr double kLeastLine = 80, kMostHigh = 12;  // mm; wider than labels in tables
constexpr size_t kLeastParts = 20;                 // of characters, in a line
// Shares of a character's height, in a line the size that most of its parts stay below.
constexpr double kLarger = 0.85;    // share of the parts
constexpr int kLeastCharacter = 9;  // pixels; of smaller ones nothing can be told
constexpr double kMark = 0.42;      // a mark is smaller
constexpr double kBody = 0.6;       // and what it stands beside is larger
constexpr double kNear = 2.2;       // and not further away
constexpr double kApart = 0.35;     // of paper on the open side, and less on the other
constexpr double kLow = 0.2;        // below the middle of the line, or above

using Line = std::vector<cv::Rect>;  // the boxes of the parts of its characters

// What `mask` has of `part`, in the box of the part.
cv::Mat within(const cv::Mat& mask, const Component& part) {
  cv::Mat out = cv::Mat::zeros(part.box.size(), CV_8UC1);
  for (size_t i = 0; i < part.runs.size(); ++i) {
    const cv::Rect run(part.runs[i].start, part.rows[i], part.runs[i].size(), 1);
    mask(run).copyTo(out(run - part.box.tl()));
  }
  return out;
}

// The lines of text, each with its connected parts.
std::vector<Line> find_lines(const cv::Mat& text, double mm) {
  std::vector<Component> lines = connected_components(closed_across(text, kInLine * mm));
  std::erase_if(lines, [mm](const Component& l) {
    return l.box.width < kLeastLine * mm || l.box.height > kMostHigh * mm;
  });
  std::vector<Line> out;
  for (const Component& line : lines) {
    out.emplace_back();
    for (const Component& part : connected_components(within(text, line)))
      out.back().push_back(part.box);
    if (out.back().size() < kLeastParts) out.pop_back();
  }
  return out;
}

int longer(const cv::Rect& r) { return std::max(r.width, r.height); }
double middle_x(const cv::Rect& r) { return r.x + r.width / 2.0; }

// Of the parts of characters near a mark: the middle of where most of them begin and end. Skewed
// and bent lines have no common middle.
bool local_middle(const Line& line, const cv::Rect& mark, double character, double& middle) {
  std::vector<int> tops, bottoms;
  for (const cv::Rect& r : line) {
    if (longer(r) > kBody * character &&
        std::abs(middle_x(r) - middle_x(mark)) < kNear * character) {
      tops.push_back(r.y);
      bottoms.push_back(r.y + r.height);
    }
  }
  if (tops.size() < 2) return false;
  middle = (median(std::move(tops)) + median(std::move(bottoms))) / 2.0;
  return true;
}

void count(const Line& line, Punctuation& marks) {
  std::vector<int> sizes;
  for (const cv::Rect& r : line) sizes.push_back(longer(r));
  const double character = quantile(std::move(sizes), kLarger);
  if (character < kLeastCharacter) return;
  for (const cv::Rect& mark : line) {
    double middle = 0;
    if (longer(mark) > kMark * character || !local_middle(line, mark, character, middle)) continue;
    double left = 1e9, right = 1e9;
    for (const cv::Rect& r : line) {
      if (middle_x(r) > middle_x(mark)) right = std::min(right, r.x - mark.br().x + 0.0);
      if (middle_x(r) < middle_x(mark)) left = std::min(left, mark.x - r.br().x + 0.0);
    }
    const double low = (mark.y + mark.height / 2.0 - middle) / character;
    const bool open_right = right >= kApart * character, open_left = left >= kApart * character;
    if (low > kLow && open_right && !open_left) ++marks.upright;
    if (low < -kLow && open_left && !open_right) ++marks.upside_down;
  }
}

}  // namespace

Punctuation count_punctuation(const cv::Mat& text, double mm) {
  Punctuation marks;
  for (const Line& line : find_lines(text, mm)) count(line, marks);
  return marks;
}

}  // namespace gouji
