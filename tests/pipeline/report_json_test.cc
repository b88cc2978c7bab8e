#include "pipeline/report_json.h"

#include <limits>

#include "gtest/gtest.h"
#include "tests/pipeline/sample_report.h"

namespace gouji {
namespace {

// Every member has a value of its own.
Report full_report() {
  Report r = sound_report(test_form("2021"));
  r.origin = Origin::kMixed;
  r.agency_kind = AgencyKind::kTownship;
  r.cells = {{CellStatus::kCorrected,
              "-12.5",
              "12。5\"\n\t\\（件）",
              1.0 / 3,
              Method::kOcr,
              3,
              {0.1, -2.0 / 7, 1e-300, 4e9}},
             {}};
  r.checks = {
      {Verdict::kBroken, std::numeric_limits<Micro>::max(), std::numeric_limits<Micro>::min()}, {}};
  r.narrative = {{6, "六、其他", "甲\n乙 𠮷"}, {0, "", ""}};
  r.error = {ErrorCode::kTooLarge, "Split it."};
  return r;
}

void expect_same(const Report& a, const Report& b) {
  EXPECT_EQ(a.id, b.id);
  EXPECT_EQ(a.source, b.source);
  EXPECT_EQ(a.sha256, b.sha256);
  EXPECT_EQ(a.title, b.title);
  EXPECT_EQ(a.agency, b.agency);
  EXPECT_EQ(a.agency_kind, b.agency_kind);
  EXPECT_EQ(a.year, b.year);
  EXPECT_EQ(a.form, b.form);
  EXPECT_EQ(a.published, b.published);
  EXPECT_EQ(a.pages, b.pages);
  EXPECT_EQ(a.origin, b.origin);
  EXPECT_EQ(a.error.code, b.error.code);
  EXPECT_EQ(a.error.message, b.error.message);
  ASSERT_EQ(a.cells.size(), b.cells.size());
  for (size_t i = 0; i < a.cells.size(); ++i) {
    const Cell &c = a.cells[i], &d = b.cells[i];
    EXPECT_EQ(c.status, d.status);
    EXPECT_EQ(c.value, d.value);
    EXPECT_EQ(c.raw, d.raw);
    EXPECT_EQ(c.confidence, d.confidence);
    EXPECT_EQ(c.method, d.method);
    EXPECT_EQ(c.page, d.page);
    EXPECT_EQ(c.box.x0, d.box.x0);
    EXPECT_EQ(c.box.y0, d.box.y0);
    EXPECT_EQ(c.box.x1, d.box.x1);
    EXPECT_EQ(c.box.y1, d.box.y1);
  }
  ASSERT_EQ(a.checks.size(), b.checks.size());
  for (size_t i = 0; i < a.checks.size(); ++i) {
    EXPECT_EQ(a.checks[i].verdict, b.checks[i].verdict);
    EXPECT_EQ(a.checks[i].lhs, b.checks[i].lhs);
    EXPECT_EQ(a.checks[i].rhs, b.checks[i].rhs);
  }
  ASSERT_EQ(a.narrative.size(), b.narrative.size());
  for (size_t i = 0; i < a.narrative.size(); ++i) {
    EXPECT_EQ(a.narrative[i].number, b.narrative[i].number);
    EXPECT_EQ(a.narrative[i].heading, b.narrative[i].heading);
    EXPECT_EQ(a.narrative[i].text, b.narrative[i].text);
  }
}

TEST(ReportJson, ComesBackExactly) {
  for (const Report& report : {full_report(), sound_report(test_form("2019")), Report()}) {
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
      {"9223372036854775807", "9223372036854775808"},
      {"\"title\":", "\"tilte\":"},
      {"[6,\"", "[7,\""},
  };
  for (const auto& c : cases) {
    EXPECT_FALSE(decode_report(spoiled(c.good, c.bad))) << c.good << " -> " << c.bad;
  }
}

}  // namespace
}  // namespace gouji
