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
    std::vector<Imbalance> out;
    for (size_t r = 0; r < form_.relations.size(); ++r) {
      Micro by = 0;
      for (int c : form_.relations[r].lhs) by += amounts[c];
      for (int c : form_.relations[r].rhs) by -= amounts[c];
      if (by != 0) out.push_back({static_cast<int>(r), by});
    }
    const std::vector<char> all(form_.relations.size(), 1);
    return SlipModel(form_).explain(out, amounts, all);
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

TEST_F(SlipsTest, TwoColumnsOffInOppositeDirectionsAreTwoSlips) {
  for (const auto& [column, by] : {std::pair{"natural_person", -1}, {"other", 1}}) {
    for (const char* row : {"granted", "processed_total"}) {
      const int cell = form_.index_of(std::string("requests/") + row + "/" + column);
      const Micro amount = to_micro(report_.cells[cell]).value_or(0) + by * kOne;
      report_.cells[cell] = to_plain(amount);
    }
  }
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
