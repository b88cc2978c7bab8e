#include "ocr/parts.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace gouji {
namespace {

struct Run {
  int row, from, to;
};

void add_runs(const cv::Mat& mask, int y, std::vector<Run>& runs) {
  const uchar* row = mask.ptr(y);
  for (int x = 0; x < mask.cols;) {
    const auto* begin =
        static_cast<const uchar*>(std::memchr(row + x, 255, static_cast<size_t>(mask.cols - x)));
    if (!begin) return;
    const int from = static_cast<int>(begin - row);
    const auto* end =
        static_cast<const uchar*>(std::memchr(begin, 0, static_cast<size_t>(mask.cols - from)));
    x = end ? static_cast<int>(end - row) : mask.cols;
    runs.push_back({y, from, x});
  }
}

// Which runs belong together.
class Union {
 public:
  int add() {
    parent_.push_back(static_cast<int>(parent_.size()));
    return parent_.back();
  }
  int find(int i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void unite(int a, int b) {
    a = find(a);
    b = find(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<int> parent_;
};

// Joins the runs of a row, from `here` on, with those of the row above, from `above` to `here`.
void join(const std::vector<Run>& runs, size_t above, size_t here, Union& sets) {
  size_t a = above;
  for (size_t b = here; b < runs.size(); ++b) {
    while (a < here && runs[a].to < runs[b].from) ++a;
    for (size_t c = a; c < here && runs[c].from <= runs[b].to; ++c) {
      sets.unite(static_cast<int>(b), static_cast<int>(c));
    }
  }
}

}  // namespace

std::vector<Part> find_parts(const cv::Mat& mask) {
  std::vector<Run> runs;
  Union sets;
  size_t above = 0;
  for (int y = 0; y < mask.rows; ++y) {
    const size_t here = runs.size();
    add_runs(mask, y, runs);
    for (size_t i = here; i < runs.size(); ++i) sets.add();
    join(runs, above, here, sets);
    above = here;
  }
  std::vector<int> number(runs.size(), -1);
  std::vector<Part> parts;
  for (size_t i = 0; i < runs.size(); ++i) {
    const int root = sets.find(static_cast<int>(i));
    if (number[root] < 0) {
      number[root] = static_cast<int>(parts.size());
      parts.emplace_back();
    }
    Part& part = parts[number[root]];
    const Run& r = runs[i];
    part.box |= cv::Rect(r.from, r.row, r.to - r.from, 1);
    part.area += r.to - r.from;
    part.runs.emplace_back(r.from, r.to);
    part.rows.push_back(r.row);
  }
  return parts;
}

cv::Mat drawn(const std::vector<Part>& parts, const cv::Size& size) {
  cv::Mat out = cv::Mat::zeros(size, CV_8UC1);
  for (const Part& part : parts) {
    for (size_t i = 0; i < part.runs.size(); ++i) {
      std::memset(out.ptr(part.rows[i]) + part.runs[i].start, 255,
                  static_cast<size_t>(part.runs[i].size()));
    }
  }
  return out;
}

}  // namespace gouji
