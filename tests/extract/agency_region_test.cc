#include "extract/agency_region.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "models/text.h"
#include "tests/extract/region_step.h"

namespace gouji {
namespace {

const Regions& all_regions() {
  static const Regions regions =
      load_regions(std::filesystem::path(GOUJI_DATA_DIR) / "regions.csv").value();
  return regions;
}

AgencyRegion region_of(const std::string& agency, int year = 2022, const std::string& opening = "",
                       const std::string& later = "") {
  Narrative narrative;
  narrative.title = agency + "政府信息公开工作年度报告";
  narrative.sections = {{0, "", opening}, {6, "六、其他", later}};
  return find_region(agency, year, RegionEvidence::kTitle, narrative, all_regions(), {});
}

TEST(FindRegion, KnowsTheRegionThatTheNameBeginsWith) {
  constexpr struct {
    const char *agency, *code, *body;
  } kCases[] = {
      {"涟水县人民政府", "320826", "人民政府"},
      {"淮安市涟水县", "320826", ""},
      {"江苏省涟水县财政局", "320826", "财政局"},
      {"淮安市市场监督管理局", "320800", "市场监督管理局"},
      {"江苏省教育厅", "320000", "教育厅"},
      {"桂林市恭城瑶族自治县龙泉镇人民政府", "450332", "龙泉镇人民政府"},
      {"徐州市鼓楼区人民政府", "320302", "人民政府"},
      {"攀枝花市东区人民政府", "510402", "人民政府"},
      {"东莞市长安镇人民政府", "441900", "长安镇人民政府"},
      {"济源市财政局", "419001", "财政局"},
      {"天津市滨海新区人民政府", "120116", "人民政府"},
      {"国家税务总局涟水县税务局", "320826", "税务局"},
      {"北京市城市管理委员会", "110000", "城市管理委员会"},
      {"江苏省政府国有资产监督管理委员会", "320000", "政府国有资产监督管理委员会"},
  };
  for (const auto& c : kCases) {
    const AgencyRegion region = region_of(c.agency);
    EXPECT_EQ(region.code(), c.code) << c.agency;
    EXPECT_EQ(region.body, c.body) << c.agency;
    EXPECT_EQ(name(region.evidence), "title") << c.agency;
  }
}

TEST(FindRegion, GivesNoParentsCodeToWhatHasNone) {
  for (const char* agency :
       {"保定市高新技术产业开发区管理委员会", "涟水县经济开发区管委会", "河北雄安新区管理委员会",
        "淮安市生态文旅区财政局", "淮安市淮阴县人民政府", "九江市龙泉镇人民政府", "西区街道办事处",
        "东区人民政府", "郑州市公安局金水分局", "淮安市洪泽财政局", "市场监督管理局",
        "新疆生产建设兵团第一师", ""}) {
    EXPECT_EQ(region_of(agency).code(), "") << agency;
  }
}

TEST(FindRegion, KnowsTheNamesOfTheReportsYear) {
  EXPECT_EQ(region_of("沙县人民政府", 2019).code(), "350427");
  EXPECT_EQ(region_of("沙县人民政府", 2024).code(), "");
  EXPECT_EQ(region_of("三明市沙县区人民政府", 2024).code(), "350405");
  EXPECT_EQ(region_of("三明市三元区人民政府", 2020).code(), "350403");
  EXPECT_EQ(region_of("三明市三元区人民政府", 2021).code(), "350404");
}

TEST(FindRegion, DecidesBetweenSeveralByWhatElseIsNamed) {
  const AgencyRegion open = region_of("鼓楼区人民政府");
  EXPECT_EQ(open.code(), "");
  EXPECT_EQ(open.candidates.size(), 4u);
  const AgencyRegion city = region_of("鼓楼区人民政府", 2022, "根据徐州市要求，编制本报告。");
  EXPECT_EQ(city.code(), "320302");
  EXPECT_EQ(name(city.evidence), "text");
  EXPECT_EQ(city.candidates.front().prefecture, "徐州市");
  EXPECT_EQ(region_of("鼓楼区人民政府", 2022, "福建省福州市鼓楼区").code(), "350102");
  EXPECT_EQ(region_of("鼓楼区财政局", 2022, "", "接受开封市审计。").code(), "410204");
}

TEST(FindRegion, LeavesOpenWhatOtherNamesDoNotSettle) {
  const AgencyRegion province = region_of("鼓楼区人民政府", 2022, "江苏省鼓楼区");
  EXPECT_EQ(province.code(), "");
  EXPECT_EQ(province.candidates.size(), 2u);
  EXPECT_EQ(region_of("鼓楼区财政局", 2022, "", "开封市和徐州市").code(), "");
  EXPECT_EQ(region_of("鼓楼区财政局", 2022, "", "徐州市组织赴杭州市学习").code(), "");
  EXPECT_EQ(region_of("涞水县人民政府", 2022, "淮安市要求编制本报告").code(), "");
}

TEST(FindRegion, DoesNotTakePartsOfLongerNames) {
  EXPECT_EQ(region_of("涟水县财政局", 2022, "参观峨眉山市。").code(), "320826") << "眉山市";
  EXPECT_EQ(region_of("城区财政局", 2022, "", "规范晋城市场秩序").code(), "");
}

TEST(FindRegion, TakesTheSignatureWhereTheTitleNamesNoRegion) {
  Narrative narrative;
  narrative.signature = {"涟水县 财政局", "2023年1月5日"};
  const auto found = [&](const char* agency) {
    return find_region(agency, 2022, RegionEvidence::kTitle, narrative, all_regions(), {});
  };
  EXPECT_EQ(found("财政局").code(), "320826");
  EXPECT_EQ(name(found("财政局").evidence), "signature");
  EXPECT_EQ(found("民政局").code(), "") << "another body";
  narrative.closing_readings = {{"涟水县财政局"}};
  EXPECT_EQ(found("财政局").code(), "") << "read from pixels, it may be 涞水县";
}

TEST(FindRegion, LeavesOpenWhatAnotherNameIsOftenMisreadAs) {
  const Lookalikes lookalikes = {{U'滦', {{U'滚', 0.2}, {U'流', 0.2}}}};
  const auto region = [&](const char* agency, const char* text, const Lookalikes& misread) {
    Narrative narrative;
    narrative.sections = {{1, "", text}};
    return find_region(agency, 2022, RegionEvidence::kTitle, narrative, all_regions(), misread);
  };
  EXPECT_EQ(region("双流区财政局", "", {}).code(), "510116") << "a text layer is believed";
  const AgencyRegion open = region("双流区财政局", "", lookalikes);
  EXPECT_EQ(open.code(), "");
  EXPECT_EQ(open.candidates.size(), 2u);
  EXPECT_EQ(region("双流区财政局", "成都市要求公开。", lookalikes).code(), "510116");
  EXPECT_EQ(region("双流区财政局", "承德市要求公开。", lookalikes).code(), "");
  EXPECT_EQ(region("成都市双流区财政局", "", lookalikes).code(), "510116");
}

// For every region of the list: never the code of another.
TEST(FindRegion, HasEveryRegionUnderItsFullName) {
  for (size_t k = 0; k < all_regions().size(); k += kRegionStep) {
    const Region& r = all_regions()[k];
    if (r.last_year != 9999) continue;
    const auto parent = std::find_if(all_regions().begin(), all_regions().end(),
                                     [&](const Region& p) { return p.code == r.parent; });
    const std::string above = parent == all_regions().end() ? "" : to_utf8(parent->name);
    EXPECT_EQ(region_of(above + to_utf8(r.name) + "财政局", 2024).code(), r.code) << r.code;
  }
}

TEST(FindRegion, HasNoRegionUnderTheNameOfAnother) {
  for (size_t k = 0; k < all_regions().size(); k += kRegionStep) {
    const Region& r = all_regions()[k];
    const AgencyRegion bare = region_of(to_utf8(r.name) + "财政局", std::min(r.last_year, 2024));
    EXPECT_TRUE(bare.code().empty() || bare.code() == r.code) << r.code;
  }
}

TEST(DecideByPath, TakesTheFolderForAHint) {
  AgencyRegion region = region_of("鼓楼区人民政府");
  EXPECT_FALSE(decide_by_path("2022/report.pdf", region));
  EXPECT_FALSE(decide_by_path("江苏省/report.pdf", region)) << "two of the four are there";
  ASSERT_TRUE(decide_by_path("河南省/2022/report.pdf", region));
  EXPECT_EQ(region.code(), "410204");
  EXPECT_EQ(name(region.evidence), "file_name");
  EXPECT_FALSE(decide_by_path("江苏省/徐州市/a.pdf", region)) << "decided already";
}

}  // namespace
}  // namespace gouji
