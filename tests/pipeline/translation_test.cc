#include "pipeline/translation.h"

#include "gtest/gtest.h"

namespace gouji {
namespace {

// Beside this program there is no catalogue; tests/installed has those with one.

TEST(Translation, IsTheTextItselfWithoutACatalogue) {
  EXPECT_EQ(tr("no PDF files under INPUT"), "no PDF files under INPUT");
  EXPECT_EQ(tr(""), "");
  EXPECT_EQ(tr_format("part {} of {:.1f}", 3, 8.0), "part 3 of 8.0");
  EXPECT_EQ(tr_sentence("The PDF has 9 pages; a report may have 4 (--max-pages)."),
            "The PDF has 9 pages; a report may have 4 (--max-pages).");
}

TEST(Translation, CountsAsEnglishDoes) {
  const auto reports = [](size_t n) { return tr_count("{} report", "{} reports", n); };
  EXPECT_EQ(reports(0), "0 reports");
  EXPECT_EQ(reports(1), "1 report");
  EXPECT_EQ(reports(2), "2 reports");
}

TEST(Translation, LeavesBracesOfAFileNameAlone) {
  EXPECT_EQ(tr_format("INPUT {} cannot be found", "{} {1}"), "INPUT {} {1} cannot be found");
}

}  // namespace
}  // namespace gouji
