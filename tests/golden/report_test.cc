// Reports printed in every manner that the printer knows, read from their PDF files.
#include <gtest/gtest.h>

#include <functional>

#include "tests/golden/read_printed.h"
#include "tests/support/invented.h"

namespace gouji {
namespace {

struct Case {
  const char* name;
  const char* form;
  std::function<void(PrintedReport&, PrintStyle&)> change;
};

std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.name; }

class PrintedReports : public testing::TestWithParam<Case> {};

TEST_P(PrintedReports, AreReadAsPrinted) {
  PrintedReport printed = sample_report(standard_form(GetParam().form), 21);
  PrintStyle style;
  GetParam().change(printed, style);
  const PrintedPdf pdf = print_pdf(printed, style);
  const Report report = read_pdf(pdf.bytes);
  EXPECT_EQ(report.pages, static_cast<int>(pdf.pages.size()));
  EXPECT_EQ(name(report.origin), "text");
  expect_cells(report, printed, pdf);
  expect_checks(report, printed);
  expect_narrative(report, printed);
}

// Tables with rules across alone: columns are told by the gaps between them. That is left to sums
// to bear out; table 二 has none.
TEST(PrintedReport, WithoutRulesDownIsReadAndLeftToItsSums) {
  const PrintedReport printed = sample_report(standard_form("2021"), 21);
  PrintStyle style;
  style.rules_down = false;
  style.balance_note = false;
  const Report report = read_pdf(print_pdf(printed, style).bytes);
  ASSERT_EQ(name(report.error.code), "") << report.error.message;
  const std::vector<Cell> wanted = printed_cells(printed);
  for (size_t i = 0; i < wanted.size(); ++i) {
    const Address& address = printed.form.cells[i];
    EXPECT_EQ(report.cells[i].value, wanted[i].value) << address.str();
    EXPECT_EQ(report.cells[i].accepted(), address.table != "proactive") << address.str();
  }
  expect_narrative(report, printed);
}

std::vector<Case> with_name(std::vector<Case> cases) { return cases; }

std::string name_of(const testing::TestParamInfo<Case>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(Forms, PrintedReports,
                         testing::ValuesIn(with_name({
                             {"2021", "2021", [](PrintedReport&, PrintStyle&) {}},
                             {"2021_hybrid", "2021-hybrid", [](PrintedReport&, PrintStyle&) {}},
                             {"2019", "2019", [](PrintedReport&, PrintStyle&) {}},
                         })),
                         name_of);

INSTANTIATE_TEST_SUITE_P(
    Figures, PrintedReports,
    testing::ValuesIn(with_name({
        {"broken_sums", "2021",
         [](PrintedReport& r, PrintStyle&) {
           break_relation(r, "review.sum.reconsideration", 11);
           break_relation(r, "requests.row.granted");
         }},
        {"blank_columns", "2021",
         [](PrintedReport& r, PrintStyle&) {
           for (const FormRow& row : r.form.tables[1].rows) {
             for (const FormColumn& column : row.columns) {
               if (column.parent.empty()) continue;
               r.set("requests/" + row.id + "/" + column.id, "");
             }
           }
         }},
        {"placeholders_notes_and_units", "2021",
         [](PrintedReport& r, PrintStyle&) {
           for (const char* cell : {"issued", "repealed", "in_force"}) {
             r.set(std::string("proactive/regulations/") + cell, "/");
           }
           r.set("proactive/normative_documents/issued", "22（其中修订16件）");
           r.set("proactive/licensing/decisions", "1,808,595");
           r.set("proactive/penalty/decisions", "１０３６");
           r.set("proactive/coercion/decisions", "0件");
           r.set("proactive/charges/amount_10k_yuan", "251000元");
           r.notes["review"] = "注：行政复议、行政诉讼数量含上年度结转数量";
         }},
        {"signed_changes", "2019",
         [](PrintedReport& r, PrintStyle&) {
           r.set("proactive/licensing/change", "+1036");
           r.set("proactive/penalty/change", "-6");
           r.set("proactive/coercion/change", "-");
         }},
        {"local_and_missing_rows", "2021",
         [](PrintedReport& r, PrintStyle&) {
           r.local_rows = {{"proactive/normative_documents", "其他主动公开文件", {"7", "1", "9"}},
                           {"requests/denied.administrative_inquiry",
                            "9.其他情形",
                            {"0", "0", "0", "0", "0", "0", "0"}}};
           r.omitted = {"requests/denied.internal_affairs", "requests/not_processed.repeated"};
         }},
        {"misspelt_labels", "2021",
         [](PrintedReport& r, PrintStyle&) {
           r.relabel("requests/denied.enforcement_files", "7.属于行政执法案件");
           r.relabel("requests/denied.prohibited_by_law", "2.其他法律行政止公开");
           r.relabel("requests/granted", "(一) 予以公开");
           r.relabel("requests/other_handling.other", "3、其他");
           r.relabel("proactive/charges", "行政事业型收费");
         }},
    })),
    name_of);

PrintStyle breaking(std::vector<std::string> rows, CutLabel cut = CutLabel::kCut) {
  PrintStyle style;
  style.break_before = std::move(rows);
  style.cut_label = cut;
  return style;
}

INSTANTIATE_TEST_SUITE_P(
    PageEnds, PrintedReports,
    testing::ValuesIn(with_name({
        {"inside_merged_cells", "2021",
         [](PrintedReport&, PrintStyle& s) {
           s = breaking({"requests/denied.internal_affairs", "requests/not_processed.repeated"});
         }},
        {"inside_merged_cells_labels_whole", "2021",
         [](PrintedReport&, PrintStyle& s) {
           s = breaking(
               {"requests/denied.prohibited_by_law", "requests/unavailable.needs_creation"},
               CutLabel::kFirst);
         }},
        {"before_the_last_row", "2021-hybrid",
         [](PrintedReport&, PrintStyle& s) { s = breaking({"requests/carried_out"}); }},
        {"inside_the_disclosure_table", "2019",
         [](PrintedReport&, PrintStyle& s) { s = breaking({"proactive/penalty"}); }},
        {"heads_repeated", "2021",
         [](PrintedReport&, PrintStyle& s) {
           s = breaking({"requests/partially_granted", "requests/processed_total"});
           s.repeat_head = true;
         }},
        {"inside_a_row", "2021",
         [](PrintedReport&, PrintStyle& s) {
           s.request_labels = {0.05, 0.13, 0.27};
           s.cut_row = "requests/not_processed.reconfirmation";
         }},
    })),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Layouts, PrintedReports,
    testing::ValuesIn(with_name({
        {"landscape_requests", "2021",
         [](PrintedReport&, PrintStyle& s) { s.landscape_requests = true; }},
        {"three_review_tables", "2021",
         [](PrintedReport&, PrintStyle& s) { s.review_layout = ReviewLayout::kThreeTables; }},
        {"double_outer_rule_vertical_heads", "2021-hybrid",
         [](PrintedReport&, PrintStyle& s) {
           s.outer_rule = OuterRule::kDouble;
           s.vertical_review_heads = true;
         }},
        {"thick_outer_rule_total_beside", "2019",
         [](PrintedReport&, PrintStyle& s) {
           s.outer_rule = OuterRule::kThick;
           s.total_beside = true;
           s.balance_note = false;
         }},
        {"dotted_rules", "2021",
         [](PrintedReport&, PrintStyle& s) { s.rule_style = RuleStyle::kDotted; }},
        {"small_print_in_shaded_cells", "2021",
         [](PrintedReport&, PrintStyle& s) {
           s.table_font = "WenQuanYi Zen Hei";
           s.digit_font = "";
           s.table_size = 9;
           s.digit_size = 9;
           s.row_height = 14;
           s.rule_width = 0.25;
           s.number_align = NumberAlign::kRight;
           s.head_shade = {0.85, 0.85, 0.85};
           s.article_shade = {0.78, 0.85, 0.95};
         }},
        {"page_numbers_and_headings_of_other_kinds", "2021",
         [](PrintedReport& r, PrintStyle& s) {
           s.page_number = PageNumber::kChinese;
           s.outer_page_number = true;
           r.headings = {"一、总体情况",
                         "一、主动公开政府信息情况",
                         "二、收到和处理政府信息公开申请情况",
                         "三、政府信息公开行政复议、行政诉讼情况",
                         "四、存在的主要问题及改进情况",
                         "五、其他需要报告的事项"};
         }},
    })),
    name_of);

TEST(PrintedReport, OpenAtTheSidesKeepsItsCells) {
  const PrintedReport printed = sample_report(standard_form("2021"), 21);
  PrintStyle style;
  style.outer_rule = OuterRule::kOpen;
  style.break_before = {"requests/not_processed.repeated"};
  const PrintedPdf pdf = print_pdf(printed, style);
  const Report report = read_pdf(pdf.bytes);
  expect_cells(report, printed, pdf);
  expect_checks(report, printed);
}

TEST(PrintedReport, IsKnownByTheLabelsOfItsRows) {
  PrintedReport printed = sample_report(standard_form("2021"), 21);
  for (const FormTable& table : printed.form.tables) {
    for (const FormRow& row : table.rows) printed.relabel(table.id + "/" + row.id, "甲乙");
  }
  EXPECT_EQ(name(read_pdf(print_pdf(printed).bytes).error.code), "unrecognised_form");
}

// More pages than are looked at before a document is taken for a report.
PrintedReport long_report() {
  PrintedReport printed = sample_report(standard_form("2021"), 21);
  printed.narrative[5].resize(700, "下一步，将继续做好各项工作。");
  return printed;
}

TEST(LongReport, IsReadToItsEnd) {
  const PrintedReport printed = long_report();
  const PrintedPdf pdf = print_pdf(printed);
  ASSERT_GT(pdf.pages.size(), 30u);
  const Report report = read_pdf(pdf.bytes);
  EXPECT_EQ(report.pages, static_cast<int>(pdf.pages.size()));
  EXPECT_NE(report.published, "");
  expect_cells(report, printed, pdf);
}

TEST(LongReport, IsABookWithoutTheFormsTables) {
  PrintedReport printed = long_report();
  printed.omitted = {"proactive", "requests", "review"};
  const Report report = read_pdf(print_pdf(printed).bytes);
  EXPECT_EQ(name(report.error.code), "unrecognised_form");
}

}  // namespace
}  // namespace gouji
