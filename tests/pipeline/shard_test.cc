#include "pipeline/shard.h"

#include <sys/stat.h>

#include <set>

#include "gtest/gtest.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

TEST(ParseShard, TakesPartsCountedFromOneOrFromZero) {
  const struct {
    const char* text;
    Shard shard;
  } cases[] = {{"1/1", {1, 1}}, {"3/8", {3, 8}}, {"8/8", {8, 8}}, {"0/8", {8, 8}}};
  for (const auto& c : cases) {
    const auto shard = parse_shard(c.text);
    ASSERT_TRUE(shard) << shard.error();
    EXPECT_EQ(*shard, c.shard);
  }
}

TEST(ParseShard, RefusesWhatIsNoPart) {
  for (const char* text :
       {"", "3", "/", "3/", "/8", "9/8", "-1/8", "1/0", "0/0", "1/8x", "1/99999999999", "1.5/8"}) {
    EXPECT_FALSE(parse_shard(text)) << text;
  }
}

TEST(ShardOf, DependsOnTheFileAndNotOnItsName) {
  const Scratch s;
  for (int i = 0; i < 20; ++i) {
    const auto a = s.write("a" + std::to_string(i), std::to_string(i));
    const auto b = s.write("b" + std::to_string(i), std::to_string(i));
    EXPECT_EQ(shard_of(a, "a", 7), shard_of(b, "b", 7));
  }
}

TEST(ShardOf, TellsLargeFilesByTheirEnds) {
  const Scratch s;
  const std::string middle(100'000, 'x');
  std::set<int> shards;
  for (int i = 0; i < 20; ++i) {
    shards.insert(shard_of(s.write("a", middle + std::to_string(i)), "a", 1000));
  }
  EXPECT_GT(shards.size(), 15u);
}

TEST(ShardOf, DividesEvenly) {
  const Scratch s;
  int count[5] = {};
  for (int i = 0; i < 500; ++i) ++count[shard_of(s.write("a", std::to_string(i)), "a", 5) - 1];
  for (int n : count) EXPECT_NEAR(n, 100, 40);
}

TEST(ShardOf, GoesByTheSourceOfWhatCannotBeRead) {
  const Scratch s;
  ASSERT_EQ(::mkfifo((s.path() / "pipe").c_str(), 0600), 0);
  EXPECT_EQ(shard_of(s.path() / "pipe", "x.pdf", 100), shard_of("/nowhere", "x.pdf", 100));
}

}  // namespace
}  // namespace gouji
