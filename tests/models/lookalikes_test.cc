#include "models/lookalikes.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "models/regions.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

TEST(LoadLookalikes, ReadsTheTableThatComesWithTheProgram) {
  const std::filesystem::path data = GOUJI_DATA_DIR;
  const auto lookalikes = load_lookalikes(data / "lookalikes.csv");
  ASSERT_TRUE(lookalikes) << lookalikes.error();
  std::set<char32_t> used;
  const Regions regions = load_regions(data / "regions.csv").value();
  for (const Region& r : regions) {
    used.insert(r.name.begin(), r.name.end());
  }
  for (const auto& [character, others] : *lookalikes) {
    const auto code = static_cast<unsigned>(character);
    EXPECT_TRUE(used.contains(character)) << "no name has U+" << std::hex << code;
    EXPECT_FALSE(others.contains(character)) << "read after all: U+" << std::hex << code;
    double sum = 0;
    for (const auto& [other, probability] : others) {
      EXPECT_FALSE(lookalikes->contains(other)) << "not read itself: U+" << std::hex << code;
      sum += probability;
    }
    EXPECT_LE(sum, 1 + 1e-9) << "U+" << std::hex << code;
  }
  EXPECT_GT(lookalikes->at(U'朐').at(U'胸'), 0.5);
}

TEST(LoadLookalikes, SaysWhatIsWrong) {
  EXPECT_FALSE(load_lookalikes("/nowhere/lookalikes.csv"));
  const Scratch scratch;
  for (const char* line : {"朐,胸,1", "朐,胸胸,1,2", "朐,,1,2", "朐,胸,0,2", "朐,胸,3,2"}) {
    const auto file =
        scratch.write("lookalikes.csv", "character,read_as,times,of\n" + std::string(line) + "\n");
    const auto lookalikes = load_lookalikes(file);
    ASSERT_FALSE(lookalikes) << line;
    EXPECT_NE(lookalikes.error().find(line), std::string::npos);
  }
}

TEST(ReadAs, IsTheProbabilityOfAllCharactersOfAText) {
  const Lookalikes lookalikes = {{U'崆', {{U'崇', 0.5}}}, {U'峒', {{U'明', 0.1}}}};
  EXPECT_DOUBLE_EQ(read_as(lookalikes, U"崆峒区", U"崇明区"), 0.05);
  EXPECT_EQ(read_as(lookalikes, U"崆峒区", U"崇明市"), 0);
  EXPECT_EQ(read_as(lookalikes, U"崆峒区", U"崆峒区"), 0) << "it cannot be read";
  EXPECT_EQ(read_as(lookalikes, U"崆峒区", U"崇明"), 0);
  EXPECT_EQ(read_as(lookalikes, U"青岩县", U"青岩县"), 1);
}

}  // namespace
}  // namespace gouji
