#include "extract/slips.h"

#include <gtest/gtest.h>

#include "tests/support/invented.h"

namespace gouji {
namespace {

constexpr Micro kOne = 1'000'000;

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
  EXPECT_GT(slips_in(report_).count, 1);
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

}  // namespace
}  // namespace gouji
