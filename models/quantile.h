// Order statistics of a few values.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace gouji {

// The smallest of `values` (not empty) with `share` (0 to 1) of them before it in order of size;
// for 1 the largest.
template <class T>
T quantile(std::vector<T> values, double share) {
  const auto rank = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size()));
  const auto at = values.begin() + std::min(rank, static_cast<std::ptrdiff_t>(values.size()) - 1);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

// Of two in the middle the larger. `values` is not empty.
template <class T>
T median(std::vector<T> values) {
  return quantile(std::move(values), 0.5);
}

}  // namespace gouji
