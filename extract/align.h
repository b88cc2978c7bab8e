// Global alignment of two sequences (Needleman and Wunsch 1970).
#pragma once

#include <functional>
#include <utility>
#include <vector>

namespace gouji {

struct Alignment {
  std::vector<std::pair<int, int>> pairs;  // (index in a, index in b), both ascending
  double cost = 0;
};

// The cheapest alignment of sequences of lengths `n` and `m`: `match(i, j)` is the cost of pairing,
// `skip_a(i)` and `skip_b(j)` of leaving an element out. On a tie pairing wins. O(n m).
Alignment align(int n, int m, const std::function<double(int, int)>& match,
                const std::function<double(int)>& skip_a, const std::function<double(int)>& skip_b);

}  // namespace gouji
