#include "extract/agency_name.h"

#include <gtest/gtest.h>

#include "models/text.h"

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

struct Case {
  std::vector<std::u32string> readings;
  std::u32string agreed;
};

void expect(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    EXPECT_EQ(to_utf8(agreed_name(c.readings, kRegions)), to_utf8(c.agreed))
        << to_utf8(c.readings.front());
  }
}

TEST(AgreedName, IsWhatMostReadingsSay) {
  expect({{{U"青岩县财政局"}, U"青岩县财政局"},
          {{U"青岩县财攻局", U"青岩县财政局", U"青岩县财政局"}, U"青岩县财政局"}});
}

TEST(AgreedName, IsEmptyWhereReadingsDifferTooMuch) {
  expect({{{U"青由县财政局", U"青办县财政局", U"青四县财政局"}, U""},
          {{U"保定市财政局", U"保定市财收局"}, U""}});
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

}  // namespace
}  // namespace gouji
