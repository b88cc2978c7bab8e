#include "extract/align.h"

#include <algorithm>

namespace gouji {

Alignment align(int n, int m, const std::function<double(int, int)>& match,
                const std::function<double(int)>& skip_a,
                const std::function<double(int)>& skip_b) {
  const auto at = [m](int i, int j) { return static_cast<size_t>(i) * (m + 1) + j; };
  enum Step : char { kPair, kSkipA, kSkipB };
  std::vector<double> cost(at(n, m) + 1, 0);
  std::vector<Step> step(cost.size(), kPair);
  for (int i = 0; i <= n; ++i) {
    for (int j = 0; j <= m; ++j) {
      if (i == 0 && j == 0) continue;
      double best = 1e300;
      const auto offer = [&](double c, Step s) {
        if (c < best) {
          best = c;
          step[at(i, j)] = s;
        }
      };
      if (i > 0 && j > 0) offer(cost[at(i - 1, j - 1)] + match(i - 1, j - 1), kPair);
      if (i > 0) offer(cost[at(i - 1, j)] + skip_a(i - 1), kSkipA);
      if (j > 0) offer(cost[at(i, j - 1)] + skip_b(j - 1), kSkipB);
      cost[at(i, j)] = best;
    }
  }
  Alignment out;
  out.cost = cost[at(n, m)];
  for (int i = n, j = m; i > 0 || j > 0;) {
    switch (step[at(i, j)]) {
      case kPair:
        out.pairs.emplace_back(--i, --j);
        break;
      case kSkipA:
        --i;
        break;
      case kSkipB:
        --j;
        break;
    }
  }
  std::reverse(out.pairs.begin(), out.pairs.end());
  return out;
}

}  // namespace gouji
