#include "models/regions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

TEST(LoadRegions, ReadsTheListThatComesWithTheProgram) {
  const auto regions = load_regions(std::filesystem::path(GOUJI_DATA_DIR) / "regions.csv");
  ASSERT_TRUE(regions) << regions.error();
  std::set<std::string> codes;
  for (const Region& r : *regions) codes.insert(r.code);
  EXPECT_GT(codes.size(), 3000u);
  for (const Region& r : *regions) {
    EXPECT_EQ(r.parent.empty(), r.code.ends_with("0000")) << r.code;
    EXPECT_TRUE(r.parent.empty() || codes.contains(r.parent)) << r.code;
  }
  const auto hongze = std::find_if(regions->begin(), regions->end(),
                                   [](const Region& r) { return r.code == "320813"; });
  ASSERT_NE(hongze, regions->end());
  EXPECT_EQ(hongze->name, U"洪泽区");
  EXPECT_EQ(hongze->parent, "320800");
}

TEST(LoadRegions, SaysWhatIsWrong) {
  EXPECT_FALSE(load_regions("/nowhere/regions.csv"));
  const Scratch scratch;
  const auto file =
      scratch.write("regions.csv", "code,name,parent,level,first_year,last_year\n13,河北省\n");
  const auto regions = load_regions(file);
  ASSERT_FALSE(regions);
  EXPECT_NE(regions.error().find("13,河北省"), std::string::npos);
}

TEST(Governs, AProvinceAllPlacesInIt) {
  const Region county{"130634", U"曲阳县", "130600"};
  EXPECT_TRUE(governs("130000", county));
  EXPECT_TRUE(governs("130600", county));
  EXPECT_FALSE(governs("130500", county));
  EXPECT_FALSE(governs("140000", county));
  EXPECT_FALSE(governs("130000", Region{"130000", U"河北省", ""}));
}

}  // namespace
}  // namespace gouji
