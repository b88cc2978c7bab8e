#include "ocr/traces.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace gouji {
namespace {

// Millimetres.
constexpr double kRun = 2.5;         // on each row of a rule that slopes
constexpr double kLeastRule = 14;    // longer than any stroke
constexpr double kThickest = 1.6;    // of a rule, and what was added to it
constexpr double kCharacter = 8;     // larger are rules
constexpr double kGap = 4;           // between characters of a line
constexpr double kLeastLine = 40;
constexpr double kMostHigh = 6.5;    // of a line of text that is level
constexpr double kMostSlope = 0.08;
constexpr double kStepRule = 1.5, kStepText = 5;  // from one point to the next
constexpr double kTextWeight = 0.15;  // characters are of different heights

// The middle of the ink in each stretch of `box`, where label is `label`.
std::vector<cv::Point2d> middles(const cv::Mat& ink, const cv::Mat& labels, int label,
                                 const cv::Rect& box, int step) {
  std::vector<cv::Point2d> points;
  for (int x0 = box.x; x0 + step <= box.x + box.width; x0 += step) {
    double sum_x = 0, sum_y = 0, n = 0;
    for (int y = box.y; y < box.y + box.height; ++y) {
      const uchar* row = ink.ptr(y);
      const int* of = labels.ptr<int>(y);
      for (int x = x0; x < x0 + step; ++x) {
        if (!row[x] || of[x] != label) continue;
        sum_x += x;
        sum_y += y;
        ++n;
      }
    }
    if (n > 0) points.emplace_back(sum_x / n, sum_y / n);
  }
  return points;
}

cv::Mat rectangle(int width, int height) {
  return cv::getStructuringElement(cv::MORPH_RECT, {width, height});
}

struct Parts {
  cv::Mat labels, stats;
  int count = 0;

  explicit Parts(const cv::Mat& mask) {
    cv::Mat centres;
    count = cv::connectedComponentsWithStats(mask, labels, stats, centres, 8);
  }
  cv::Rect box(int i) const {
    return {stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
            stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT)};
  }
  int area(int i) const { return stats.at<int>(i, cv::CC_STAT_AREA); }
};

void add_rules(const cv::Mat& ink, double mm, std::vector<Trace>& traces) {
  cv::Mat level, runs;
  cv::dilate(ink, level, rectangle(1, 3));
  cv::morphologyEx(level, runs, cv::MORPH_OPEN, rectangle(static_cast<int>(kRun * mm), 1));
  const Parts parts(runs);
  const int step = std::max(2, static_cast<int>(kStepRule * mm));
  for (int i = 1; i < parts.count; ++i) {
    const cv::Rect box = parts.box(i);
    if (box.width < kLeastRule * mm || parts.area(i) > (kThickest * mm + 2) * box.width ||
        box.height > kMostSlope * box.width + kThickest * mm + 2) {
      continue;
    }
    traces.push_back({middles(ink, parts.labels, i, box, step), 1});
  }
}

void add_text(const cv::Mat& ink, double mm, std::vector<Trace>& traces) {
  const Parts characters(ink);
  cv::Mat text = cv::Mat::zeros(ink.size(), CV_8UC1);
  for (int y = 0; y < ink.rows; ++y) {
    const int* label = characters.labels.ptr<int>(y);
    for (int x = 0; x < ink.cols; ++x) {
      if (label[x] == 0) continue;
      const int* stat = characters.stats.ptr<int>(label[x]);
      const int longer = std::max(stat[cv::CC_STAT_WIDTH], stat[cv::CC_STAT_HEIGHT]);
      if (longer < kCharacter * mm && stat[cv::CC_STAT_AREA] >= 4) text.at<uchar>(y, x) = 255;
    }
  }
  cv::Mat lines;
  cv::morphologyEx(text, lines, cv::MORPH_CLOSE, rectangle(static_cast<int>(kGap * mm) | 1, 1));
  const Parts parts(lines);
  for (int i = 1; i < parts.count; ++i) {
    const cv::Rect box = parts.box(i);
    if (box.width < kLeastLine * mm || box.height > kMostHigh * mm + kMostSlope * box.width) {
      continue;
    }
    traces.push_back(
        {middles(text, parts.labels, i, box, static_cast<int>(kStepText * mm)), kTextWeight});
  }
}

}  // namespace

std::vector<Trace> find_traces(const cv::Mat& ink, double mm, bool text) {
  std::vector<Trace> traces;
  add_rules(ink, mm, traces);
  if (text) add_text(ink, mm, traces);
  std::erase_if(traces, [](const Trace& t) { return t.points.size() < 4; });
  return traces;
}

}  // namespace gouji
