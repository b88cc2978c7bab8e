#include "extract/judge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/invented.h"

namespace gouji {
namespace {

using testing::ElementsAre;

constexpr auto kBlank = CellStatus::kBlank;
constexpr auto kReview = CellStatus::kReview;
constexpr auto kMissing = CellStatus::kMissing;
constexpr auto kCorrected = CellStatus::kCorrected;

struct Printed {
  Printed(const char* text) : value(text) {}  // NOLINT(google-explicit-constructor)
  Printed(CellStatus s) : status(s) {}        // NOLINT(google-explicit-constructor)
  Printed(CellStatus s, const char* text) : status(s), value(text) {}

  CellStatus status = CellStatus::kOk;
  const char* value = "";
};

struct Case {
  const char* what;
  std::vector<Printed> parts;
  Printed total;
  Verdict verdict;
};

const Case kCases[] = {
    {"adds up", {"1", "2"}, "3", Verdict::kHolds},
    {"zeros", {"0", "0"}, "0", Verdict::kHolds},
    {"decimals add up exactly", {"0.1", "0.2"}, "0.3", Verdict::kHolds},
    {"signed numbers", {"5", "-2"}, "3", Verdict::kHolds},
    {"a blank part counts as zero", {"3", kBlank}, "3", Verdict::kHolds},
    {"blank throughout", {kBlank, kBlank}, kBlank, Verdict::kHolds},
    {"blank parts of a zero", {kBlank, kBlank}, "0", Verdict::kHolds},
    {"an uncertain reading that adds up", {{kReview, "1"}, "2"}, "3", Verdict::kHolds},

    {"does not add up", {"1", "2"}, "4", Verdict::kBroken},
    {"a part was blank", {"3", kBlank}, "4", Verdict::kBroken},
    {"a part was corrected", {{kCorrected, "1"}, "2"}, "4", Verdict::kBroken},
    {"off by a millionth", {"0.000001", "1"}, "1", Verdict::kBroken},

    {"an uncertain part", {{kReview, "1"}, "2"}, "4", Verdict::kSuspect},
    {"an uncertain total", {"1", "2"}, {kReview, "4"}, Verdict::kSuspect},
    {"an illegible part", {kReview, "2"}, "4", Verdict::kSuspect},

    {"blanks are not zeros", {kBlank, kBlank}, "4", Verdict::kUnverifiable},
    {"a blank total is not zero", {"1", "2"}, kBlank, Verdict::kUnverifiable},
    {"a missing part", {kMissing, "2"}, "4", Verdict::kUnverifiable},
    {"a missing part of what adds up", {kMissing, "2"}, "2", Verdict::kUnverifiable},
    {"a missing total", {"1", "2"}, kMissing, Verdict::kUnverifiable},
    {"a missing part and an uncertain one",
     {kMissing, {kReview, "2"}},
     "4",
     Verdict::kUnverifiable},
};

Cell cell_of(const Printed& printed) {
  Cell cell;
  cell.status = printed.status;
  cell.value = printed.value;
  return cell;
}

TEST(Judge, TheVerdictFollowsFromSumsAndCells) {
  for (const Case& c : kCases) {
    Form form;
    form.relations = {{"sum", {}, {static_cast<int>(c.parts.size())}}};
    std::vector<Cell> cells;
    for (const Printed& part : c.parts) {
      form.relations[0].lhs.push_back(static_cast<int>(cells.size()));
      cells.push_back(cell_of(part));
    }
    cells.push_back(cell_of(c.total));
    EXPECT_EQ(name(judge(form, cells).at(0).verdict), name(c.verdict)) << c.what;
  }
}

TEST(Judge, GivesBothSums) {
  Form form;
  form.relations = {{"sum", {0, 1}, {2}}};
  const Check check = judge(form, {cell_of("1.5"), cell_of(kBlank), cell_of("7")}).at(0);
  EXPECT_EQ(to_plain(check.lhs), "1.5");
  EXPECT_EQ(to_plain(check.rhs), "7");
}

std::vector<std::string> broken(const PrintedReport& report) {
  std::vector<Cell> cells;
  for (const std::string& value : report.cells) cells.push_back(cell_of(value.c_str()));
  const std::vector<Check> checks = judge(report.form, cells);
  std::vector<std::string> out;
  for (size_t i = 0; i < checks.size(); ++i) {
    if (checks[i].verdict == Verdict::kBroken) out.push_back(report.form.relations[i].id);
  }
  return out;
}

PrintedReport zeros() {
  PrintedReport report = sample_report(standard_form("2021"));
  report.cells.assign(report.cells.size(), "0");
  return report;
}

TEST(Judge, FindsReviewGroupsThatWereNotSummed) {
  PrintedReport report = zeros();
  report.set("review/reconsideration/upheld", "10");
  report.set("review/reconsideration/corrected", "1");
  report.set("review/litigation_after_reconsideration/upheld", "5");
  EXPECT_THAT(broken(report), ElementsAre("review.sum.reconsideration",
                                          "review.sum.litigation_after_reconsideration"));
}

TEST(Judge, FindsTwoColumnsThatAreOffWhileTheTotalsBalance) {
  PrintedReport report = zeros();
  report.set("requests/new_received/natural_person", "60");
  report.set("requests/new_received/other", "2");
  report.set("requests/new_received/total", "62");
  for (const char* row : {"granted", "processed_total"}) {
    report.set(std::string("requests/") + row + "/natural_person", "61");
    report.set(std::string("requests/") + row + "/other", "1");
    report.set(std::string("requests/") + row + "/total", "62");
  }
  EXPECT_THAT(broken(report),
              ElementsAre("requests.balance.natural_person", "requests.balance.other"));
}

TEST(Judge, EveryRelationOfEveryFormCanBreak) {
  for (const Form& form : standard_forms()) {
    EXPECT_THAT(broken(sample_report(form)), ElementsAre()) << form.id;
    for (const Relation& relation : form.relations) {
      PrintedReport report = sample_report(form);
      break_relation(report, relation.id);
      EXPECT_EQ(broken(report), broken_relations(report)) << form.id << ' ' << relation.id;
      EXPECT_THAT(broken(report), testing::Contains(relation.id));
    }
  }
}

}  // namespace
}  // namespace gouji
