// Union-find.
#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

namespace gouji {

// Sets of the numbers from 0 on; at first each is one by itself.
class DisjointSets {
 public:
  explicit DisjointSets(size_t count = 0) : parent_(count) {
    std::iota(parent_.begin(), parent_.end(), 0);
  }

  // One more number.
  void add() { parent_.push_back(static_cast<int>(parent_.size())); }

  // The least number of the set that `i` is in.
  int find(int i) {
    while (parent(i) != i) i = parent(i) = parent(parent(i));
    return i;
  }

  void unite(int a, int b) {
    a = find(a);
    b = find(b);
    parent(std::max(a, b)) = std::min(a, b);
  }

 private:
  int& parent(int i) { return parent_[static_cast<size_t>(i)]; }

  std::vector<int> parent_;
};

}  // namespace gouji
