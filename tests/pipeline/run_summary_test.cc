#include "pipeline/run_summary.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/pipeline/sample_report.h"

namespace gouji {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(RunSummary, ShowsABrokenSumAsItStands) {
  const Form& form = standard_form("2021-hybrid");
  Report report = sound_report(form);
  set(report, form, "review/reconsideration/upheld", "10");
  set(report, form, "review/reconsideration/corrected", "1");
  report.checks[index_of_check(form, "review.sum.reconsideration")].verdict = Verdict::kBroken;
  RunSummary summary(standard_forms());
  summary.add(report);
  EXPECT_THAT(summary.flagged(),
              ElementsAre("  flagged  yunxi-2022.pdf 云溪县人民政府 2022: "
                          "review.sum.reconsideration  10 + 1 + 0 + 0 = 11, printed total 0 "
                          "(page 4)"));
}

TEST(RunSummary, CountsAndNamesWhatFailed) {
  Report failed;
  failed.source = "bad\x1B[2J.pdf";
  failed.error = {ErrorCode::kNotPdf, "This is no PDF."};
  RunSummary summary(standard_forms());
  summary.add(failed);
  summary.add(sound_report(standard_form("2021")));
  EXPECT_THAT(summary.failed(),
              ElementsAre("  failed   bad\xEF\xBF\xBD[2J.pdf: not_pdf: This is no PDF."));
  EXPECT_THAT(summary.text(),
              HasSubstr("1 report, 6 pages read: 1 ok, 0 flagged, 0 to review; 1 failed\n"));
}

TEST(RunSummary, NamesNoMoreThanAPersonWouldRead) {
  RunSummary summary(standard_forms());
  Report failed;
  failed.error = {ErrorCode::kNotPdf, "This is no PDF."};
  for (size_t i = 0; i < kMostLines + 5; ++i) summary.add(failed);
  EXPECT_EQ(summary.failed().size(), kMostLines + 1);
  EXPECT_EQ(summary.failed().back(), "  failed   and 5 more: see reports.csv");
}

}  // namespace
}  // namespace gouji
