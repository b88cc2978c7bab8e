#include "pipeline/dataset_writer.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/pipeline/sample_report.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::vector<std::string> lines(const std::filesystem::path& file) {
  std::vector<std::string> out;
  std::istringstream in(contents(file));
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

void write(const std::filesystem::path& directory, const std::vector<Report>& reports) {
  auto writer = DatasetWriter::open(directory, standard_forms());
  ASSERT_TRUE(writer) << writer.error();
  for (const Report& report : reports) ASSERT_TRUE(writer->add(report, true));
  ASSERT_TRUE(writer->commit({}));
}

TEST(DatasetWriter, WritesTheColumnsThatTheCodebookHas) {
  const Scratch s;
  write(s.path(), {});
  const struct {
    const char *file, *header;
  } cases[] = {
      {"reports.csv",
       "report_id,source,sha256,title,agency,agency_kind,region_code,year,form,published,pages,"
       "origin,status,cells_accepted,cells_review,cells_missing,checks_broken,checks_suspect,"
       "error_code,error\n"},
      {"cells.csv",
       "report_id,form,table,row,column,value,raw,status,confidence,method,page,x0,y0,x1,y1\n"},
      {"checks.csv", "report_id,form,check,lhs,rhs,difference,verdict\n"},
      {"narrative.csv", "report_id,section,heading,text\n"},
      {"claims.csv", "report_id,section,claim,stated,table_value,verdict,quote,page\n"},
      {"agencies.csv",
       "agency,full_name,agency_kind,region_code,province,prefecture,county,candidates,evidence,"
       "reports,superseded\n"},
      {"series.csv", "agency,region_code,year_from,year_to,check,lhs,rhs,verdict\n"},
  };
  for (const auto& c : cases) EXPECT_EQ(contents(s.path() / c.file), c.header);
  EXPECT_THAT(contents(s.path() / "wide.csv"),
              StartsWith("report_id,agency,region_code,year,form,status,"
                         "proactive__regulations__issued,proactive__regulations__repealed,"));
}

TEST(DatasetWriter, WritesAReportRowByRow) {
  const Scratch s;
  const Form& form = standard_form("2021");
  Report report = sound_report(form);
  report.cells[0] = {CellStatus::kCorrected, "22", "22（其中修订16件）",     0.99984,
                     Method::kOcr,           2,    {1.26, -0.04, 99.96, 700}};
  report.cells[1] = {};
  report.checks[0] = {Verdict::kBroken, 11'500'000, 0};
  report.claims = {
      {1, "requests/new_received/total", "9", "8", ClaimVerdict::kContradicts, "收到9件。", 2}};
  write(s.path(), {report});
  EXPECT_EQ(lines(s.path() / "claims.csv")[1],
            "0123456789abcdef,1,requests/new_received/total,9,8,contradicts,收到9件。,2");
  EXPECT_EQ(lines(s.path() / "reports.csv")[1],
            "0123456789abcdef,yunxi-2022.pdf,"
            "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef,"
            "云溪县人民政府2022年政府信息公开工作年度报告,云溪县人民政府,government,,2022,2021,"
            "2023-01-31,6,text,flagged,199,0,1,1,0,,");
  const auto cells = lines(s.path() / "cells.csv");
  EXPECT_EQ(cells.size(), 1 + form.cells.size());
  EXPECT_EQ(cells[1],
            "0123456789abcdef,2021,proactive,regulations,issued,22,22（其中修订16件）,corrected,"
            "0.9998,ocr,2,1.3,0.0,100.0,700.0");
  EXPECT_EQ(cells[2],
            "0123456789abcdef,2021,proactive,regulations,repealed,,,missing,0.0000,,,,,,");
  const auto checks = lines(s.path() / "checks.csv");
  EXPECT_EQ(checks.size(), 1 + form.relations.size());
  EXPECT_EQ(checks[1], "0123456789abcdef,2021,requests.row.new_received,11.5,0,11.5,broken");
  EXPECT_THAT(contents(s.path() / "narrative.csv"),
              HasSubstr("0123456789abcdef,0,,前言\n"
                        "0123456789abcdef,1,一、总体情况,\"第一段\n第二段\"\n"));
}

TEST(DatasetWriter, LeavesCellsOutOfTheWideTableThatAreNotTrusted) {
  const Scratch s;
  const Form& form = standard_form("2019");
  Report report = sound_report(form);
  for (Cell& cell : report.cells) cell.status = CellStatus::kReview;
  report.cells[0] = {CellStatus::kOk, "5", "5", 1, Method::kText, 1, {}};
  report.cells[1].status = CellStatus::kBlank;
  report.cells[1].value = "";
  write(s.path(), {report});
  const auto wide = lines(s.path() / "wide.csv");
  const auto columns = std::count(wide[0].begin(), wide[0].end(), ',');
  const std::string start = "0123456789abcdef,云溪县人民政府,,2022,2019,review,";
  ASSERT_THAT(wide[1], StartsWith(start));
  EXPECT_EQ(std::count(wide[1].begin(), wide[1].end(), ','), columns);
  EXPECT_EQ(wide[1].find_first_not_of(',', wide[1].find('5', start.size()) + 1), std::string::npos);
}

