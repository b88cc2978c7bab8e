#include "ocr/text_ink.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace gouji {
namespace {

// Sizes in mm. A full stop of 10.5 pt Latin type is 0.5 across, the shortest stroke of a character
// 1; dust of a scanner is mostly below 0.3.
constexpr double kDust = 0.3;      // smaller marks are none, wherever they are
constexpr double kStroke = 0.9;    // marks at least this high or wide are print
constexpr double kBesideX = 2.0;   // smaller ones are print within this distance of such
constexpr double kBesideY = 0.6;
constexpr double kRim = 0.25;      // kept around print, so that its edges stay gray
constexpr double kDark = 170;      // gray level of ink; paper is at 255
// Marks on a square inch: a page of 14 pt has 35, 9 pt 80; grain has thousands.
constexpr double kMostMarks = 150;
// Share of the marks lower than a character: many characters are several marks.
constexpr double kLower = 0.85;

struct Marks {
  cv::Mat labels, stats;
  int count = 0;  // the background included
};

Marks find_marks(const cv::Mat& gray) {
  Marks marks;
  cv::Mat centres;
  marks.count = cv::connectedComponentsWithStats(gray < kDark, marks.labels, marks.stats, centres,
                                                 8, CV_32S);
  return marks;
}

bool crowded(const Marks& marks, double dpi) {
  const double inches = static_cast<double>(marks.labels.total()) / (dpi * dpi);
  return marks.count > kMostMarks * std::max(inches, 1.0);
}

// 255 where the mark's class is `wanted`.
cv::Mat mask_of(const Marks& marks, const std::vector<char>& classes, char wanted) {
  cv::Mat mask(marks.labels.size(), CV_8UC1);
  for (int y = 0; y < mask.rows; ++y) {
    const int* label = marks.labels.ptr<int>(y);
    uchar* out = mask.ptr<uchar>(y);
    for (int x = 0; x < mask.cols; ++x) out[x] = classes[label[x]] == wanted ? 255 : 0;
  }
  return mask;
}

cv::Mat grown(const cv::Mat& mask, double x_mm, double y_mm, double dpi) {
  const auto size = [dpi](double mm) { return 2 * cvRound(mm * dpi / 25.4) + 1; };
  cv::Mat out;
  cv::dilate(mask, out, cv::getStructuringElement(cv::MORPH_RECT, {size(x_mm), size(y_mm)}));
  return out;
}

// The marks that are print.
cv::Mat print_mask(const Marks& marks, double dpi) {
  enum Class : char { kNone, kSmall, kPrint };
  const double mm = dpi / 25.4;
  std::vector<char> classes(static_cast<size_t>(marks.count), kNone);
  for (int i = 1; i < marks.count; ++i) {
    const int* s = marks.stats.ptr<int>(i);
    const int side = std::max(s[cv::CC_STAT_WIDTH], s[cv::CC_STAT_HEIGHT]);
    if (side >= kStroke * mm) {
      classes[i] = kPrint;
    } else if (side >= kDust * mm) {
      classes[i] = kSmall;
    }
  }
  const cv::Mat print = mask_of(marks, classes, kPrint);
  const cv::Mat small = mask_of(marks, classes, kSmall);
  return print | (small & grown(print, kBesideX, kBesideY, dpi));
}

double character_height(const Marks& marks, double dpi) {
  std::vector<int> heights;
  for (int i = 1; i < marks.count; ++i) {
    const int height = marks.stats.at<int>(i, cv::CC_STAT_HEIGHT);
    if (height >= kStroke * dpi / 25.4) heights.push_back(height);
  }
  if (heights.empty()) return 0;
  const auto k = heights.begin() + static_cast<std::ptrdiff_t>(kLower * heights.size());
  std::nth_element(heights.begin(), k, heights.end());
  return *k;
}

}  // namespace

TextInk text_ink(const cv::Mat& gray, double dpi) {
  TextInk out{gray.clone(), 0, false};
  Marks marks = find_marks(out.gray);
  if (crowded(marks, dpi)) {
    cv::medianBlur(gray, out.gray, 3);
    marks = find_marks(out.gray);
    out.noisy = crowded(marks, dpi);
  }
  const cv::Mat keep = grown(print_mask(marks, dpi), kRim, kRim, dpi);
  out.gray.setTo(255, ~keep);
  out.character = character_height(marks, dpi);
  return out;
}

}  // namespace gouji
