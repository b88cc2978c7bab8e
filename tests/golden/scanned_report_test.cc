// Scans of printed reports: what is taken for certain is right, and hardly anything is left over.
#include <gtest/gtest.h>

#include "extract/printed_date.h"
#include "tests/golden/read_printed.h"
#include "tests/support/invented.h"
#include "tests/support/scanner.h"

namespace gouji {
namespace {

struct Case {
  const char* name;
  const char* form;
  Scan scan;
  int most_left_over;  // cells for a person to look at
};

std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.name; }

class ScannedReports : public testing::TestWithParam<Case> {};

TEST_P(ScannedReports, AreReadWithoutSilentErrors) {
  PrintedReport printed = sample_report(standard_form(GetParam().form), 22);
  printed.narrative.clear();  // reading text is what takes time
  break_relation(printed, "review.sum.litigation_direct", 3);
  const Report report = read_pdf(scan_pdf(print_pdf(printed), GetParam().scan).bytes);
  ASSERT_EQ(name(report.error.code), "") << report.error.message;
  ASSERT_EQ(report.form, printed.form.id);
  EXPECT_EQ(name(report.origin), "scan");
  EXPECT_EQ(report.year, printed.year);
  const std::vector<Cell> wanted = printed_cells(printed);
  for (size_t i = 0; i < wanted.size(); ++i) {
    const Cell& got = report.cells.at(i);
    if (!got.accepted()) continue;
    EXPECT_EQ(got.value, wanted[i].value) << printed.form.cells[i].str() << ", raw " << got.raw;
    EXPECT_EQ(name(got.method), "ocr");
  }
  EXPECT_LE(static_cast<int>(wanted.size()) - report.count_accepted(), GetParam().most_left_over);
  for (size_t i = 0; i < report.checks.size(); ++i) {
    if (report.checks[i].verdict != Verdict::kBroken) continue;
    EXPECT_EQ(printed.form.relations[i].id, "review.sum.litigation_direct");
  }
}

TEST(TablesOnly, AScanSaysWhoReportsAndWhenWithoutItsNarrative) {
  const PrintedReport printed = sample_report(standard_form("2021"), 22);
  const Report report = read_pdf(scan_pdf(print_pdf(printed), {.dpi = 200, .blur = 0.5}).bytes,
                                 {.tables_only = true});
  EXPECT_EQ(report.agency, printed.agency);
  EXPECT_EQ(report.year, printed.year);
  EXPECT_EQ(report.published, parse_date(printed.date));
  EXPECT_TRUE(report.narrative.empty());
  EXPECT_GT(report.count_accepted(), 190);
}

TEST(TablesOnly, AScanThatEndsWithABlankLeafSaysWhenAllTheSame) {
  const PrintedReport printed = sample_report(standard_form("2021"), 22);
  const PrintedPdf scanned =
      scan_pdf(print_pdf(printed), {.dpi = 200, .blur = 0.5, .blank_leaf = true});
  const Report report = read_pdf(scanned.bytes, {.tables_only = true});
  EXPECT_EQ(report.published, parse_date(printed.date));
  EXPECT_TRUE(report.text_whole);
}

TEST(TablesOnly, AScanOfTwoPagesToASheetSaysWhoReportsAndWhen) {
  const PrintedReport printed = sample_report(standard_form("2021"), 22);
  const PrintedPdf scanned =
      scan_pdf(print_pdf(printed), {.dpi = 200, .blur = 0.5, .spreads = true});
  const Report report = read_pdf(scanned.bytes, {.tables_only = true});
  EXPECT_EQ(report.agency, printed.agency);
  EXPECT_EQ(report.published, parse_date(printed.date));
  EXPECT_GT(report.count_accepted(), 190);
  const size_t cell = 0;
  const Box& wanted = scanned.cells.at(printed.form.cells[cell].str()).cell;
  EXPECT_TRUE(wanted.contains(report.cells[cell].box.cx(), report.cells[cell].box.cy()));
  EXPECT_EQ(report.cells[cell].page, scanned.cells.at(printed.form.cells[cell].str()).page);
}

TEST(TablesOnly, ABookletThatEndsWithABlankSheetSaysWhenAllTheSame) {
  const PrintedReport printed = sample_report(standard_form("2021"), 22);
  const PrintedPdf scanned =
      scan_pdf(print_pdf(printed), {.dpi = 200, .blur = 0.5, .spreads = true, .blank_leaf = true});
  EXPECT_EQ(read_pdf(scanned.bytes, {.tables_only = true}).published, parse_date(printed.date));
}

TEST(TablesOnly, APageThatAloneLiesSidewaysIsReadAllTheSame) {
  const PrintedReport printed = sample_report(standard_form("2021"), 22);
  for (int lay : {90, 180, 270}) {
    const PrintedPdf scanned = scan_pdf(
        print_pdf(printed), {.dpi = 200, .blur = 0.5, .orientation = lay, .turned_page = 3});
    const Report report = read_pdf(scanned.bytes, {.tables_only = true});
    EXPECT_GT(report.count_accepted(), 190) << lay;
    EXPECT_EQ(report.published, parse_date(printed.date)) << lay;
  }
}

// The paragraphs of each section.
std::vector<long> paragraphs_of(const Report& report) {
  std::vector<long> out;
  for (const Section& section : report.narrative) {
    out.push_back(std::count(section.text.begin(), section.text.end(), '\n'));
  }
  return out;
}

// Paragraphs and signatures are told by where lines stand on the page made upright.
TEST(Narrative, HasTheSameParagraphsHoweverItsPagesLay) {
  const PrintedReport printed = sample_report(standard_form("2021"), 22);
  const PrintedPdf pdf = print_pdf(printed);
  const Report upright = read_pdf(scan_pdf(pdf, {.dpi = 200, .blur = 0.5}).bytes);
  const Report sideways =
      read_pdf(scan_pdf(pdf, {.dpi = 200, .blur = 0.5, .orientation = 90}).bytes);
  const Report spreads = read_pdf(scan_pdf(pdf, {.dpi = 200, .blur = 0.5, .spreads = true}).bytes);
  for (const Report* report : {&sideways, &spreads}) {
    EXPECT_EQ(paragraphs_of(*report), paragraphs_of(upright));
    EXPECT_EQ(report->published, parse_date(printed.date));
  }
}

TEST(TextSeconds, LeaveOutTextAndNoTable) {
  const PrintedReport printed = sample_report(standard_form("2021"), 22);
  const Report report =
      read_pdf(scan_pdf(print_pdf(printed), {.dpi = 200, .blur = 0.5}).bytes, {.text_seconds = 0});
  EXPECT_FALSE(report.text_whole);
  EXPECT_EQ(name(report.status()), "review");
  EXPECT_GT(report.count_accepted(), 190);
}

INSTANTIATE_TEST_SUITE_P(
    Scans, ScannedReports,
    testing::Values(
        Case{"fine_and_skewed",
             "2021-hybrid",
             {.dpi = 300, .rotation = 0.8, .blur = 0.6, .noise = 4, .jpeg_quality = 60},
             4},
        Case{"uneven_light_wrong_hidden_text",
             "2021",
             {.dpi = 200,
              .rotation = -0.5,
              .blur = 0.6,
              .noise = 5,
              .uneven = 0.25,
              .speckles = 20,
              .jpeg_quality = 60,
              .orientation = 90,
              .turned_back = true,
              .text_layer = TextLayer::kWrong},
             8},
        Case{"fax", "2019", {.dpi = 200, .rotation = 0.3, .blur = 0.5, .noise = 5, .fax = true}, 8},
        Case{"upside_down",
             "2021",
             {.dpi = 200, .rotation = 0.4, .blur = 0.5, .noise = 4, .orientation = 180},
             8},
        Case{"sideways",
             "2021",
             {.dpi = 200, .rotation = 0.4, .blur = 0.5, .noise = 4, .orientation = 90},
             8},
        Case{"two_pages_on_a_sheet",
             "2021-hybrid",
             {.dpi = 200, .rotation = 0.5, .blur = 0.5, .noise = 4, .spreads = true},
             8},
        Case{"photographed",
             "2021",
             {.dpi = 220, .told_dpi = 72, .keystone = 0.08, .blur = 0.6, .noise = 4, .uneven = 0.3},
             12}),
    [](const testing::TestParamInfo<Case>& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace gouji
