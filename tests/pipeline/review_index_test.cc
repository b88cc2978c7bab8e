#include "pipeline/review/review_index.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/pipeline/sample_report.h"
#include "tests/pipeline/sample_store.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr char kGranted[] = "requests/granted/natural_person";
constexpr char kDenied[] = "requests/denied.state_secret/other";

Report located(int number, const std::string& source, const RegionName& name, int year) {
  Report r = stored_report(number, source);
  r.region = {RegionEvidence::kTitle, {name}, ""};
  r.year = year;
  return r;
}

class ReviewIndexTest : public testing::Test {
 protected:
  // As if these were all that is settled. `result` of each is its title; `marks` are of all.
  void refresh(const std::vector<Report>& reports, const std::string& marks = "") {
    std::vector<ReviewIndex::Entry> settled;
    std::map<std::string, Report> by_source;
    for (const Report& r : reports) {
      const bool first = std::none_of(settled.begin(), settled.end(),
                                      [&](const auto& e) { return e.file.sha256 == r.sha256; });
      settled.push_back({{r.source, r.sha256, r.title, first}, marks});
      by_source[r.source] = r;
    }
    const auto outdated = index.outdated(settled);
    ASSERT_TRUE(outdated) << outdated.error();
    loaded.clear();
    for (const ReviewIndex::Entry& entry : *outdated) {
      loaded.push_back(entry.file.source);
      const Report& r = by_source.at(entry.file.source);
      index.put(entry, {r, r.count_accepted()});
    }
    const auto done = index.sync();
    EXPECT_TRUE(done) << done.error();
  }

  std::vector<std::string> sources(const ReportQuery& query) {
    std::vector<std::string> out;
    for (const ReportRow& row : index.reports(query).rows) out.push_back(row.source);
    return out;
  }

  Scratch s;
  const std::filesystem::path database = s.write(".gouji/run.db");
  ReviewIndex index = ReviewIndex::open(s.path(), standard_forms()).value();
  std::vector<std::string> loaded;  // by the last refresh
};

ReportQuery by(std::string ReportQuery::*place, const std::string& value) {
  ReportQuery query;
  query.*place = value;
  return query;
}

TEST_F(ReviewIndexTest, FindsReports) {
  Report other = located(2, "b/Liu.pdf", {"330106", "浙江省", "杭州市", "西湖区"}, 2023);
  other.agency = "西湖区财政局";
  refresh({located(1, "a/Chen.pdf", {"320826", "江苏省", "淮安市", "涟水县"}, 2022), other});
  EXPECT_THAT(sources({}), ElementsAre("a/Chen.pdf", "b/Liu.pdf"));
  EXPECT_THAT(sources(by(&ReportQuery::text, "chEN")), ElementsAre("a/Chen.pdf"));
  EXPECT_THAT(sources(by(&ReportQuery::text, "财政")), ElementsAre("b/Liu.pdf"));
  EXPECT_THAT(sources(by(&ReportQuery::text, "%")), IsEmpty()) << "a text, no pattern";
  EXPECT_THAT(sources(by(&ReportQuery::agency, "西湖区财政")), ElementsAre("b/Liu.pdf"));
  EXPECT_THAT(sources(by(&ReportQuery::status, "review")), IsEmpty());
  for (const char* region : {"330000", "330100", "330106"}) {
    EXPECT_THAT(sources(by(&ReportQuery::region, region)), ElementsAre("b/Liu.pdf")) << region;
  }
  EXPECT_THAT(sources(by(&ReportQuery::region, "330200")), IsEmpty());
  ReportQuery year;
  year.year = 2022;
  EXPECT_THAT(sources(year), ElementsAre("a/Chen.pdf"));
}

TEST_F(ReviewIndexTest, FindsReportsOfUnknownYearOrRegion) {
  Report unknown = located(2, "b.pdf", {}, 0);
  unknown.region = {};
  refresh({located(1, "a.pdf", {"320826", "江苏省", "淮安市", "涟水县"}, 2022), unknown});
  ReportQuery year;
  year.year = 0;
  EXPECT_THAT(sources(year), ElementsAre("b.pdf"));
  EXPECT_THAT(sources(by(&ReportQuery::region, "none")), ElementsAre("b.pdf"));
}

TEST_F(ReviewIndexTest, SortsAndPages) {
  refresh({located(1, "a.pdf", {}, 2021), located(2, "b.pdf", {}, 2023),
           located(3, "c.pdf", {}, 2022)});
  ReportQuery query = by(&ReportQuery::sort, "year");
  query.descending = true;
  EXPECT_THAT(sources(query), ElementsAre("b.pdf", "c.pdf", "a.pdf"));
  query.offset = 1;
  query.limit = 1;
  EXPECT_THAT(sources(query), ElementsAre("c.pdf"));
  EXPECT_EQ(index.reports(query).total, 3);
  EXPECT_THAT(sources(by(&ReportQuery::sort, "1; DROP TABLE reports")),
              ElementsAre("a.pdf", "b.pdf", "c.pdf"));
}

