#include "tests/support/samples.h"

#include "tests/support/invented.h"

namespace gouji {
namespace {

constexpr std::array<double, 3> kBlue = {0.78, 0.85, 0.95};
constexpr std::array<double, 3> kGray = {0.91, 0.91, 0.91};

PrintedReport report_of(const char* form, unsigned seed, const std::string& agency, int year) {
  return sample_report(standard_form(form), seed, agency, year);
}

Sample plain_county() {
  Sample sample{"qingyan-2022.pdf", report_of("2021", 11, "青岩县人民政府", 2022), {}, {}};
  sample.style.article_shade = kBlue;
  sample.style.break_before = {"requests/denied.state_secret"};
  return sample;
}

// The review groups are not summed; printed by a department that makes no rules.
Sample unsummed_bureau() {
  Sample sample{"lanshi-finance-2023.pdf", report_of("2021", 12, "澜石市财政局", 2023), {}, {}};
  for (const char* cell : {"upheld", "corrected", "other", "pending", "total"}) {
    sample.report.set(std::string("review/reconsideration/") + cell, "0");
    sample.report.set(std::string("review/litigation_after_reconsideration/") + cell, "0");
  }
  sample.report.set("review/reconsideration/upheld", "10");
  sample.report.set("review/reconsideration/corrected", "1");
  sample.report.set("review/litigation_after_reconsideration/upheld", "5");
  for (const char* cell : {"issued", "repealed", "in_force"}) {
    sample.report.set(std::string("proactive/regulations/") + cell, "/");
  }
  sample.report.narrative = invented_narrative(sample.report, 3);
  sample.style.body_font = "AR PL SungtiL GB";
  sample.style.table_font = "WenQuanYi Zen Hei";
  sample.style.table_size = 10;
  sample.style.head_shade = kGray;
  sample.style.digit_font = "";
  sample.style.outer_rule = OuterRule::kOpen;
  sample.style.review_layout = ReviewLayout::kThreeTables;
  sample.style.page_number = PageNumber::kChinese;
  return sample;
}

Sample hybrid_town() {
  Sample sample{
      "heliu-2021.pdf", report_of("2021-hybrid", 13, "鹿鸣市禾柳镇人民政府", 2021), {}, {}};
  sample.style.landscape_requests = true;
  sample.style.outer_rule = OuterRule::kDouble;
  sample.style.vertical_review_heads = true;
  return sample;
}

Sample old_form_county() {
  Sample sample{"jichuan-2019.pdf", report_of("2019", 14, "霁川县人民政府", 2019), {}, {}};
  sample.style.repeat_head = true;
  sample.style.break_before = {"requests/not_processed.complaint"};
  sample.style.digit_font = "Liberation Sans";
  sample.style.bold_heads = true;
  return sample;
}

Sample clean_scan() {
  Sample sample{"songxu-2022.pdf",
                report_of("2021", 15, "松墟县人民政府", 2022),
                {},
                Scan{.dpi = 300,
                     .rotation = 0.2,
                     .blur = 0.6,
                     .noise = 3,
                     .white = 235,
                     .jpeg_quality = 55,
                     .seed = 15}};
  sample.style.cut_row = "requests/not_processed.reconfirmation";
  return sample;
}

// Natural persons are one too many among the outcomes, another column one too few.
Sample crossed_columns_scan() {
  Sample sample{"wangting-2023.pdf",
                report_of("2021", 16, "望汀区人民政府", 2023),
                {},
                Scan{.dpi = 200,
                     .rotation = 0.9,
                     .blur = 0.7,
                     .noise = 5,
                     .white = 230,
                     .speckles = 10,
                     .jpeg_quality = 60,
                     .seed = 16}};
  sample.report.add("requests/granted/natural_person", 1);
  sample.report.add("requests/granted/commercial_enterprise", -1);
  sample.style.table_font = "AR PL KaitiM GB";
  sample.style.cut_label = CutLabel::kFirst;
  return sample;
}

Sample fax() {
  Sample sample{"lanshi-2021.pdf",
                report_of("2021", 17, "澜石市人民政府", 2021),
                {},
                Scan{.dpi = 200,
                     .rotation = -0.4,
                     .blur = 0.5,
                     .noise = 6,
                     .speckles = 25,
                     .fax = true,
                     .seed = 17}};
  sample.style.rule_width = 0.8;
  return sample;
}

Sample mild_old_scan() {
  Sample sample{
      "taixi-2020.pdf",
      report_of("2019", 18, "苔溪县人民政府", 2020),
      {},
      Scan{.dpi = 200, .blur = 0.4, .noise = 2, .white = 240, .jpeg_quality = 65, .seed = 18}};
  sample.style.total_beside = true;
  return sample;
}

}  // namespace

std::vector<Sample> samples() {
  return {plain_county(), unsummed_bureau(),      hybrid_town(), old_form_county(),
          clean_scan(),   crossed_columns_scan(), fax(),         mild_old_scan()};
}

PrintedPdf print_sample(const Sample& sample) {
  const PrintedPdf pdf = print_pdf(sample.report, sample.style);
  return sample.scan ? scan_pdf(pdf, *sample.scan) : pdf;
}

}  // namespace gouji
