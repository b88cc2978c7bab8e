#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "pipeline/review/audit.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

// R: binom.test(wrong, checked, alternative = "less")$conf.int[2]
TEST(UpperBound, IsThatOfClopperAndPearson) {
  EXPECT_NEAR(upper_bound(0, 59), 0.04950, 1e-5);  // 1 - 0.05^(1/59)
  EXPECT_NEAR(upper_bound(0, 300), 0.0099360, 1e-6);
  EXPECT_NEAR(upper_bound(1, 100), 0.04655981, 1e-6);
  EXPECT_NEAR(upper_bound(5, 5), 1, 0);
  EXPECT_NEAR(upper_bound(0, 0), 1, 0);
}

TEST(UpperBound, FallsWithWhatIsCheckedAndRisesWithWhatIsWrong) {
  for (int wrong = 0; wrong < 5; ++wrong) {
    EXPECT_LT(upper_bound(wrong, 200), upper_bound(wrong, 100));
    EXPECT_LT(upper_bound(wrong, 100), upper_bound(wrong + 1, 100));
  }
}

TEST(AuditFigures, CountWhatAPersonHasLookedAt) {
  const AuditFigures figures =
      figures_of({{"r", "a", "1", true}, {"r", "b", "1", false}, {"r", "c", "1", std::nullopt}});
  EXPECT_EQ(figures.checked, 2);
  EXPECT_EQ(figures.wrong, 1);
  EXPECT_EQ(figures.rate, 0.5);
  EXPECT_EQ(figures.upper, upper_bound(1, 2));
}

TEST(AuditFile, KeepsSampleVerdictsAndItsPlaceInTheSequence) {
  const Scratch s;
  std::filesystem::create_directories(s.path() / ".gouji");
  std::vector<std::uint64_t> first, again;
  {
    auto file = AuditFile::open(s.path()).value();
    for (int i = 0; i < 20; ++i) first.push_back(file.draw(1000));
    EXPECT_TRUE(file.add({"r1", "t/a/x", "5", std::nullopt}));
    EXPECT_FALSE(file.add({"r1", "t/a/x", "5", std::nullopt})) << "it is there already";
    EXPECT_TRUE(file.add({"r0", "t/b/x", "", std::nullopt}));
    EXPECT_TRUE(file.judge("r1", "t/a/x", false));
    EXPECT_FALSE(file.judge("r1", "t/c/x", false));
    ASSERT_TRUE(file.sync());
  }
  auto file = AuditFile::open(s.path()).value();
  for (int i = 0; i < 20; ++i) again.push_back(file.draw(1000));
  EXPECT_NE(first, again) << "the sequence goes on";
  const auto cells = file.cells();
  ASSERT_EQ(cells.size(), 2u);
  EXPECT_EQ(cells[0].report_id, "r1");
  EXPECT_EQ(cells[0].value, "5");
  EXPECT_EQ(cells[0].right, false);
  EXPECT_EQ(cells[1].right, std::nullopt);
}

TEST(AuditFile, ANewSampleKnowsWhatWasSaidOfTheSameValue) {
  const Scratch s;
  std::filesystem::create_directories(s.path() / ".gouji");
  auto file = AuditFile::open(s.path()).value();
  EXPECT_EQ(file.population(), std::nullopt);
  file.begin_anew(10);
  for (const char* report : {"r1", "r2", "r3"}) file.add({report, "t/a/x", "5", std::nullopt});
  file.judge("r1", "t/a/x", false);
  file.judge("r2", "t/a/x", true);
  EXPECT_EQ(file.population(), 10);
  file.begin_anew(12);
  EXPECT_EQ(file.population(), 12);
  EXPECT_TRUE(file.cells().empty());
  EXPECT_TRUE(file.add({"r3", "t/a/x", "5", std::nullopt}));
  EXPECT_TRUE(file.add({"r2", "t/a/x", "6", std::nullopt}));
  EXPECT_TRUE(file.add({"r1", "t/a/x", "5", std::nullopt}));
  const auto cells = file.cells();
  ASSERT_EQ(cells.size(), 3u);
  EXPECT_EQ(cells[0].right, std::nullopt) << "nobody has looked yet";
  EXPECT_EQ(cells[1].right, std::nullopt) << "that was another value";
  EXPECT_EQ(cells[2].right, false);
}

TEST(AuditFile, DrawsFromAllAlike) {
  const Scratch s;
  std::filesystem::create_directories(s.path() / ".gouji");
  auto file = AuditFile::open(s.path()).value();
  constexpr int kDraws = 4000, kPlaces = 8;
  int counts[kPlaces] = {};
  for (int i = 0; i < kDraws; ++i) ++counts[file.draw(kPlaces)];
  // Within six standard deviations: less than once in 10^7 runs it is not.
  for (int count : counts) EXPECT_NEAR(count, kDraws / kPlaces, 6 * 21);
}

}  // namespace
}  // namespace gouji
