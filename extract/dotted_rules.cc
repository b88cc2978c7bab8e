#include "extract/dotted_rules.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace gouji {
namespace {

// Millimetres.
constexpr double kThickness = 0.75;  // rules are up to 1.5 pt = 0.53 mm thick
constexpr double kOffLine = 0.25;    // from one mark's middle to the next one's
constexpr double kWidestGap = 2.7;   // where another rule crosses
constexpr double kUsualGap = 1.2;    // the median; stacked digits 1 are farther apart
constexpr size_t kLeastMarks = 5;

struct Chain {
  std::vector<cv::Rect> marks;

  double median_gap() const {
    std::vector<int> gaps;
    for (size_t i = 1; i < marks.size(); ++i) {
      gaps.push_back(marks[i].x - marks[i - 1].x - marks[i - 1].width);
    }
    std::nth_element(gaps.begin(), gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2),
                     gaps.end());
    return gaps[gaps.size() / 2];
  }
};

std::vector<cv::Rect> flat_marks(const cv::Mat& ink, double mm) {
  cv::Mat labels, stats, centres;
  const int n = cv::connectedComponentsWithStats(ink, labels, stats, centres, 8);
  std::vector<cv::Rect> marks;
  for (int i = 1; i < n; ++i) {
    const cv::Rect r(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                     stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
    if (r.height <= kThickness * mm + 1) marks.push_back(r);  // dots may run together for a while
  }
  std::sort(marks.begin(), marks.end(), [](const cv::Rect& a, const cv::Rect& b) {
    return a.x != b.x ? a.x < b.x : a.y < b.y;
  });
  return marks;
}

}  // namespace

cv::Mat dotted_rules(const cv::Mat& ink, double mm) {
  std::vector<Chain> chains;
  std::multimap<int, size_t> open;  // chains by the row of their last mark's middle
  const int off = std::max(1, static_cast<int>(std::lround(kOffLine * mm)));
  for (const cv::Rect& mark : flat_marks(ink, mm)) {
    const int row = mark.y + mark.height / 2;
    bool taken = false;
    for (auto it = open.lower_bound(row - off); it != open.end() && it->first <= row + off;) {
      const size_t index = it->second;
      const cv::Rect& last = chains[index].marks.back();
      const int gap = mark.x - last.x - last.width;
      if (gap > kWidestGap * mm) {
        it = open.erase(it);  // marks come from left to right: this chain has ended
        continue;
      }
      if (!taken && gap > 0 && std::abs(mark.height - last.height) <= 1) {
        chains[index].marks.push_back(mark);
        open.erase(it);
        open.emplace(row, index);
        taken = true;
        break;
      }
      ++it;
    }
    if (taken) continue;
    chains.push_back({{mark}});
    open.emplace(row, chains.size() - 1);
  }
  cv::Mat out = cv::Mat::zeros(ink.size(), CV_8UC1);
  for (const Chain& chain : chains) {
    if (chain.marks.size() < kLeastMarks || chain.median_gap() > kUsualGap * mm) continue;
    for (size_t i = 0; i < chain.marks.size(); ++i) {
      const cv::Rect bridge = i == 0 ? chain.marks[0] : chain.marks[i - 1] | chain.marks[i];
      out(bridge).setTo(255);
    }
  }
  return out;
}

}  // namespace gouji
