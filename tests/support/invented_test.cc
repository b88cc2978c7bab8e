#include "tests/support/invented.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "tests/support/samples.h"

namespace gouji {
namespace {

class EveryForm : public testing::TestWithParam<const char*> {
 protected:
  const Form& form_ = standard_form(GetParam());
};

INSTANTIATE_TEST_SUITE_P(Invented, EveryForm, testing::Values("2021", "2021-hybrid", "2019"),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return "Form" + name;
                         });

TEST_P(EveryForm, FiguresSatisfyEveryRelation) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    EXPECT_EQ(broken_relations(sample_report(form_, seed)), std::vector<std::string>{})
        << "seed " << seed;
  }
}

TEST_P(EveryForm, FiguresAreMostlyZero) {
  int zeros = 0, all = 0;
  for (unsigned seed = 0; seed < 50; ++seed) {
    const std::vector<std::string> figures = invented_figures(form_, seed);
    zeros += static_cast<int>(std::count(figures.begin(), figures.end(), "0"));
    all += static_cast<int>(figures.size());
  }
  EXPECT_GT(zeros, all / 2);
  EXPECT_LT(zeros, all * 9 / 10);
}

// One relation of the review table breaks alone; in the requests table, where rows and columns sum
// the same figures, two must, or three.
TEST_P(EveryForm, BreakingARelationBreaksItAndThoseItDependsOn) {
  const PrintedReport sound = sample_report(form_, 7);
  for (const Relation& relation : form_.relations) {
    PrintedReport report = sound;
    break_relation(report, relation.id);
    const std::vector<std::string> broken = broken_relations(report);
    EXPECT_TRUE(std::find(broken.begin(), broken.end(), relation.id) != broken.end())
        << relation.id;
    const size_t least = relation.id.starts_with("review.")              ? 1
                         : relation.id == "requests.row.processed_total" ? 3
                                                                         : 2;
    EXPECT_EQ(broken.size(), least) << relation.id;
  }
}

TEST(PrintedReport, RefusesAnAddressThatTheFormLacks) {
  PrintedReport report = sample_report(standard_form("2019"));
  EXPECT_THROW(report.set("proactive/charges/amount_10k_yuan", "1"), std::invalid_argument);
  EXPECT_THROW(break_relation(report, "requests.row.nonsense"), std::invalid_argument);
}

TEST(Narrative, StatesTheFiguresOfTheTables) {
  PrintedReport report = sample_report(standard_form("2021"), 3);
  report.set("requests/new_received/total", "70123");
  const std::map<int, std::vector<std::string>> narrative = invented_narrative(report, 3);
  std::string text;
  for (const std::string& paragraph : narrative.at(1)) text += paragraph;
  EXPECT_NE(text.find("70123件"), std::string::npos) << text;
  EXPECT_EQ(text.find('{'), std::string::npos) << text;
}

TEST(Samples, AreEightOfWhichTwoDoNotAddUp) {
  std::map<std::string, int> forms;
  std::vector<std::string> broken;
  int scans = 0;
  for (const Sample& sample : samples()) {
    ++forms[sample.report.form.id];
    scans += sample.scan.has_value() ? 1 : 0;
    if (!broken_relations(sample.report).empty()) broken.push_back(sample.file);
  }
  EXPECT_EQ(forms, (std::map<std::string, int>{{"2019", 2}, {"2021", 5}, {"2021-hybrid", 1}}));
  EXPECT_EQ(scans, 4);
  EXPECT_EQ(broken, (std::vector<std::string>{"lanshi-finance-2023.pdf", "wangting-2023.pdf"}));
}

}  // namespace
}  // namespace gouji
