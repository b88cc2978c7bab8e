#include "models/disjoint_sets.h"

#include <gtest/gtest.h>

namespace gouji {
namespace {

TEST(DisjointSets, EachNumberIsOneByItself) {
  DisjointSets sets(2);
  sets.add();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(sets.find(i), i);
}

TEST(DisjointSets, UnitedOnesHaveTheirLeastNumber) {
  DisjointSets sets(6);
  sets.unite(5, 3);
  sets.unite(4, 2);
  sets.unite(3, 4);
  for (int i = 2; i < 6; ++i) EXPECT_EQ(sets.find(i), 2) << i;
  EXPECT_EQ(sets.find(1), 1);
}

}  // namespace
}  // namespace gouji
