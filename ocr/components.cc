#include "ocr/components.h"

#include <algorithm>
#include <cstring>

#include "models/disjoint_sets.h"

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

// Joins the runs of a row, from `here` on, with those of the row above, from `above` to `here`.
void join(const std::vector<Run>& runs, size_t above, size_t here, DisjointSets& sets) {
  size_t a = above;
  for (size_t b = here; b < runs.size(); ++b) {
    while (a < here && runs[a].to < runs[b].from) ++a;
    for (size_t c = a; c < here && runs[c].from <= runs[b].to; ++c) {
      sets.unite(static_cast<int>(b), static_cast<int>(c));
    }
  }
}

}  // namespace

std::vector<Component> connected_components(const cv::Mat& mask) {
  std::vector<Run> runs;
  DisjointSets sets;
  size_t above = 0;
  for (int y = 0; y < mask.rows; ++y) {
    const size_t here = runs.size();
    add_runs(mask, y, runs);
    for (size_t i = here; i < runs.size(); ++i) sets.add();
    join(runs, above, here, sets);
    above = here;
  }
  std::vector<int> number(runs.size(), -1);
  std::vector<Component> components;
  for (size_t i = 0; i < runs.size(); ++i) {
    const int root = sets.find(static_cast<int>(i));
    if (number[root] < 0) {
      number[root] = static_cast<int>(components.size());
      components.emplace_back();
    }
    Component& component = components[number[root]];
    const Run& r = runs[i];
    component.box |= cv::Rect(r.from, r.row, r.to - r.from, 1);
    component.area += r.to - r.from;
    component.runs.emplace_back(r.from, r.to);
    component.rows.push_back(r.row);
  }
  return components;
}

cv::Mat mask_of(const std::vector<Component>& components, const cv::Size& size) {
  cv::Mat out = cv::Mat::zeros(size, CV_8UC1);
  for (const Component& component : components) {
    for (size_t i = 0; i < component.runs.size(); ++i) {
      std::memset(out.ptr(component.rows[i]) + component.runs[i].start, 255,
                  static_cast<size_t>(component.runs[i].size()));
    }
  }
  return out;
}

}  // namespace gouji
