#include "extract/align.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

namespace gouji {
namespace {

using Pairs = std::vector<std::pair<int, int>>;

// Unequal letters cost more than leaving both out; an element left out costs `skip`.
Alignment align_letters(const std::string& a, const std::string& b, double unequal = 3,
                        double skip = 1) {
  return align(
      static_cast<int>(a.size()), static_cast<int>(b.size()),
      [&](int i, int j) { return a[i] == b[j] ? 0 : unequal; }, [=](int) { return skip; },
      [=](int) { return skip; });
}

TEST(Align, PairsWhatIsAlikeInOrder) {
  const struct {
    const char *a, *b;
    Pairs pairs;
    double cost;
  } kCases[] = {
      {"", "", {}, 0},
      {"", "ab", {}, 2},
      {"ab", "", {}, 2},
      {"abc", "abc", {{0, 0}, {1, 1}, {2, 2}}, 0},
      {"abxc", "abc", {{0, 0}, {1, 1}, {3, 2}}, 1},   // one more in a
      {"ac", "abc", {{0, 0}, {1, 2}}, 1},             // one more in b
      {"abcd", "bcde", {{1, 0}, {2, 1}, {3, 2}}, 2},  // one at either end
      {"ba", "ab", {{1, 0}}, 2},                      // order is kept
      {"xyz", "abc", {}, 6},                          // nothing alike
  };
  for (const auto& c : kCases) {
    const Alignment alignment = align_letters(c.a, c.b);
    EXPECT_EQ(alignment.cost, c.cost) << c.a << ' ' << c.b;
    if (std::string(c.a) != "ba") {  // two alignments cost the same there
      EXPECT_EQ(alignment.pairs, c.pairs) << c.a << ' ' << c.b;
    }
  }
}

TEST(Align, PairsOnATie) { EXPECT_EQ(align_letters("x", "y", 2, 1).pairs, (Pairs{{0, 0}})); }

// The least cost by trying everything.
double least_cost(const std::vector<std::vector<double>>& match, const std::vector<double>& skip_a,
                  const std::vector<double>& skip_b, size_t i, size_t j) {
  if (i == skip_a.size() && j == skip_b.size()) return 0;
  double best = 1e300;
  const auto offer = [&](double cost, size_t di, size_t dj) {
    best = std::min(best, cost + least_cost(match, skip_a, skip_b, i + di, j + dj));
  };
  if (i < skip_a.size() && j < skip_b.size()) offer(match[i][j], 1, 1);
  if (i < skip_a.size()) offer(skip_a[i], 1, 0);
  if (j < skip_b.size()) offer(skip_b[j], 0, 1);
  return best;
}

TEST(Align, FindsTheLeastCostOfAll) {
  std::mt19937 random(7);
  const auto cost = [&] { return static_cast<double>(random() % 16); };
  for (int round = 0; round < 200; ++round) {
    std::vector<double> skip_a(random() % 6), skip_b(random() % 6);
    std::vector<std::vector<double>> match(skip_a.size(), std::vector<double>(skip_b.size()));
    std::generate(skip_a.begin(), skip_a.end(), cost);
    std::generate(skip_b.begin(), skip_b.end(), cost);
    for (auto& row : match) std::generate(row.begin(), row.end(), cost);
    const Alignment found = align(
        static_cast<int>(skip_a.size()), static_cast<int>(skip_b.size()),
        [&](int i, int j) { return match[i][j]; }, [&](int i) { return skip_a[i]; },
        [&](int j) { return skip_b[j]; });
    EXPECT_EQ(found.cost, least_cost(match, skip_a, skip_b, 0, 0)) << "round " << round;
    double total = 0;
    for (double c : skip_a) total += c;
    for (double c : skip_b) total += c;
    for (auto [i, j] : found.pairs) total += match[i][j] - skip_a[i] - skip_b[j];
    EXPECT_EQ(found.cost, total) << "round " << round;
  }
}

}  // namespace
}  // namespace gouji
