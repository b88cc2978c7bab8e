#include "ocr/traces.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "ocr/components.h"
#include "ocr/text_bars.h"

namespace gouji {
namespace {

// Millimetres.
constexpr double kRun = 2.5;        // on each row of a rule that slopes
constexpr double kLeastRule = 14;   // longer than any stroke
constexpr double kThickest = 1.6;   // of a rule, and what was added to it
constexpr double kLongestDash = 3;  // of a dashed or dotted rule
constexpr double kThickestDash = 0.8;
constexpr double kDashGap = 1.8;  // from one to the next; figures 1 in a column are farther apart
constexpr int kLeastArea = 4;     // pixels; of a part of a character
constexpr double kGap = 4;        // between characters of a line
constexpr double kLeastLine = 40;
constexpr double kMostHigh = 6.5;  // of a line of text that is level
constexpr double kMostSlope = 0.08;
constexpr double kStepRule = 1.5, kStepText = 5;  // from one point to the next
constexpr size_t kLeastPoints = 4;
constexpr double kDashWeight = 0.5;   // small marks of another kind may be joined to dashes
constexpr double kTextWeight = 0.15;  // characters are of different heights

// The middle of each stretch of a part.
std::vector<cv::Point2d> middles(const Component& part, int step) {
  struct Stretch {
    double x = 0, y = 0, n = 0;
  };
  std::vector<Stretch> stretches(static_cast<size_t>(part.box.width / step));
  for (size_t i = 0; i < part.runs.size(); ++i) {
    for (int x = part.runs[i].start; x < part.runs[i].end; ++x) {
      const size_t at = static_cast<size_t>((x - part.box.x) / step);
      if (at >= stretches.size()) break;
      stretches[at].x += x;
      stretches[at].y += part.rows[i];
      ++stretches[at].n;
    }
  }
  std::vector<cv::Point2d> points;
  for (const Stretch& s : stretches) {
    if (s.n > 0) points.emplace_back(s.x / s.n, s.y / s.n);
  }
  return points;
}

cv::Mat rectangle(int width, int height) {
  return cv::getStructuringElement(cv::MORPH_RECT, {width, height});
}

void add(Trace trace, std::vector<Trace>& traces) {
  if (trace.points.size() >= kLeastPoints) traces.push_back(std::move(trace));
}

// Of the parts of a mask that are as long and as thin as rules.
std::vector<Trace> traces_of_rules(const cv::Mat& mask, double weight, double mm) {
  std::vector<Trace> traces;
  const int step = std::max(2, static_cast<int>(kStepRule * mm));
  for (const Component& part : connected_components(mask)) {
    const cv::Rect& box = part.box;
    if (box.width < kLeastRule * mm || part.area > (kThickest * mm + 2) * box.width ||
        box.height > kMostSlope * box.width + kThickest * mm + 2) {
      continue;
    }
    add({middles(part, step), weight}, traces);
  }
  return traces;
}

}  // namespace

std::vector<Trace> rule_traces(const cv::Mat& ink, double mm) {
  cv::Mat level, runs;
  cv::dilate(ink, level, rectangle(1, 3));
  cv::morphologyEx(level, runs, cv::MORPH_OPEN, rectangle(static_cast<int>(kRun * mm), 1));
  return traces_of_rules(runs, 1, mm);
}

std::vector<Trace> dashed_traces(const cv::Mat& ink, double mm) {
  std::vector<Component> dashes = connected_components(ink);
  std::erase_if(dashes, [mm](const Component& p) {
    return p.box.height > kThickestDash * mm || p.box.width > kLongestDash * mm;
  });
  cv::Mat level;
  cv::dilate(mask_of(dashes, ink.size()), level, rectangle(1, 3));
  return traces_of_rules(closed_across(level, kDashGap * mm), kDashWeight, mm);
}

std::vector<Trace> text_traces(const cv::Mat& ink, double mm) {
  std::vector<Trace> traces;
  const cv::Mat lines = closed_across(character_mask(ink, mm, kLeastArea), kGap * mm);
  for (const Component& part : connected_components(lines)) {
    const cv::Rect& box = part.box;
    if (box.width < kLeastLine * mm || box.height > kMostHigh * mm + kMostSlope * box.width) {
      continue;
    }
    add({middles(part, static_cast<int>(kStepText * mm)), kTextWeight}, traces);
  }
  return traces;
}

}  // namespace gouji
