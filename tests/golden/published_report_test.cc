// A published report, where it lies beside the repository (it is not ours to hand on).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "pipeline/read_report.h"
#include "tests/support/printed_report.h"

namespace gouji {
namespace {

const std::filesystem::path kPublished = GOUJI_PUBLISHED_DIR;

TEST(PublishedReport, HongzeOf2023IsReadAsPrintedAndFlagged) {
  const std::filesystem::path pdf = kPublished / "hongze-2023.pdf";
  const std::filesystem::path truth_file = kPublished / "truth" / "hongze-2023.json";
  if (!std::filesystem::exists(pdf) || !std::filesystem::exists(truth_file)) {
    GTEST_SKIP() << "The published report is not there: " << pdf;
  }
  std::ifstream in(truth_file);
  const nlohmann::json truth = nlohmann::json::parse(in);
  ReportReader reader(GOUJI_DATA_DIR);
  const Report report = reader.read(pdf, {});
  ASSERT_EQ(name(report.error.code), "") << report.error.message;
  ASSERT_EQ(report.form, "2021-hybrid");
  EXPECT_EQ(report.agency, "淮安市洪泽区人民政府");
  EXPECT_EQ(report.year, 2023);
  EXPECT_EQ(name(report.status()), "flagged");

  const Form& form = standard_form(report.form);
  ASSERT_EQ(report.cells.size(), 186u);
  ASSERT_EQ(truth.at("cells").size(), 186u);
  for (size_t i = 0; i < report.cells.size(); ++i) {
    const std::string address = form.cells[i].str();
    EXPECT_EQ(report.cells[i].value, truth.at("cells").at(address).get<std::string>()) << address;
    EXPECT_TRUE(report.cells[i].accepted()) << address;
  }
  std::vector<std::string> broken;
  for (size_t i = 0; i < report.checks.size(); ++i) {
    if (report.checks[i].verdict == Verdict::kBroken) broken.push_back(form.relations[i].id);
  }
  EXPECT_THAT(broken, testing::ElementsAre("review.sum.reconsideration",
                                           "review.sum.litigation_after_reconsideration"));
}

}  // namespace
}  // namespace gouji
