#include "extract/slips.h"

#include <gtest/gtest.h>

#include "tests/support/invented.h"

namespace gouji {
namespace {

// What a report's figures put out of balance.
class SlipsTest : public testing::Test {
 protected:
  Slips slips_in(const PrintedReport& report) const {
    std::vector<Micro> amounts;
    for (const std::string& value : report.cells) {
      amounts.push_back(to_micro(value).value_or(0));
    }
    std::vector<Micro> imbalance;
    for (size_t r = 0; r < form_.relations.size(); ++r) {
      Micro by = 0;
      for (int c : form_.relations[r].lhs) by += amounts[c];
      for (int c : form_.relations[r].rhs) by -= amounts[c];
      imbalance.push_back(by);
    }
    const std::vector<char> all(form_.relations.size(), 1);
    return SlipModel(form_).explain(imbalance, amounts, all);
  }

  void add(PrintedReport& report, const std::string& row, const std::string& column,
           int units) const {
    std::string& cell = report.cells[form_.index_of("requests/" + row + "/" + column)];
    cell = to_plain(to_micro(cell).value_or(0) + units * kOne);
  }

  const Form form_ = standard_form("2021");
  PrintedReport report_ = sample_report(form_);
};

TEST_F(SlipsTest, AReportThatAddsUpHasNone) {
  EXPECT_EQ(slips_in(report_).count, 0);
  EXPECT_EQ(slips_in(report_).log_shape, 0);
}

TEST_F(SlipsTest, OneWrongFigureIsOneSlipHoweverManyRelationsItBreaks) {
  for (const Relation& relation : form_.relations) {
    PrintedReport report = report_;
    break_relation(report, relation.id);
    EXPECT_EQ(slips_in(report).count, 1) << relation.id;
  }
}

TEST_F(SlipsTest, AFigureInAnotherColumnOfItsRowIsOneSlip) {
  for (const std::vector<const char*>& rows :
       {std::vector{"granted", "processed_total"}, {"processed_total"}, {"new_received"}}) {
    PrintedReport report = report_;
    for (const char* row : rows) {
      add(report, row, "natural_person", -1);
      add(report, row, "other", 1);
    }
    EXPECT_EQ(slips_in(report).count, 1) << rows.front();
  }
}

TEST_F(SlipsTest, ARowLeftOutOfAllTotalsIsOneSlip) {
  const auto left_out = [this](const std::vector<std::pair<const char*, int>>& more) {
    PrintedReport report = report_;
    for (const char* row : {"new_received", "partially_granted"}) {
      int total = 0;
      for (const auto& [column, units] : more) {
        add(report, row, column, units);
        total += units;
      }
      add(report, row, "total", total);
    }
    return report;
  };
  PrintedReport report = left_out({{"natural_person", 6}, {"other", 1}});
  EXPECT_EQ(slips_in(report).count, 1);
  EXPECT_GT(slips_in(left_out({{"natural_person", 6}})).count, 1) << "two may be misread alike";
  add(report, "processed_total", "natural_person", -1);  // no row has what they lack
  add(report, "processed_total", "total", -1);
  EXPECT_GT(slips_in(report).count, 1);
}

TEST_F(SlipsTest, TwoSlipsThatMeetInARelationAreTwo) {
  add(report_, "granted", "total", 10);
  add(report_, "denied.third_party_rights", "total", -1);
  EXPECT_EQ(slips_in(report_).count, 2);
}

TEST(SlipChance, TotalsLeftAtZeroAndFiguresOffByOneAreLikely) {
  const std::vector<Micro> others = {10 * kOne, 1 * kOne, 0, 0};
  const double left_at_zero = SlipModel::chance(11 * kOne, 0, others);
  const double by_one = SlipModel::chance(kOne, 12 * kOne, others);
  const double left_out = SlipModel::chance(-10 * kOne, 1 * kOne, others);
  const double any = SlipModel::chance(7'654 * kOne, 7'665 * kOne, others);
  EXPECT_GT(left_at_zero, 10 * any);
  EXPECT_GT(by_one, 10 * any);
  EXPECT_GT(left_out, 10 * any);
}

TEST_F(SlipsTest, TotalsAreLikelierPlacesThanTheFiguresInThem) {
  const SlipModel model(form_);
  double sum = 0;
  for (size_t c = 0; c < form_.cells.size(); ++c) sum += model.place(static_cast<int>(c));
  EXPECT_NEAR(sum, 1, 1e-9);
  const auto place = [&](const char* address) { return model.place(form_.index_of(address)); };
  EXPECT_GT(place("review/reconsideration/total"), 3 * place("review/reconsideration/upheld"));
}

// Of an intended figure: what is printed instead by a slip is something.
TEST(SlipChance, IsADistributionOverWhatIsPrinted) {
  for (const Micro intended : {3, 64, 2'000}) {
    const std::vector<Micro> others = {40 * kOne, 24 * kOne, 0};
    double sum = 0;
    for (Micro printed = 0; printed < 12'000; ++printed) {
      if (printed == intended) continue;
      sum += SlipModel::chance((intended - printed) * kOne, printed * kOne, others);
    }
    EXPECT_LE(sum, 1.001) << intended;
    EXPECT_GT(sum, 0.5) << intended;
  }
}

}  // namespace
}  // namespace gouji
