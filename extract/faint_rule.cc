#include "extract/faint_rule.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace gouji {
namespace {

// Millimetres.
constexpr double kHalfRule = 0.25;  // of the rule, and its blur
constexpr double kPaper = 0.35;     // of what is compared with it on each side
constexpr double kLeastClear = 1;   // of a part, with nothing printed
constexpr int kParts = 4;           // of the rule, most of which must have such places
constexpr int kMostHidden = 1;      // parts that have none
// Gray levels by which a rule is darker than paper on both sides. The mean over a millimetre of
// grainy paper varies by two; strokes of characters in line are much darker, as are rules that the
// masks show.
constexpr double kLeastStep = 8, kMostStep = 60;

// Rows of one place: the rule's, and the paper's above and below.
struct Rows {
  int top, above, below, bottom;  // paper: top to above, and below to bottom; the rule between
};

enum class Part { kRule, kNone, kHidden };

Part look(const cv::Mat& gray, const cv::Mat& ink, const Rows& rows, cv::Range columns,
          int least_clear) {
  int clear = 0;
  long above = 0, below = 0;
  std::vector<long> rule(static_cast<size_t>(rows.below - rows.above), 0);
  for (int x = columns.start; x < columns.end; ++x) {
    const auto dark = [&](int y) { return ink.at<uchar>(y, x) != 0; };
    bool printed = false;
    for (int y = rows.top; y < rows.above; ++y) printed |= dark(y);
    for (int y = rows.below; y < rows.bottom; ++y) printed |= dark(y);
    int darkest = 255, lightest = 0;  // a stroke may lie where the rule would
    for (int y = rows.above; y < rows.below; ++y)
      darkest = std::min<int>(darkest, gray.at<uchar>(y, x));
    for (int y = rows.top; y < rows.above; ++y)
      lightest = std::max<int>(lightest, gray.at<uchar>(y, x));
    for (int y = rows.below; y < rows.bottom; ++y)
      lightest = std::max<int>(lightest, gray.at<uchar>(y, x));
    if (printed || lightest - darkest > kMostStep) continue;
    ++clear;
    for (int y = rows.top; y < rows.above; ++y) above += gray.at<uchar>(y, x);
    for (int y = rows.above; y < rows.below; ++y) rule[y - rows.above] += gray.at<uchar>(y, x);
    for (int y = rows.below; y < rows.bottom; ++y) below += gray.at<uchar>(y, x);
  }
  if (clear < least_clear) return Part::kHidden;
  const double n = clear;
  const double paper =
      std::min(above / (n * (rows.above - rows.top)), below / (n * (rows.bottom - rows.below)));
  const double darkest = *std::min_element(rule.begin(), rule.end()) / n;
  const double step = paper - darkest;
  return step >= kLeastStep && step <= kMostStep ? Part::kRule : Part::kNone;
}

}  // namespace

bool is_faint_rule(const cv::Mat& gray, const cv::Mat& ink, int at, double off, double mm) {
  const auto pixels = [mm](double length) {
    return std::max(1, static_cast<int>(std::lround(length * mm)));
  };
  const int half = pixels(kHalfRule), paper = pixels(kPaper), reach = pixels(off);
  for (int y = at - reach; y <= at + reach; ++y) {
    const Rows rows{y - half - paper, y - half, y + half + 1, y + half + 1 + paper};
    if (rows.top < 0 || rows.bottom > gray.rows) continue;
    int hidden = 0, without = 0;
    for (int i = 0; i < kParts; ++i) {
      const cv::Range columns(i * gray.cols / kParts, (i + 1) * gray.cols / kParts);
      const Part part = look(gray, ink, rows, columns, pixels(kLeastClear));
      hidden += part == Part::kHidden;
      without += part == Part::kNone;
    }
    if (without == 0 && hidden <= kMostHidden) return true;
  }
  return false;
}

}  // namespace gouji