TEST(DatasetWriter, WritesWhoReportsAndHowTheirYearsFit) {
  const Scratch s;
  const Form& form = standard_form("2021");
  Report earlier = sound_report(form), later = sound_report(form);
  later.region = {RegionEvidence::kText, {{"430603", "湖南省", "岳阳市", "云溪区"}}, "人民政府"};
  earlier.region = later.region;
  earlier.year = 2021;
  earlier.id = "fedcba9876543210";
  set(earlier, form, "requests/carried_out/total", "2");
  write(s.path(), {earlier, later});
  EXPECT_EQ(lines(s.path() / "agencies.csv")[1],
            "云溪县人民政府,湖南省岳阳市云溪区人民政府,government,430603,湖南省,岳阳市,云溪区,,"
            "text,2,");
  EXPECT_EQ(lines(s.path() / "series.csv").size(), 10u);
  EXPECT_THAT(contents(s.path() / "series.csv"),
              HasSubstr("云溪县人民政府,430603,2021,2022,carry_over.total,2,0,broken\n"));
  EXPECT_THAT(lines(s.path() / "wide.csv")[2],
              StartsWith("0123456789abcdef,云溪县人民政府,430603,2022,"));
}

TEST(DatasetWriter, GivesAFailedFileItsRowAndNothingElse) {
  const Scratch s;
  Report report;
  report.source = "broken.pdf";
  report.error = {ErrorCode::kUnreadable, "Check it, please."};
  write(s.path(), {report});
  EXPECT_EQ(lines(s.path() / "reports.csv")[1],
            ",broken.pdf,,,,,,,,,,,failed,0,0,0,0,0,unreadable,\"Check it, please.\"");
  for (const char* file : {"cells.csv", "checks.csv", "narrative.csv", "claims.csv", "wide.csv"}) {
    EXPECT_EQ(lines(s.path() / file).size(), 1u) << file;
  }
}

TEST(DatasetWriter, WritesWhatTwoFilesWithTheSameBytesHoldOnce) {
  const Scratch s;
  Report copy = sound_report(standard_form("2021"));
  copy.source = "copy.pdf";
  const Report original = sound_report(standard_form("2021"));
  auto writer = DatasetWriter::open(s.path(), standard_forms());
  ASSERT_TRUE(writer);
  EXPECT_TRUE(writer->add(copy, true));
  EXPECT_TRUE(writer->add(original, false));
  ASSERT_TRUE(writer->commit({}));
  EXPECT_EQ(lines(s.path() / "reports.csv").size(), 3u);
  EXPECT_EQ(lines(s.path() / "cells.csv").size(), 1 + original.cells.size());
  EXPECT_EQ(lines(s.path() / "wide.csv").size(), 2u);
}

TEST(DatasetWriter, WritesARowForEachRun) {
  const Scratch s;
  auto writer = DatasetWriter::open(s.path(), standard_forms());
  ASSERT_TRUE(writer);
  using std::chrono::milliseconds;
  const std::chrono::system_clock::time_point start(milliseconds(1'700'000'000'000));
  ASSERT_TRUE(writer->commit({{.number = 7,
                               .started = start,
                               .finished = start + milliseconds(1500),
                               .version = "1.2",
                               .shard = {3, 8},
                               .jobs = 2,
                               .timeout = 120,
                               .read = 5,
                               .unread = 1,
                               .reports = 6,
                               .pages = 30,
                               .ok = 6}}));
  EXPECT_EQ(lines(s.path() / "runs.csv")[1],
            "7,2023-11-14T22:13:20Z,2023-11-14T22:13:21Z,1.500,1.2,3/8,120,2,0,5,1,6,30,6,0,0,0");
}

TEST(Fits, AsksForTheCellsAndChecksOfTheForm) {
  const Form& form = standard_form("2021");
  Report report = sound_report(form);
  EXPECT_TRUE(fits(report, standard_forms()));
  report.cells.pop_back();
  EXPECT_FALSE(fits(report, standard_forms()));
  report = sound_report(form);
  report.form = "1999";
  EXPECT_FALSE(fits(report, standard_forms()));
  report = sound_report(form);
  report.error.code = ErrorCode::kDamaged;
  EXPECT_FALSE(fits(report, standard_forms()));
  EXPECT_TRUE(fits(Report(), standard_forms()));
}

}  // namespace
}  // namespace gouji
