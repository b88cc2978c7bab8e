#include "pipeline/explain_sum.h"

#include <gtest/gtest.h>

#include "tests/pipeline/sample_report.h"

namespace gouji {
namespace {

const Relation& relation(const Form& form, const std::string& id) {
  return form.relations[index_of_check(form, id)];
}

TEST(RelationSentence, WritesBothSidesOfABalance) {
  const Form& form = standard_form("2021");
  Report report = sound_report(form);
  set(report, form, "requests/new_received/total", "8");
  set(report, form, "requests/carried_in/total", "");
  set(report, form, "requests/processed_total/total", "7.5");
  report.cells[static_cast<size_t>(form.index_of("requests/carried_out/total"))].page = 5;
  const Relation& balance = form.relations[index_of_check(form, "requests.balance.total")];
  EXPECT_EQ(relation_sentence(balance, report), "8 + 0 = 8, but 7.5 + 0 = 7.5 (pages 4, 5)");
  set(report, form, "requests/new_received/total", "7.5");
  EXPECT_EQ(relation_sentence(balance, report), "7.5 + 0 = 7.5, and 7.5 + 0 = 7.5 (pages 4, 5)");
}

TEST(RelationSentence, LeavesTheZerosOutOfLongSums) {
  const Form& form = standard_form("2021");
  Report report = sound_report(form);
  Relation relation{"long", {}, {8}};
  for (int i = 0; i < 8; ++i) relation.lhs.push_back(i);
  set(report, form, form.cells[2].str(), "3");
  set(report, form, form.cells[5].str(), "4");
  EXPECT_EQ(relation_sentence(relation, report), "3 + 4 = 7, printed total 0 (page 4)");
}

void lose(Report& report, const Form& form, const std::string& address, CellStatus status) {
  set(report, form, address, "");
  report.cells[form.index_of(address)].status = status;
}

TEST(RelationSentence, WhatWasNotReadIsNoZero) {
  const Form& form = standard_form("2021");
  Report report = sound_report(form);
  set(report, form, "review/reconsideration/upheld", "10");
  lose(report, form, "review/reconsideration/total", CellStatus::kReview);
  const Relation& sum = relation(form, "review.sum.reconsideration");
  EXPECT_EQ(relation_sentence(sum, report), "10 + 0 + 0 + 0 = 10, printed total ? (page 4)");
  lose(report, form, "review/reconsideration/corrected", CellStatus::kMissing);
  EXPECT_EQ(relation_sentence(sum, report), "10 + ? + 0 + 0, printed total ? (page 4)");
  lose(report, form, "review/reconsideration/total", CellStatus::kBlank);
  EXPECT_EQ(relation_sentence(sum, report), "10 + ? + 0 + 0, printed total 0 (page 4)");
  lose(report, form, "requests/carried_in/total", CellStatus::kReview);
  EXPECT_EQ(relation_sentence(relation(form, "requests.balance.total"), report),
            "0 + ?, against 0 + 0 = 0 (page 4)");
}

TEST(RelationSentence, WhatWasNotReadStandsInALongSum) {
  const Form& form = standard_form("2021");
  Report report = sound_report(form);
  set(report, form, "requests/granted/other", "3");
  lose(report, form, "requests/partially_granted/other", CellStatus::kReview);
  EXPECT_EQ(relation_sentence(relation(form, "requests.results.other"), report),
            "3 + ?, printed total 0 (page 4)");
}

TEST(RelationSentence, AZeroThatIsNotSureStandsInALongSum) {
  const Form& form = standard_form("2021");
  Report report = sound_report(form);
  set(report, form, "requests/granted/other", "3");
  report.cells[form.index_of("requests/partially_granted/other")].status = CellStatus::kReview;
  EXPECT_EQ(relation_sentence(relation(form, "requests.results.other"), report),
            "3 + 0 = 3, printed total 0 (page 4)");
}

TEST(IsListed, LeavesOutOfMoreThanSixFiguresWhatIsSurelyNothing) {
  const struct {
    CellStatus status;
    const char* value;
    bool in_long_sum;
  } kCases[] = {
      {CellStatus::kOk, "0", false},   {CellStatus::kBlank, "", false},
      {CellStatus::kOk, "3", true},    {CellStatus::kReview, "0", true},
      {CellStatus::kReview, "", true},
  };
  for (const auto& c : kCases) {
    Cell cell;
    cell.status = c.status;
    cell.value = c.value;
    EXPECT_TRUE(is_listed(cell, 6));
    EXPECT_EQ(is_listed(cell, 7), c.in_long_sum) << name(c.status) << c.value;
  }
}

TEST(ExplainSum, HasNoSumOfWhatWasNotRead) {
  const Form& form = standard_form("2021");
  Report report = sound_report(form);
  lose(report, form, "review/reconsideration/corrected", CellStatus::kMissing);
  EXPECT_EQ(explain_sum(form, relation(form, "review.sum.reconsideration"), report),
            "  行政复议: 0 结果维持 (p4) + × 结果纠正 (p4) + 0 其他结果 (p4) + 0 尚未审结 (p4)\n"
            "    against 0 总计 (p4)\n");
}

TEST(ExplainSum, NamesEveryFigureWithItsPage) {
  const Form& form = standard_form("2021");
  Report report = sound_report(form);
  set(report, form, "review/reconsideration/upheld", "10");
  set(report, form, "review/reconsideration/corrected", "1");
  const std::string text = explain_sum(form, relation(form, "review.sum.reconsideration"), report);
  EXPECT_EQ(text,
            "  行政复议: 10 结果维持 (p4) + 1 结果纠正 (p4) + 0 其他结果 (p4) + "
            "0 尚未审结 (p4) = 11\n    but 0 总计 (p4)\n");
}

TEST(ExplainSum, NamesTheColumnAndCountsTheZerosOfALongSum) {
  const Form& form = standard_form("2021");
  Report report = sound_report(form);
  set(report, form, "requests/granted/other", "3");
  const std::string text = explain_sum(form, relation(form, "requests.results.other"), report);
  EXPECT_TRUE(text.starts_with("  其他: 3 ")) << text;
  EXPECT_NE(text.find(" zeros = 3\n    but 0 "), std::string::npos) << text;
}

TEST(ExplainSum, CountsBlanksApartFromZeros) {
  const Form& form = standard_form("2021");
  Report report = sound_report(form);
  set(report, form, "requests/granted/other", "3");
  Cell& blank = report.cells[form.index_of("requests/partially_granted/other")];
  blank.status = CellStatus::kBlank;
  blank.value.clear();
  const std::string text = explain_sum(form, relation(form, "requests.results.other"), report);
  EXPECT_NE(text.find(" zeros, 1 blank = 3\n"), std::string::npos) << text;
}

TEST(ExplainSum, MarksWhatIsNotTrusted) {
  const Form& form = standard_form("2021");
  Report report = sound_report(form);
  set(report, form, "review/reconsideration/total", "2");
  report.cells[form.index_of("review/reconsideration/total")].status = CellStatus::kReview;
  const std::string text = explain_sum(form, relation(form, "review.sum.reconsideration"), report);
  EXPECT_NE(text.find("but 2? 总计 (p4)"), std::string::npos) << text;
}

}  // namespace
}  // namespace gouji
