#include "pipeline/report_json.h"

#include <limits>
#include <tuple>

#include "gtest/gtest.h"
#include "tests/pipeline/sample_report.h"

namespace gouji {
namespace {

// Every member has a value of its own.
Report full_report() {
  Report r = sound_report(standard_form("2021"));
  r.origin = Origin::kMixed;
  r.agency_kind = AgencyKind::kTownship;
  r.region = {RegionEvidence::kText, {{"430603", "湖南省", "岳阳市", "云溪区"}}, "人民政府"};
  r.cells = {{CellStatus::kCorrected,
              "-12.5",
              "12。5\"\n\t\\（件）",
              1.0 / 3,
              Method::kOcr,
              3,
              {0.1, -2.0 / 7, 1e-300, 4e9}},
             {}};
  r.cells.back().alternatives = {{"12", 0.75}, {"", 0.125}};
  r.checks = {
      {Verdict::kBroken, std::numeric_limits<Micro>::max(), std::numeric_limits<Micro>::min()}, {}};
  r.narrative = {{6, "六、其他", "甲\n乙 𠮷"}, {0, "", ""}};
  r.claims = {
      {1, "requests/new_received/total", "9", "8", ClaimVerdict::kContradicts, "收到9件。", 2}, {}};
  r.error = {ErrorCode::kTooLarge, "Split it."};
  return r;
}

auto members(const Cell& c) {
  std::vector<std::pair<std::string, double>> alternatives;
  for (const Alternative& a : c.alternatives) alternatives.emplace_back(a.text, a.probability);
  return std::make_tuple(c.status, c.value, c.raw, c.confidence, c.method, c.page, c.box.x0,
                         c.box.y0, c.box.x1, c.box.y1, alternatives);
}
auto members(const Check& c) { return std::make_tuple(c.verdict, c.lhs, c.rhs); }
auto members(const RegionName& r) {
  return std::make_tuple(r.code, r.province, r.prefecture, r.county);
}
auto members(const Section& s) { return std::make_tuple(s.number, s.heading, s.text); }

auto members(const Claim& c) {
  return std::make_tuple(c.section, c.address, c.stated, c.table_value, c.verdict, c.quote, c.page);
}

template <typename T>
auto members(const std::vector<T>& values) {
  std::vector<decltype(members(values[0]))> out;
  for (const T& value : values) out.push_back(members(value));
  return out;
}

void expect_same(const Report& a, const Report& b) {
  EXPECT_EQ(std::tie(a.id, a.source, a.sha256, a.title, a.agency, a.form, a.published),
            std::tie(b.id, b.source, b.sha256, b.title, b.agency, b.form, b.published));
  EXPECT_EQ(std::tie(a.agency_kind, a.year, a.pages, a.origin, a.error.code, a.error.message),
            std::tie(b.agency_kind, b.year, b.pages, b.origin, b.error.code, b.error.message));
  EXPECT_EQ(std::tie(a.region.evidence, a.region.body), std::tie(b.region.evidence, b.region.body));
  EXPECT_EQ(members(a.region.candidates), members(b.region.candidates));
  EXPECT_EQ(members(a.cells), members(b.cells));
  EXPECT_EQ(members(a.checks), members(b.checks));
  EXPECT_EQ(members(a.narrative), members(b.narrative));
  EXPECT_EQ(members(a.claims), members(b.claims));
  EXPECT_EQ(a.text_whole, b.text_whole);
}

TEST(ReportJson, ComesBackExactly) {
  Report cut = sound_report(standard_form("2019"));
  cut.text_whole = false;
  for (const Report& report : {full_report(), sound_report(standard_form("2019")), cut, Report()}) {
    const auto back = decode_report(encode_report(report));
    ASSERT_TRUE(back) << back.error();
    expect_same(report, *back);
  }
}

TEST(ReportJson, MakesTextValidUtf8) {
  Report report;
  report.title = "a\xFFz";
  EXPECT_EQ(decode_report(encode_report(report))->title, "a\xEF\xBF\xBDz");
}

// `good` in a whole report, with `bad` in its place.
std::string spoiled(const std::string& good, const std::string& bad) {
  std::string text = encode_report(full_report());
  const size_t at = text.find(good);
  EXPECT_NE(at, std::string::npos) << good;
  return text.replace(at, good.size(), bad);
}

TEST(ReportJson, RefusesWhatIsNoReport) {
  const std::string whole = encode_report(full_report());
  for (const std::string& text :
       {std::string(), std::string("{}"), std::string("null"), std::string("\xFF"),
        std::string(100000, '['), whole + "x", whole.substr(0, whole.size() / 2)}) {
    EXPECT_FALSE(decode_report(text)) << text.substr(0, 80);
  }
}

TEST(ReportJson, RefusesValuesThatNoReportHas) {
  const struct {
    std::string good, bad;
  } cases[] = {
      {"\"corrected\"", "\"certain\""},
      {"\"year\":2022", "\"year\":\"2022\""},
      {"\"year\":2022", "\"year\":1e300"},
      {"\"year\":2022", "\"year\":-1"},
      {"\"pages\":6", "\"pages\":4294967297"},
      {"\"mixed\"", "7"},
      {"[[\"430603\",\"湖南省\",\"岳阳市\",\"云溪区\"]]", "[]"},
      {"9223372036854775807", "9223372036854775808"},
      {"\"title\":", "\"tilte\":"},
      {"[6,\"", "[7,\""},
      {"\"contradicts\"", "\"denies\""},
  };
  for (const auto& c : cases) {
    EXPECT_FALSE(decode_report(spoiled(c.good, c.bad))) << c.good << " -> " << c.bad;
  }
}

TEST(ReportJson, RefusesWhatIsNestedDeeperThanAnyReport) {
  const auto report = decode_report(std::string(1'000'000, '['));
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error(), "nested too deeply");
}

}  // namespace
}  // namespace gouji
