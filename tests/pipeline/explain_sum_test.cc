#include "pipeline/explain_sum.h"

#include <gtest/gtest.h>

#include "tests/pipeline/sample_report.h"

namespace gouji {
namespace {

const Relation& relation(const Form& form, const std::string& id) {
  return form.relations[index_of_check(form, id)];
}

TEST(ExplainSum, NamesEveryFigureWithItsPage) {
  const Form& form = test_form("2021");
  Report report = sound_report(form);
  set(report, form, "review/reconsideration/upheld", "10");
  set(report, form, "review/reconsideration/corrected", "1");
  const std::string text = explain_sum(form, relation(form, "review.sum.reconsideration"), report);
  EXPECT_EQ(text,
            "  行政复议: 10 结果维持 (p4) + 1 结果纠正 (p4) + 0 其他结果 (p4) + "
            "0 尚未审结 (p4) = 11\n    but 0 总计 (p4)\n");
}

TEST(ExplainSum, NamesTheColumnAndCountsTheZerosOfALongSum) {
  const Form& form = test_form("2021");
  Report report = sound_report(form);
  set(report, form, "requests/granted/other", "3");
  const std::string text = explain_sum(form, relation(form, "requests.results.other"), report);
  EXPECT_TRUE(text.starts_with("  其他: 3 ")) << text;
  EXPECT_NE(text.find(" zeros = 3\n    but 0 "), std::string::npos) << text;
}

TEST(ExplainSum, MarksWhatIsNotTrusted) {
  const Form& form = test_form("2021");
  Report report = sound_report(form);
  set(report, form, "review/reconsideration/total", "2");
  report.cells[form.index_of("review/reconsideration/total")].status = CellStatus::kReview;
  const std::string text = explain_sum(form, relation(form, "review.sum.reconsideration"), report);
  EXPECT_NE(text.find("but 2? 总计 (p4)"), std::string::npos) << text;
}

}  // namespace
}  // namespace gouji