TEST_F(ReviewIndexTest, PutsTheMostProbablyWrongFirstAndTheMissingLast) {
  Report a = stored_report(1, "a.pdf"), b = stored_report(2, "b.pdf");
  doubt(a, kGranted, "7", 0.9);
  doubt(b, kGranted, "7", 0.4);
  doubt(b, kDenied, "", 0);
  b.cells[static_cast<size_t>(standard_form("2021").index_of(kDenied))].status =
      CellStatus::kMissing;
  refresh({a, b});
  const auto queue = index.queue(0, 10);
  ASSERT_EQ(queue.size(), 3u);
  EXPECT_EQ(queue[0].report_id, b.id);
  EXPECT_NEAR(queue[0].expected_error, 0.6, 1e-9);
  EXPECT_EQ(queue[1].report_id, a.id);
  EXPECT_EQ(queue[2].cell, standard_form("2021").index_of(kDenied));
  EXPECT_EQ(index.queue_length(), 3);
}

TEST_F(ReviewIndexTest, LoadsOnlyWhatIsNew) {
  Report a = stored_report(1, "a.pdf");
  refresh({a, stored_report(2, "b.pdf")});
  EXPECT_THAT(loaded, ElementsAre("a.pdf", "b.pdf"));
  doubt(a, kGranted, "7", 0.9);
  a.title += "!";
  refresh({a, stored_report(2, "b.pdf")});
  EXPECT_THAT(loaded, ElementsAre("a.pdf"));
  EXPECT_EQ(index.queue_length(), 1);
  refresh({stored_report(2, "b.pdf")});
  EXPECT_THAT(loaded, IsEmpty());
  EXPECT_THAT(sources({}), ElementsAre("b.pdf"));
  EXPECT_EQ(index.queue_length(), 0);
}

TEST_F(ReviewIndexTest, LoadsWhatCorrectionsHaveChanged) {
  refresh({stored_report(1, "a.pdf")}, " 7");
  refresh({stored_report(1, "a.pdf")}, " 7");
  EXPECT_THAT(loaded, IsEmpty());
  refresh({stored_report(1, "a.pdf")}, " 8");
  EXPECT_THAT(loaded, ElementsAre("a.pdf"));
}

TEST_F(ReviewIndexTest, KnowsTheFilesOfAReport) {
  Report a = stored_report(1, "b.pdf"), again = a;
  again.source = "c.pdf";
  refresh({stored_report(2, "a.pdf"), a, again}, " 7");
  const auto files = index.files_of(a.id);
  ASSERT_EQ(files.size(), 2u);
  EXPECT_EQ(files[0].file.source, "b.pdf");
  EXPECT_TRUE(files[0].file.first);
  EXPECT_EQ(files[0].file.result, a.title);
  EXPECT_EQ(files[0].marks, " 7");
  EXPECT_EQ(files[1].file.source, "c.pdf");
  EXPECT_FALSE(files[1].file.first);
}

TEST_F(ReviewIndexTest, CountsTheSameBytesOnce) {
  Report a = stored_report(1, "a.pdf");
  doubt(a, kGranted, "7", 0.9);
  Report again = a;
  again.source = "b.pdf";
  refresh({a, again});
  const IndexOverview overview = index.overview();
  EXPECT_THAT(overview.reports, ElementsAre(0, 0, 2, 0)) << "files";
  EXPECT_EQ(overview.review, 1) << "cells";
  EXPECT_EQ(index.queue_length(), 1);
  EXPECT_EQ(index.find(a.id)->source, "a.pdf");
}

TEST_F(ReviewIndexTest, CountsForTheOverview) {
  Report broken = located(1, "a.pdf", {"320826", "江苏省", "淮安市", "涟水县"}, 2022);
  Cell& cell = broken.cells[static_cast<size_t>(standard_form("2021").index_of(kGranted))];
  cell.value = "3";
  broken.checks[index_of_check(standard_form("2021"), "requests.row.granted")].verdict =
      Verdict::kBroken;
  Report doubtful = located(2, "b.pdf", {}, 2023);
  doubtful.region = {};
  doubt(doubtful, kGranted, "7", 0.93);
  refresh({broken, doubtful});
  const IndexOverview o = index.overview();
  EXPECT_THAT(o.reports, ElementsAre(0, 1, 1, 0));
  ASSERT_EQ(o.provinces.size(), 2u);
  EXPECT_EQ(o.provinces[1].code, "320000");
  EXPECT_EQ(o.provinces[1].name, "江苏省");
  ASSERT_EQ(o.years.size(), 2u);
  EXPECT_THAT(o.years[0].reports, ElementsAre(0, 1, 0, 0));
  ASSERT_FALSE(o.troubles.empty());
  EXPECT_EQ(o.troubles[0].relation, "requests.row.granted");
  EXPECT_EQ(o.troubles[0].broken, 1);
  EXPECT_EQ(o.troubles[0].suspect, 1);
  EXPECT_EQ(o.confidence[3], 1) << "from 0.9 to 0.95";
}

TEST_F(ReviewIndexTest, OutlivesTheProgram) {
  refresh({stored_report(1, "a.pdf")});
  ASSERT_TRUE(index.reopen());
  refresh({stored_report(1, "a.pdf")});
  EXPECT_THAT(loaded, IsEmpty());
  EXPECT_THAT(sources({}), ElementsAre("a.pdf"));
}

}  // namespace
}  // namespace gouji
