#include "extract/identity.h"

#include <gtest/gtest.h>

#include "extract/agency_kind.h"

namespace gouji {
namespace {

struct TitleCase {
  const char* title;
  const char* agency;
  int year;
};

constexpr TitleCase kTitles[] = {
    {"青岩县人民政府2022年政府信息公开工作年度报告", "青岩县人民政府", 2022},
    {"青岩县人民政府 2022 年政府信息公开工作年度报告", "青岩县人民政府", 2022},
    {"青岩县人民政府２０２２年度政府信息公开工作年度报告", "青岩县人民政府", 2022},
    {"青岩县财政局2022年度政府信息公开工作报告", "青岩县财政局", 2022},
    {"青岩县财政局2022年政务公开工作年度报告", "青岩县财政局", 2022},
    {"2022年青岩县人民政府政府信息公开工作年度报告", "青岩县人民政府", 2022},
    {"2022年度青岩县财政局政府信息公开工作年度报告", "青岩县财政局", 2022},
    {"澜石市民政局二〇二二年政府信息公开工作年度报告", "澜石市民政局", 2022},
    {"澜石市民政局二○二二年政府信息公开工作年度报告", "澜石市民政局", 2022},
    {"青岩县城关街道办事处2021年政府信息公开年报", "青岩县城关街道办事处", 2021},
    {"青岩县人民政府关于2022年政府信息公开工作的年度报告", "青岩县人民政府", 2022},
    {"青岩县财政局政府信息公开工作年度报告（2022年）", "青岩县财政局", 2022},
    {"青岩县人民政府2022政府信息公开工作年度报告", "青岩县人民政府", 2022},  // a cover
    {"6 2022年政府信息公开工作年度报告", "", 2022},
    {"青岩县审批局（青岩县数据局）2022年政府信息公开工作年度报告", "青岩县审批局（青岩县数据局）",
     2022},
    {"青岩县财政局2022年政府信自公开工作年度招告", "青岩县财政局", 2022},  // of a scan
    {"青岩县2022年卫健局政府信自公开工作年度招告", "青岩县2022年卫健局政府信自公开工作年度招告",
     2022},
};

TEST(Identify, TakesAgencyAndYearFromTheTitle) {
  for (const TitleCase& c : kTitles) {
    Narrative narrative;
    narrative.title = c.title;
    const Identity identity = identify(narrative, {}, {});
    EXPECT_EQ(identity.agency, c.agency) << c.title;
    EXPECT_EQ(identity.year, c.year) << c.title;
    EXPECT_EQ(identity.kind, kind_of(c.agency)) << c.title;
  }
}

Narrative narrative_of(const char* title, const char* text,
                       std::vector<std::string> signature = {}) {
  return {title, {{1, "一、总体情况", text}}, std::move(signature), {}, {}, {}, {}};
}

TEST(Identify, TakesTheAgencyFromTheSignatureWhereTheTitleHasNone) {
  const Identity identity = identify(
      narrative_of("2022年政府信息公开工作年度报告", "", {"2023年1月9日", "鹿鸣市禾柳镇人民政府"}),
      {}, {});
  EXPECT_EQ(identity.agency, "鹿鸣市禾柳镇人民政府");
  EXPECT_EQ(identity.kind, AgencyKind::kTownship);
  EXPECT_EQ(identity.published, "2023-01-09");
}

TEST(Identify, TakesTheFullerNameThatTheReportPrints) {
  constexpr struct {
    const char *text, *agency;
  } kCases[] = {
      {"本报告由淮安市洪泽区人民政府编制。", "淮安市洪泽区人民政府"},
      {"如有疑问，请与江苏省淮安市洪泽区人民政府办公室联系。", "江苏省淮安市洪泽区人民政府"},
      {"洪泽区人民政府编制本报告。", "洪泽区人民政府"},
      {"全年受理申请21件。", "洪泽区人民政府"},
  };
  for (const auto& c : kCases) {
    const Narrative narrative =
        narrative_of("洪泽区人民政府2023年政府信息公开工作年度报告", c.text);
    EXPECT_EQ(identify(narrative, {}, {}).agency, c.agency) << c.text;
  }
}

TEST(Identify, FindsTheYearElsewhereWhereTheTitleHasNone) {
  const char* title = "青岩县人民政府政府信息公开工作年度报告";
  EXPECT_EQ(identify(narrative_of(title, "统计期限为2022年1月1日至12月31日。"), {}, {}).year, 2022);
  EXPECT_EQ(identify(narrative_of(title, "全年受理申请21件。", {"2023年1月9日"}), {}, {}).year,
            2022);
  EXPECT_EQ(identify(narrative_of(title, "全年受理申请21件。"), {}, {}).year, 0);
}

TEST(Identify, TheDateOfSignatureGoesBeforeTheOneUnderTheTitle) {
  Narrative narrative =
      narrative_of("青岩县人民政府2022年政府信息公开工作年度报告", "", {"2023年1月9日"});
  narrative.under_title = {"2023年1月31日"};
  EXPECT_EQ(identify(narrative, {}, {}).published, "2023-01-09");
  narrative.signature.clear();
  EXPECT_EQ(identify(narrative, {}, {}).published, "2023-01-31");
  narrative.closing_readings = {{"青岩县人民政府", "青岩县人民致府"}};  // of a scan pasted in
  EXPECT_EQ(identify(narrative, {}, {}).published, "2023-01-31");
  narrative.under_title.clear();
  EXPECT_EQ(identify(narrative, {}, {}).published, "");
}

TEST(Identify, ADateBeforeTheYearsEndIsAnotherReports) {
  const auto published = [](const char* date) {
    return identify(narrative_of("青岩县人民政府2022年政府信息公开工作年度报告", "", {date}), {},
                    {})
        .published;
  };
  EXPECT_EQ(published("2022年1月9日"), "");
  EXPECT_EQ(published("2022年12月30日"), "2022-12-30");
  EXPECT_EQ(published("2023年1月9日"), "2023-01-09");
}

TEST(Identify, OfATitleWithTwoYearsItsReportsCounts) {
  const auto year = [](const char* title) {
    return identify(narrative_of(title, ""), {}, {}).year;
  };
  EXPECT_EQ(year("青岩县人民政府2024年公布的2023年政府信息公开工作年度报告"), 2023);
  EXPECT_EQ(year("青岩县人民政府政府信息公开工作年度报告（2022）"), 2022);
}

TEST(Identify, TheYearOfATextIsNoneOfALawNorOneComparedWith) {
  const char* const title = "青岩县人民政府政府信息公开工作年度报告";
  const auto year = [&](const char* text, std::vector<std::string> signature) {
    return identify(narrative_of(title, text, std::move(signature)), {}, {}).year;
  };
  EXPECT_EQ(year("根据条例（2019年4月3日修订）编制，2021年，我县做好各项工作。", {}), 2021);
  EXPECT_EQ(year("与2023年相比，2024年申请增加。", {}), 2024);
  EXPECT_EQ(year("数据统计期限为2022年1月1日至12月31日。2021年的不计。", {}), 2022);
  EXPECT_EQ(year("2022年，我县做好各项工作。", {"2025年1月9日"}), 0);
  EXPECT_EQ(year("2022年通过的办法，2024年继续执行。", {"2025年1月9日"}), 2024);
}

TEST(Identify, OfSeveralDatesOfASignatureTheLastCounts) {
  const auto published = [](std::vector<std::string> signature) {
    return identify(narrative_of("青岩县人民政府2022年政府信息公开工作年度报告", "",
                                 std::move(signature)),
                    {}, {})
        .published;
  };
  EXPECT_EQ(published({"审核意见：同意公开", "2023年1月9日", "青岩县人民政府", "2023年1月26日"}),
            "2023-01-26");
  EXPECT_EQ(published({"青岩县人民政府", "2023年元月18日"}), "2023-01-18");
  EXPECT_EQ(published({"青岩县人民政府", "（数据截止2022年12月31日）"}), "");
}

TEST(Identify, ANameIsNotMadeFullerByOthersOfTheSameName) {
  const char* const title = "鼓楼区人民政府2022年政府信息公开工作年度报告";
  const auto agency = [&](const char* text, std::vector<std::string> signature) {
    return identify(narrative_of(title, text, std::move(signature)), {}, {}).agency;
  };
  EXPECT_EQ(agency("赴南京市鼓楼区人民政府、徐州市鼓楼区人民政府学习。", {}), "鼓楼区人民政府");
  EXPECT_EQ(agency("赴南京市鼓楼区人民政府学习。", {"福州市鼓楼区人民政府"}),
            "福州市鼓楼区人民政府");
}

TEST(Identify, SpecksBesideANameAreNoPartOfIt) {
  Narrative narrative;
  narrative.title = "”青岩县人民政府，2022年政府信息公开工作年度报告";
  EXPECT_EQ(identify(narrative, {}, {}).agency, "青岩县人民政府");
  narrative.title = "2022年政府信息公开工作年度报告";
  narrative.signature = {".青岩县人民政府"};
  narrative.closing_readings = {{".青岩县人民政府", "青岩县人民政府"}};
  EXPECT_EQ(identify(narrative, {}, {}).agency, "青岩县人民政府");
}

// The date that the readings of one line give.
std::string date_of(std::vector<std::string> readings) {
  Narrative narrative = narrative_of("青岩县人民政府2022年政府信息公开工作年度报告", "");
  narrative.closing_readings = {{"青岩县人民政府"}, std::move(readings)};
  return identify(narrative, {}, {}).published;
}

TEST(Identify, ADateThatASealDamagedIsTakenWhereItsFiguresAgree) {
  EXPECT_EQ(date_of({"2023年1月16日", "2023年1月16日"}), "2023-01-16");
  EXPECT_EQ(date_of({"2023什1月16日", "2023人年1月16H|", "2023年1尹16H"}), "2023-01-16");
  EXPECT_EQ(date_of({"2023年1月16日", "2023倚月16日", "2023什1月16日"}), "2023-01-16");
}

TEST(Identify, ADateIsLeftOutWhereItsReadingsDoNotAgree) {
  EXPECT_EQ(date_of({"2023年1月11日", "2023年1月1日", "2023年1月11日"}), "");
  EXPECT_EQ(date_of({"2023年1月16日", "2022纹16日"}), "") << "one reading is none";
  EXPECT_EQ(date_of({"2024年1月16日", "2024年1月16日"}), "") << "nor are two of another year";
  EXPECT_EQ(date_of({"2024年1月16日", "2024年1月16日", "2024年1月16日"}), "2024-01-16");
  EXPECT_EQ(date_of({"2026什1月16日", "2026什1月16日", "2026什1月16日"}), "")
      << "the year is not the one after";
  EXPECT_EQ(date_of({"2023什1116日", "2023什1116日", "2023什1116日"}), "");
  EXPECT_EQ(date_of({"2023年1月161", "2023年1月161", "2023年1月161"}), "")
      << "the figure may be longer";
}

TEST(Identify, AMisreadAgencyIsMendedFromAllThatTheReportPrints) {
  const Regions regions = {
      {"130000", U"河北省", ""}, {"130600", U"保定市", "130000"}, {"130623", U"涞水县", "130600"}};
  Narrative narrative = narrative_of("保定市添水县财政局2022年政府信息公开工作年度报告",
                                     "保定市汪水县财政局编制本报告。");
  EXPECT_EQ(identify(narrative, regions, {}).agency, "保定市添水县财政局")
      << "a text layer is believed";
  narrative.title_readings = {
      {narrative.title, "保定市添水县财政局2022年政府信息公开工作年度报告"}};
  EXPECT_EQ(identify(narrative, regions, {}).agency, "保定市涞水县财政局");
}

TEST(Identify, ASignatureMayTakeTwoLines) {
  const auto signed_by = [](std::vector<std::string> lines) {
    Narrative narrative;
    narrative.title = "2021年政府信息公开工作年度报告";
    narrative.signature = std::move(lines);
    return identify(narrative, {}, {}).agency;
  };
  EXPECT_EQ(signed_by({"桂林市恭城瑶族自治县柳林乡人民", "政府", "2022年1月9日"}),
            "桂林市恭城瑶族自治县柳林乡人民政府");
  EXPECT_EQ(signed_by({"青岩县人力资源和社会", "保障局", "2022年1月9日"}),
            "青岩县人力资源和社会保障局");
  EXPECT_EQ(signed_by({"青岩县人民政府", "2022年1月9日"}), "青岩县人民政府");
  EXPECT_EQ(signed_by({"青岩县人民政府", "二〇二二年一月九日"}), "青岩县人民政府");
  EXPECT_EQ(signed_by({"特此报告。", "青岩县财政局"}), "青岩县财政局");
  EXPECT_EQ(signed_by({"特此报告", "青岩县财政局"}), "青岩县财政局");
  EXPECT_EQ(signed_by({"青岩县财政局", "青岩县审计局"}), "青岩县财政局");
}

TEST(Identify, ACountyReadAsTwoCharactersIsOne) {
  const Regions regions = {
      {"330000", U"浙江省", ""}, {"331100", U"丽水市", "330000"}, {"331123", U"遂昌县", "331100"}};
  Narrative narrative;
  narrative.title = "2023年政府信息公开工作年度报告";
  narrative.signature = {"丽水市遂昌有具人民政府"};
  narrative.closing_readings = {
      {"丽水市遂昌有具人民政府", "丽水审遂昌有具人民政府", "丽水市遂邑具人民政府"}};
  EXPECT_EQ(identify(narrative, regions, {}).agency, "丽水市遂昌县人民政府");
}

const Regions kRare = {{"370000", U"山东省", ""},
                       {"370700", U"潍坊市", "370000"},
                       {"370724", U"临朐县", "370700"},
                       {"410182", U"荥阳市", "410100"}};
const Lookalikes kLookalikes = {{U'朐', {{U'胸', 0.9}, {U'胞', 0.03}}}, {U'荥', {{U'荣', 0.7}}}};

TEST(Identify, ACharacterThatCannotBeReadIsPutBackInAgencyAndTitle) {
  Narrative narrative = narrative_of("临胸县人民政府2022年政府信息公开工作年度报告",
                                     "本报告由潍坊市临胞县人民政府编制。");
  EXPECT_EQ(identify(narrative, kRare, kLookalikes).agency, "临胸县人民政府")
      << "a text layer is believed";
  EXPECT_EQ(identify(narrative, kRare, kLookalikes).title, narrative.title);
  narrative.title_readings = {{narrative.title, narrative.title}};
  const Identity identity = identify(narrative, kRare, kLookalikes);
  EXPECT_EQ(identity.title, "临朐县人民政府2022年政府信息公开工作年度报告");
  EXPECT_EQ(identity.agency, "潍坊市临朐县人民政府");
  EXPECT_EQ(identity.region.code(), "370724");
}

TEST(Identify, ACharacterThatCannotBeReadIsPutBackInTheFullerName) {
  Narrative narrative = narrative_of("王村镇人民政府2022年政府信息公开工作年度报告",
                                     "本报告由荣阳市王村镇人民政府编制。");
  narrative.title_readings = {{narrative.title, narrative.title}};
  const Identity identity = identify(narrative, kRare, kLookalikes);
  EXPECT_EQ(identity.agency, "荥阳市王村镇人民政府");
  EXPECT_EQ(identity.title, narrative.title);
}

TEST(Identify, ANameIsPutBackOnlyForTheYearsThatHadIt) {
  const Regions renamed = {{"370724", U"临朐县", "", 2024}};
  for (const auto& [year, agency] : {std::pair("2019", "临胸县"), std::pair("2024", "临朐县")}) {
    Narrative narrative =
        narrative_of(("临胸县" + std::string(year) + "年政府信息公开工作年度报告").c_str(), "");
    narrative.title_readings = {{narrative.title, narrative.title}};
    EXPECT_EQ(identify(narrative, renamed, kLookalikes).agency, agency) << year;
  }
}

TEST(Identify, AnAgencyThatIsNotLegibleIsNotMadeUpFromTheText) {
  Narrative narrative = narrative_of("青由县财政局2022年政府信息公开工作年度报告",
                                     "现将沧州市2022年工作情况报告如下。");
  narrative.title_readings = {{narrative.title, "青办县财政局2022年政府信息公开工作年度报告",
                               "青四县财政局2022年政府信息公开工作年度报告"}};
  EXPECT_EQ(identify(narrative, {}, {}).agency, "");
}

TEST(Identify, TheManyReadingsOfALineUnderASealDoNotOutvoteTheTitle) {
  Narrative narrative = narrative_of("沧州市卫生健康局2022年政府信息公开工作年度报告", "");
  narrative.title_readings = {{narrative.title, narrative.title, narrative.title}};
  narrative.closing_readings = {{"沧州尽卫生健康局", "沧州芝卫生健康局", "沧州防卫生健康局",
                                 "沧州旺卫生健康局", "沧州开卫生健康局", "沧州本卫生健康局",
                                 "沧州且卫生健康局", "沧州贝卫生健康局"}};
  EXPECT_EQ(identify(narrative, {}, {}).agency, "沧州市卫生健康局");
}

TEST(Identify, ATitleThatIsReadAlikeTwiceOutvotesSmallerPrint) {
  Narrative narrative = narrative_of("望汀区人民政府2022年政府信息公开工作年度报告",
                                     "望洒区人民政府编制。\n望洒区人民政府\n望洒区人民政府");
  narrative.title_readings = {{narrative.title, narrative.title}};
  EXPECT_EQ(identify(narrative, {}, {}).agency, "望汀区人民政府");
}

TEST(YearToldByTitle, WhereAllReadingsNameTheAgencyOfAnOfficialRegion) {
  const Regions regions = {
      {"320000", U"江苏省", ""}, {"320800", U"淮安市", "320000"}, {"320831", U"金湖县", "320800"}};
  const std::string title = "金湖县财政局2022年政府信息公开工作年度报告";
  const auto year = [&](const std::string& printed, const std::vector<std::string>& readings) {
    Narrative narrative = narrative_of(printed.c_str(), "");
    if (!readings.empty()) narrative.title_readings = {readings};
    return year_told_by_title(narrative, regions, {});
  };
  EXPECT_EQ(year(title, {}), 2022) << "a text layer says so";
  EXPECT_EQ(year(title, {title, "金湖县 财政局2022年政府信总公开工作年度报告"}), 2022);
  EXPECT_EQ(year(title, {title, "金潮县财政局2022年政府信息公开工作年度报告"}), 0);
  EXPECT_EQ(year(title, {title}), 0) << "read but once";
  const std::string misread = "金潮县财政局2022年政府信息公开工作年度报告";
  EXPECT_EQ(year(misread, {misread, misread}), 0) << "a signature may tell better";
  EXPECT_EQ(year("2022年政府信息公开工作年度报告", {}), 0);
  EXPECT_EQ(year("金湖县财政局政府信息公开工作年度报告", {}), 0);
  EXPECT_EQ(year("", {}), 0);
}

TEST(Identify, ATitleWhoseLastCharacterWasNotReadHasIt) {
  Narrative narrative = narrative_of("青岩县财政局2022年政府信息公开工作年度报", "");
  EXPECT_EQ(identify(narrative, {}, {}).title, narrative.title) << "as the text layer has it";
  narrative.title_readings = {{narrative.title}};
  EXPECT_EQ(identify(narrative, {}, {}).title, "青岩县财政局2022年政府信息公开工作年度报告");
}

TEST(Identify, ADateAloneAtTheEndOfTheTextIsTheSignatures) {
  const char* title = "青岩县人民政府2022年政府信息公开工作年度报告";
  EXPECT_EQ(identify(narrative_of(title, "没有其他事项。\n-2023年1月9日:"), {}, {}).published,
            "2023-01-09");
  EXPECT_EQ(
      identify(narrative_of(title, "制度自2023年1月9日起施行，全年无变化。"), {}, {}).published,
      "");
}

TEST(Identify, NothingGivesNothing) {
  const Identity identity = identify(Narrative{}, {}, {});
  EXPECT_EQ(identity.agency, "");
  EXPECT_EQ(identity.year, 0);
  EXPECT_EQ(identity.published, "");
  EXPECT_EQ(identity.kind, AgencyKind::kOther);
}

}  // namespace
}  // namespace gouji
