#include "models/report.h"

#include <gtest/gtest.h>

#include <map>

namespace gouji {
namespace {

constexpr auto kOk = CellStatus::kOk;
constexpr auto kHolds = Verdict::kHolds;

struct StatusCase {
  const char* what;
  ReportStatus status;
  std::vector<CellStatus> cells = {kOk};
  std::vector<Verdict> checks = {kHolds};
  const char* agency = "青岩县人民政府";
  int year = 2022;
  ErrorCode error = ErrorCode::kNone;
};

Report report_of(const StatusCase& c) {
  Report report;
  report.agency = c.agency;
  report.year = c.year;
  report.error.code = c.error;
  for (CellStatus status : c.cells) report.cells.emplace_back().status = status;
  for (Verdict verdict : c.checks) report.checks.emplace_back().verdict = verdict;
  return report;
}

TEST(ReportStatus, FollowsFromCellsChecksAndIdentity) {
  const StatusCase kCases[] = {
      {"all read and all sums hold", ReportStatus::kOk},
      {"blank cells are read", ReportStatus::kOk, {kOk, CellStatus::kBlank}},
      {"corrected cells are read", ReportStatus::kOk, {kOk, CellStatus::kCorrected}},
      {"what cannot be verified is no fault", ReportStatus::kOk, {kOk}, {Verdict::kUnverifiable}},
      {"a cell to look at", ReportStatus::kReview, {kOk, CellStatus::kReview}},
      {"a cell that is not there", ReportStatus::kReview, {kOk, CellStatus::kMissing}},
      {"a suspect sum", ReportStatus::kReview, {kOk}, {kHolds, Verdict::kSuspect}},
      {"a broken sum", ReportStatus::kFlagged, {kOk}, {kHolds, Verdict::kBroken}},
      {"a broken sum is louder than a cell to look at",
       ReportStatus::kFlagged,
       {CellStatus::kReview},
       {Verdict::kBroken, Verdict::kSuspect}},
      {"no agency", ReportStatus::kReview, {kOk}, {kHolds}, ""},
      {"no year", ReportStatus::kReview, {kOk}, {kHolds}, "青岩县人民政府", 0},
      {"an error is louder than all",
       ReportStatus::kFailed,
       {},
       {Verdict::kBroken},
       "",
       0,
       ErrorCode::kDamaged},
  };
  for (const StatusCase& c : kCases) EXPECT_EQ(report_of(c).status(), c.status) << c.what;
}

TEST(Report, CountsCellsAndChecks) {
  const Report report = report_of({"",
                                   ReportStatus::kFlagged,
                                   {kOk, kOk, CellStatus::kCorrected, CellStatus::kBlank,
                                    CellStatus::kReview, CellStatus::kMissing},
                                   {kHolds, Verdict::kBroken, kHolds}});
  EXPECT_EQ(report.count(kOk), 2);
  EXPECT_EQ(report.count(CellStatus::kMissing), 1);
  EXPECT_EQ(report.count_accepted(), 4);
  EXPECT_EQ(report.count(kHolds), 2);
  EXPECT_EQ(report.count(Verdict::kSuspect), 0);
}

template <typename Enum>
void expect_names(const std::map<Enum, std::string_view>& names) {
  for (const auto& [value, word] : names) EXPECT_EQ(name(value), word);
}

TEST(Names, AreTheWordsOfTheDataset) {
  expect_names<CellStatus>({{CellStatus::kOk, "ok"},
                            {CellStatus::kCorrected, "corrected"},
                            {CellStatus::kBlank, "blank"},
                            {CellStatus::kReview, "review"},
                            {CellStatus::kMissing, "missing"}});
  expect_names<Verdict>({{Verdict::kHolds, "holds"},
                         {Verdict::kBroken, "broken"},
                         {Verdict::kSuspect, "suspect"},
                         {Verdict::kUnverifiable, "unverifiable"}});
  expect_names<ReportStatus>({{ReportStatus::kOk, "ok"},
                              {ReportStatus::kFlagged, "flagged"},
                              {ReportStatus::kReview, "review"},
                              {ReportStatus::kFailed, "failed"}});
  expect_names<Origin>(
      {{Origin::kText, "text"}, {Origin::kScan, "scan"}, {Origin::kMixed, "mixed"}});
  expect_names<AgencyKind>({{AgencyKind::kGovernment, "government"},
                            {AgencyKind::kDepartment, "department"},
                            {AgencyKind::kTownship, "township"},
                            {AgencyKind::kOther, "other"}});
  expect_names<Method>(
      {{Method::kText, "text"}, {Method::kOcr, "ocr"}, {Method::kPerson, "person"}});
}

TEST(Names, OfErrorsAreTheWordsOfTheDataset) {
  expect_names<ErrorCode>({{ErrorCode::kNone, ""},
                           {ErrorCode::kEncrypted, "encrypted"},
                           {ErrorCode::kNotPdf, "not_pdf"},
                           {ErrorCode::kDamaged, "damaged"},
                           {ErrorCode::kEmpty, "empty"},
                           {ErrorCode::kTooLarge, "too_large"},
                           {ErrorCode::kTimeout, "timeout"},
                           {ErrorCode::kCrashed, "crashed"},
                           {ErrorCode::kUnrecognisedForm, "unrecognised_form"},
                           {ErrorCode::kUnreadable, "unreadable"}});
}

TEST(ReportStatus, AReportWithTextThatWasGivenUpIsNeverPlainlyOk) {
  Report report = report_of({"", ReportStatus::kOk});
  ASSERT_EQ(report.status(), ReportStatus::kOk);
  report.text_whole = false;
  EXPECT_EQ(report.status(), ReportStatus::kReview);
}

}  // namespace
}  // namespace gouji
