#include "pipeline/series.h"

#include <map>

#include "gtest/gtest.h"
#include "tests/pipeline/sample_report.h"

namespace gouji {
namespace {

constexpr const char* kOut = "requests/carried_out/natural_person";
constexpr const char* kIn = "requests/carried_in/natural_person";
constexpr const char* kCheck = "carry_over.natural_person";

const Form& form() { return standard_form("2021"); }

Report report_on(int year) {
  Report r = sound_report(form());
  r.year = year;
  r.published = std::to_string(year + 1) + "-01-31";
  r.region = {RegionEvidence::kTitle, {{"430603", "湖南省", "岳阳市", "云溪区"}}, "人民政府"};
  return r;
}

Cell& cell(Report& report, const char* address) {
  return report.cells[static_cast<size_t>(form().index_of(address))];
}

std::map<std::string, Check> judged(const std::vector<Report>& reports) {
  Series series(standard_forms());
  for (const Report& r : reports) series.add(r, form());
  std::map<std::string, Check> out;
  for (const SeriesRow& row : series.rows()) out[row.check] = row.judged;
  return out;
}

Verdict verdict(const std::vector<Report>& reports) { return judged(reports).at(kCheck).verdict; }

TEST(Series, ComparesWhatIsCarriedOverColumnByColumn) {
  Report earlier = report_on(2021), later = report_on(2022);
  set(earlier, form(), kOut, "3");
  set(later, form(), kIn, "3");
  set(later, form(), "requests/carried_in/other", "1");
  const auto checks = judged({earlier, later});
  EXPECT_EQ(checks.size(), 9u) << "seven columns, regulations and normative documents";
  EXPECT_EQ(checks.at(kCheck).verdict, Verdict::kHolds);
  EXPECT_EQ(checks.at(kCheck).lhs, 3'000'000);
  EXPECT_EQ(checks.at("carry_over.other").verdict, Verdict::kBroken);
}

TEST(Series, AddsUpTheStockOfDocuments) {
  Report earlier = report_on(2021), later = report_on(2022);
  set(earlier, form(), "proactive/regulations/in_force", "10");
  set(later, form(), "proactive/regulations/issued", "4");
  set(later, form(), "proactive/regulations/repealed", "2");
  set(later, form(), "proactive/regulations/in_force", "12");
  EXPECT_EQ(judged({earlier, later}).at("stock.regulations").verdict, Verdict::kHolds);
  set(later, form(), "proactive/regulations/in_force", "11");
  EXPECT_EQ(judged({earlier, later}).at("stock.regulations").verdict, Verdict::kBroken);
}

TEST(Series, CallsNothingBrokenThatIsNotCertain) {
  Report earlier = report_on(2021), later = report_on(2022);
  set(earlier, form(), kOut, "3");
  for (CellStatus status : {CellStatus::kReview, CellStatus::kMissing, CellStatus::kBlank}) {
    cell(later, kIn) = {};
    cell(later, kIn).status = status;
    EXPECT_EQ(verdict({earlier, later}), Verdict::kUnverifiable) << name(status);
  }
  set(earlier, form(), kOut, "0");
  EXPECT_EQ(verdict({earlier, later}), Verdict::kHolds) << "blank agrees with 0";
}

TEST(Series, LeavesOutWhoseAgencyOrYearIsUnknown) {
  Report unplaced = report_on(2021), undated = report_on(0);
  unplaced.region.evidence = RegionEvidence::kNone;
  EXPECT_TRUE(judged({unplaced, undated, report_on(2022)}).empty());
  EXPECT_TRUE(judged({report_on(2020), report_on(2022)}).empty()) << "a year is missing between";
}

TEST(Series, KnowsAnAgencyByAllItsNames) {
  Report earlier = report_on(2021), later = report_on(2022);
  earlier.agency = "岳阳市云溪区";
  earlier.region.body = "";
  EXPECT_FALSE(judged({earlier, later}).empty());
  earlier.region.body = "人民政府办公室";
  EXPECT_TRUE(judged({earlier, later}).empty());
}

TEST(Series, TakesTheVersionPublishedLatest) {
  Report earlier = report_on(2021), old = report_on(2022), later = report_on(2022);
  set(earlier, form(), kOut, "3");
  set(later, form(), kIn, "3");
  old.id = "old";
  later.published = "2023-06-01";
  for (const auto& reports : {std::vector{earlier, old, later}, {earlier, later, old}}) {
    EXPECT_EQ(verdict(reports), Verdict::kHolds);
    Series series(standard_forms());
    for (const Report& r : reports) series.add(r, form());
    ASSERT_EQ(series.superseded().size(), 1u);
    EXPECT_EQ(series.superseded().front().report_id, "old");
  }
}

TEST(Series, TakesWhatAllVersionsAgreeOnWhereNoneIsKnownToBeLatest) {
  Report earlier = report_on(2021), one = report_on(2022), other = report_on(2022);
  set(other, form(), kIn, "3");
  other.published = "";
  const auto checks = judged({earlier, one, other});
  EXPECT_EQ(checks.at(kCheck).verdict, Verdict::kUnverifiable);
  EXPECT_EQ(checks.at("carry_over.other").verdict, Verdict::kHolds);
}

}  // namespace
}  // namespace gouji
