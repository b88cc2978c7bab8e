#include "extract/agency_name.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>

#include "extract/place_names.h"
#include "models/text.h"
#include "tests/extract/region_step.h"

namespace gouji {
namespace {

const Regions kRegions = {
    {"130000", U"河北省", ""},       {"130600", U"保定市", "130000"},
    {"130623", U"涞水县", "130600"}, {"130630", U"涞源县", "130600"},
    {"320000", U"江苏省", ""},       {"320800", U"淮安市", "320000"},
    {"320826", U"涟水县", "320800"}, {"320813", U"洪泽区", "320800"},
    {"230000", U"黑龙江省", ""},     {"231223", U"青冈县", "231200"},
    {"510425", U"青神县", "510400"}, {"140000", U"山西省", ""},
    {"141124", U"临县", "141100"},
};

// 涞, 朐, 溆, 郏 and 盂 cannot be read.
const Regions kRare = {
    {"370000", U"山东省", ""},       {"370700", U"潍坊市", "370000"},
    {"370724", U"临朐县", "370700"}, {"431224", U"溆浦县", "431200"},
    {"653224", U"洛浦县", "653200"}, {"410425", U"郏县", "410400"},
    {"410122", U"中牟县", "410100"}, {"140300", U"阳泉市", "140000"},
    {"140322", U"盂县", "140300"},   {"341000", U"黄山市", "340000"},
    {"341021", U"歙县", "341000"},   {"140000", U"山西省", ""},
    {"130623", U"涞水县", "130600"}, {"320826", U"涟水县", "320800"},
};
const Lookalikes kLookalikes = {
    {U'朐', {{U'胸', 0.9}, {U'胞', 0.03}}}, {U'溆', {{U'涉', 0.4}, {U'激', 0.1}, {U'洛', 0.01}}},
    {U'郏', {{U'郊', 0.5}, {U'郑', 0.1}}},  {U'盂', {{U'重', 0.5}, {U'生', 0.01}}},
    {U'歙', {{U'系', 0.2}, {U'生', 0.1}}},  {U'涞', {{U'添', 0.05}}},
};

struct Case {
  std::vector<std::u32string> readings;
  std::u32string agreed;
};

void expect(const std::vector<Case>& cases, const Regions& regions = kRegions,
            const Lookalikes& lookalikes = {}) {
  for (const Case& c : cases) {
    EXPECT_EQ(to_utf8(agreed_name(c.readings, regions, lookalikes)), to_utf8(c.agreed))
        << to_utf8(c.readings.front());
  }
}

TEST(AgreedName, IsWhatMostReadingsSay) {
  expect({{{U"青岩县财政局"}, U"青岩县财政局"},
          {{U"青岩县财攻局", U"青岩县财政局", U"青岩县财政局"}, U"青岩县财政局"}});
}

TEST(AgreedName, IsEmptyWhereReadingsDifferTooMuch) {
  expect({{{U"青由县财政局", U"青办县财政局", U"青四县财政局"}, U""},
          {{U"保定市财政所", U"保定市财收所"}, U""}});
}

TEST(AgreedName, IsEmptyWhereAGovernmentIsOfNoKindThatHasOne) {
  expect({{{U"绥化市青由有具人民政府", U"绥化市青由有具人民政府"}, U""},
          {{U"青岩县柳林镇人民政府"}, U"青岩县柳林镇人民政府"},
          {{U"白音苏木人民政府"}, U"白音苏木人民政府"}});
}

TEST(AgreedName, TheRegionThatGovernsTellsTheGovernedOne) {
  expect({{{U"保定市添水县人民政府"}, U"保定市涞水县人民政府"},
          {{U"河北省保定市添水县"}, U"河北省保定市涞水县"},
          {{U"河北省涞水县"}, U"河北省涞水县"},
          {{U"保足市涞水县"}, U"保定市涞水县"}});
}

TEST(AgreedName, AReadingTellsARegionThatStandsAlone) {
  expect({{{U"添水县", U"汪水县", U"涞水县", U"盖水县"}, U"涞水县"},
          {{U"添水县", U"添水县", U"涞水县"}, U"涞水县"},
          {{U"青由县", U"青冈县", U"青由县"}, U"青冈县"}});
}

TEST(AgreedName, AnAutonomousCountyNeedsNoReadingForOneCharacter) {
  const Regions regions = {{"450332", U"恭城瑶族自治县", "450300"},
                           {"451228", U"都安瑶族自治县", "451200"},
                           {"131121", U"枣强县", "131100"}};
  expect({{{U"蕉城瑶族自治县教育局", U"蕉城瑶族自治县教育局"}, U"恭城瑶族自治县教育局"},
          {{U"蕉减瑶族自治县教育局", U"蕉减瑶族自治县教育局"}, U"蕉减瑶族自治县教育局"},
          {{U"栗强县教育局", U"栗强县教育局"}, U"栗强县教育局"}},
         regions);
}

TEST(AgreedName, ACountyIsKnownByItsLikes) {
  expect({{{U"涟水具人民政府"}, U"涟水县人民政府"}, {{U"临具人民政府"}, U"临县人民政府"}});
}

TEST(AgreedName, WhatIsInDoubtStaysAsRead) {
  expect({{{U"添水县"}, U"添水县"},              // 涞水县 or 涟水县
          {{U"青岩县"}, U"青岩县"},              // no reading has another
          {{U"淮安市湖泽区"}, U"淮安市湖泽区"},  // a 区 may be none of the list
          {{U"洪泽县"}, U"洪泽县"},              // as it was called before
          {{U"忻县"}, U"忻县"},                  // nothing of 临县 is left
          {{U"保定市林源市"}, U"保定市林源市"}});
}

TEST(AgreedName, AnOfficialNameIsNotMadeIntoAnother) {
  expect({{{U"涟水县", U"涞水县", U"涟水县"}, U"涟水县"}, {{U"淮安市涟水县"}, U"淮安市涟水县"}});
}

TEST(AgreedName, ACharacterThatCannotBeReadIsPutBack) {
  expect({{{U"临胸县人民政府"}, U"临朐县人民政府"},
          {{U"临胸县柳林乡人民政府", U"临胞县柳林乡人民政府"}, U"临朐县柳林乡人民政府"},
          {{U"潍坊市临胸县财政局"}, U"潍坊市临朐县财政局"},
          {{U"郊县财政局"}, U"郏县财政局"},
          {{U"添水县"}, U"涞水县"}},  // 涟 can be read
         kRare, kLookalikes);
}

TEST(AgreedName, ReadingsThatDifferInACharacterThatCannotBeReadAgree) {
  expect({{{U"激浦县龙泉镇人民政府", U"涉浦县龙泉镇人民政府", U"澈浦县龙泉镇人民政府"},
           U"溆浦县龙泉镇人民政府"},
          {{U"激浦县龙泉镇", U"澈浦县龙泉镇", U"泛浦县龙泉镇"}, U""}},
         kRare, kLookalikes);
}

TEST(AgreedName, WhatMayBeSeveralOfficialNamesIsNone) {
  expect({{{U"生县财政局"}, U""},
          {{U"洛浦县", U"洛浦县", U"涉浦县"}, U""},
          {{U"阳泉市生县财政局"}, U"阳泉市盂县财政局"},
          {{U"山西省生县财政局"}, U"山西省盂县财政局"}},
         kRare, kLookalikes);
}

TEST(AgreedName, OtherNamesStayAsTheyAre) {
  expect({{{U"洛浦县"}, U"洛浦县"},  // official itself
          {{U"临晌县"}, U"临晌县"},  // 朐 is not read as 晌
          {{U"临胸区"}, U"临胸区"},  // another kind
          {{U"望胸县"}, U"望胸县"},  // another name
          {{U"望汀区"}, U"望汀区"}},
         kRare, kLookalikes);
}

TEST(AgreedName, AStandardBodyIsKnownByReadingsThatDiffer) {
  expect({{{U"洪泽区人谍政府", U"洪泽区人谍政府", U"洪泽区人民政府"}, U"洪泽区人民政府"},
          {{U"洪泽区人谍政府"}, U"洪泽区人民政府"},
          {{U"柳林乡人民政择", U"柳林乡人民政插", U"柳林乡人民丽府"}, U"柳林乡人民政府"},
          {{U"洪泽区教肯局", U"洪泽区教肓局", U"洪泽区教育局"}, U"洪泽区教育局"},
          {{U"洪泽区财政局", U"洪泽区财收局"}, U"洪泽区财政局"}});
}

TEST(AgreedName, ABodyOfAnotherNameStaysAsItIs) {
  for (const char32_t* name :
       {U"洪泽区文体广电旅游局", U"洪泽区体育局", U"洪泽区工业与信息化局", U"洪泽区教体局",
        U"洪泽区人民法院", U"洪泽区水产局", U"江苏省人民政府办公厅", U"江苏省科学技术厅",
        U"江苏省自然资源厅", U"淮安市卫生健康委", U"洪泽区市场监督管理所", U"洪泽区交通运输处",
        U"洪泽区人民政协", U"洪泽区人为资源和社会保障局"}) {
    expect({{{name}, name}, {{name, name, name, name}, name}});
  }
}

TEST(AgreedName, OneReadingOfAnotherBodyDoesNotOutvoteMost) {
  const std::u32string finance = U"洪泽区财政局", civil = U"洪泽区民政局", sport = U"洪泽区体育局";
  expect({{{finance, finance, finance, finance, finance, civil}, finance},
          {{sport, sport, sport, sport, sport, U"洪泽区教育局"}, sport},
          {{finance, civil}, U""}});
}

// For every name of the list and all that is read in place of its characters: the name or none, and
// the name where what governs it stands before it.
TEST(AgreedName, NoNameOfTheListIsReadAsAnotherThatTheTableTells) {
  const std::filesystem::path data = GOUJI_DATA_DIR;
  const Regions all = regions_about(load_regions(data / "regions.csv").value(), 2023);
  const Lookalikes lookalikes = load_lookalikes(data / "lookalikes.csv").value();
  std::map<std::string, std::u32string> names;
  std::set<std::u32string> official;
  for (const Region& r : all) {
    names[r.code] = r.name;
    official.insert(r.name);
  }
  for (size_t k = 0; k < all.size(); k += kRegionStep) {
    const Region& r = all[k];
    for (size_t i = 0; i < r.name.size(); ++i) {
      const auto others = lookalikes.find(r.name[i]);
      if (others == lookalikes.end()) continue;
      for (const auto& [other, probability] : others->second) {
        std::u32string read = r.name;
        read[i] = other;
        const std::u32string alone = agreed_name({read}, all, lookalikes);
        const bool as_read = alone == read;
        EXPECT_TRUE(alone == r.name || alone.empty() || as_read) << to_utf8(read);
        const bool of_kind = U'区' == other;  // never taken for anything else
        EXPECT_TRUE(!as_read || official.contains(read) || of_kind) << to_utf8(read);
        if (r.parent.empty() || r.parent.ends_with("0000") || names[r.parent].empty()) continue;
        EXPECT_NE(agreed_name({names[r.parent] + read}, all, lookalikes), names[r.parent] + read)
            << to_utf8(read);
      }
    }
  }
}

}  // namespace
}  // namespace gouji
