// Stretches of rows or columns.
#pragma once

#include <algorithm>
#include <opencv2/core.hpp>
#include <vector>

namespace gouji {

// First and last + 1 of the stretches of 0 to `n` - 1 for which `is` is true; those with at most
// `gap` between them are one.
template <typename Is>
std::vector<cv::Range> runs(int n, const Is& is, double gap = 0) {
  std::vector<cv::Range> out;
  for (int i = 0; i < n; ++i) {
    if (!is(i)) continue;
    if (out.empty() || i - out.back().end > gap) out.emplace_back(i, i);
    out.back().end = i + 1;
  }
  return out;
}

inline int longest(const std::vector<cv::Range>& runs) {
  int most = 0;
  for (const cv::Range& r : runs) most = std::max(most, r.size());
  return most;
}

// Those that are at most `most` long with the one before them joined to it: parts of one line, such
// as the two of 总.
inline std::vector<cv::Range> joined(const std::vector<cv::Range>& runs, double most) {
  std::vector<cv::Range> out;
  for (const cv::Range& r : runs) {
    if (!out.empty() && r.end - out.back().start <= most) {
      out.back().end = r.end;
    } else {
      out.push_back(r);
    }
  }
  return out;
}

}  // namespace gouji
