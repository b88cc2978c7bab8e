#include "pipeline/dataset_fields.h"
#include "pipeline/dataset_tables.h"
#include "pipeline/dataset_words.h"

namespace gouji {
namespace {

bool failed(const Report& r) { return r.status() == ReportStatus::kFailed; }

void add_identity(CsvTable<Report>& t, const std::vector<Form>& forms) {
  t.add(report_id_field(false), [](const Report& r) { return r.id; });
  t.add({.name = "source",
         .title = {"File", "文件"},
         .description = {"Path relative to the INPUT it was found under, / separated.",
                         "相对于所给输入目录的路径，以 / 分隔。"},
         .required = true},
        [](const Report& r) { return r.source; });
  t.add({.name = "sha256",
         .title = {"SHA-256", "文件指纹"},
         .description = {"SHA-256 of the file; empty where it could not be read.",
                         "文件的 SHA-256；文件不能读取的为空。"},
         .pattern = "[0-9a-f]{64}"},
        [](const Report& r) { return r.sha256; });
  t.add({.name = "title",
         .title = {"Title", "标题"},
         .description = {"Title as read.", "读出的标题。"}},
        [](const Report& r) { return r.title; });
  t.add(agency_field(), [](const Report& r) { return r.agency; });
  t.add({.name = "agency_kind",
         .title = {"Kind of agency", "机关类别"},
         .description = {"Kind of the issuing body; empty for a failed report.",
                         "发布机关的类别；未能读取的报告为空。"},
         .words = agency_kind_words()},
        [](const Report& r) { return std::string(failed(r) ? "" : name(r.agency_kind)); });
  t.add(region_code_field(), [](const Report& r) { return r.region.code(); });
  t.add(year_field(), [](const Report& r) { return known(r.year); });
  t.add(form_field(forms, false), [](const Report& r) { return r.form; });
}

void add_document(CsvTable<Report>& t) {
  t.add({.name = "published",
         .type = FieldType::kDate,
         .title = {"Published", "落款日期"},
         .description = {"Date of signature; empty where none.", "落款所署日期；没有的为空。"}},
        [](const Report& r) { return r.published; });
  t.add({.name = "pages",
         .type = FieldType::kInteger,
         .title = {"Pages", "页数"},
         .description = {"Number of pages; empty where the file could not be opened.",
                         "页数；文件不能打开的为空。"},
         .minimum = 1},
        [](const Report& r) { return known(r.pages); });
  t.add({.name = "origin",
         .title = {"Origin", "来源"},
         .description = {"What the pages are made of; empty for a failed report.",
                         "页面由什么构成；未能读取的报告为空。"},
         .words = origin_words()},
        [](const Report& r) { return std::string(failed(r) ? "" : name(r.origin)); });
}

void add_counts(CsvTable<Report>& t) {
  t.add(count_field("cells_accepted", {"Trusted cells", "采信单元格"},
                    {"Cells with status ok, corrected or blank.",
                     "状态为 ok、corrected 或 blank 的单元格数。"}),
        [](const Report& r) { return std::to_string(r.count_accepted()); });
  t.add(count_field("cells_review", {"Cells to review", "待核单元格"},
                    {"Cells that a person must look at.", "须人工核对的单元格数。"}),
        [](const Report& r) { return std::to_string(r.count(CellStatus::kReview)); });
  t.add(count_field("cells_missing", {"Missing cells", "缺失单元格"},
                    {"Cells of the form not found in the document.",
                     "格式规定而文件中没有找到的单元格数。"}),
        [](const Report& r) { return std::to_string(r.count(CellStatus::kMissing)); });
  t.add(count_field(
            "checks_broken", {"Broken relations", "不平关系"},
            {"Relations that are broken in the report itself.", "报告本身不平的勾稽关系数。"}),
        [](const Report& r) { return std::to_string(r.count(Verdict::kBroken)); });
  t.add(count_field("checks_suspect", {"Suspect relations", "存疑关系"},
                    {"Relations that do not add up, with a reading in them that is not certain.",
                     "两边不等而其中有读数不确定的勾稽关系数。"}),
        [](const Report& r) { return std::to_string(r.count(Verdict::kSuspect)); });
}

void add_outcome(CsvTable<Report>& t) {
  t.add({.name = "status",
         .title = {"Status", "状态"},
         .description = {"What became of the file.", "处理结果。"},
         .required = true,
         .words = report_status_words({ReportStatus::kOk, ReportStatus::kFlagged,
                                       ReportStatus::kReview, ReportStatus::kFailed})},
        [](const Report& r) { return std::string(name(r.status())); });
  add_counts(t);
  t.add({.name = "error_code",
         .title = {"Error", "错误"},
         .description = {"Why the report failed: the file ...; empty unless it did.",
                         "未能读取的原因；已读取的为空。"},
         .words = error_code_words()},
        [](const Report& r) { return std::string(name(r.error.code)); });
  t.add({.name = "error",
         .title = {"Error message", "错误说明"},
         .description = {"A sentence that says what went wrong and what to do.",
                         "说明问题所在和处理办法的一句话。"}},
        [](const Report& r) { return r.error.message; });
}

}  // namespace

CsvTable<Report> reports_table(const std::vector<Form>& forms) {
  CsvTable<Report> t(
      {.name = "reports",
       .title = {"Files", "文件"},
       .description = {"One row per input file, failed ones included. Two files with the same "
                       "bytes have the same report_id and are one report, whose content stands in "
                       "the other tables once; wide.csv has one row per report.",
                       "每个输入文件一行，未能读取的也在内。内容相同的两个文件 report_id 相同，算作"
                       "一份报告，在其他各表中只出现一次；wide.csv 每份报告一行。"},
       .unique_key = {"source", "report_id"}});
  add_identity(t, forms);
  add_document(t);
  add_outcome(t);
  return t;
}

}  // namespace gouji
