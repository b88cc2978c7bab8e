#include "pipeline/dataset_fields.h"
#include "pipeline/dataset_tables.h"
#include "pipeline/dataset_words.h"

namespace gouji {
namespace {

Field section_field() {
  return {.name = "section",
          .type = FieldType::kInteger,
          .title = {"Section", "部分"},
          .description = {"1 to 6 as in the form; 0: what stands before section 1.",
                          "1 至 6 同格式；0 为第一部分之前的文字。"},
          .required = true,
          .minimum = 0,
          .maximum = 6};
}

void add_figures(CsvTable<ClaimRow>& t) {
  t.add({.name = "claim",
         .title = {"Cell", "单元格"},
         .description = {"Address (table/row/column) of the cell that the sentence speaks of; of "
                         "several cells, joined by +, where it states their sum.",
                         "句子所述单元格的地址（表/行/列）；所述为若干单元格之和的，以 + 连接。"},
         .required = true},
        [](const ClaimRow& c) { return c.claim.address; });
  t.add({.name = "stated",
         .type = FieldType::kNumber,
         .title = {"Stated", "文中数值"},
         .description = {"Number in the sentence; empty where it leaves its number out.",
                         "句中的数字；空缺的为空。"}},
        [](const ClaimRow& c) { return c.claim.stated; });
  t.add(
      {.name = "table_value",
       .type = FieldType::kNumber,
       .title = {"In the tables", "表中数值"},
       .description = {"Number in the tables, blank counted as 0; empty where a cell of it is not "
                       "trusted.",
                       "表中的数值，空白计为 0；所涉单元格不可信的为空。"}},
      [](const ClaimRow& c) { return c.claim.table_value; });
  t.add({.name = "verdict",
         .title = {"Verdict", "结论"},
         .description = {"Empty where it cannot be told: the cells are not trusted, or the "
                         "sentence is not surely read, may speak of less than the whole, or is not "
                         "exact.",
                         "无法判定的为空：单元格不可信，或句子读取不确定、所述可能只是一部分、"
                         "数字并非确数。"},
         .words = claim_verdict_words()},
        [](const ClaimRow& c) { return std::string(name(c.claim.verdict)); });
}

}  // namespace

CsvTable<SectionRow> narrative_table() {
  CsvTable<SectionRow> t(
      {.name = "narrative",
       .title = {"Narrative", "文字部分"},
       .description = {"One row per report and section.", "每份报告的每个部分一行。"},
       .primary_key = {"report_id", "section"},
       .foreign_keys = {report_key()}});
  t.add(report_id_field(true), [](const SectionRow& s) { return s.report.id; });
  t.add(section_field(), [](const SectionRow& s) { return std::to_string(s.section.number); });
  t.add({.name = "heading",
         .title = {"Heading", "小标题"},
         .description = {"Heading as printed.", "原件所印的小标题。"}},
        [](const SectionRow& s) { return s.section.heading; });
  t.add({.name = "text",
         .title = {"Text", "正文"},
         .description = {"Text, NFC, one paragraph a line.", "正文，NFC 规范，每段一行。"}},
        [](const SectionRow& s) { return s.section.text; });
  return t;
}

CsvTable<ClaimRow> claims_table() {
  CsvTable<ClaimRow> t({.name = "claims",
                        .title = {"Text against tables", "文字与表格对照"},
                        .description = {"One row per figure of the form that a sentence of the "
                                        "narrative states, in the order of the text.",
                                        "文字部分每述及格式中的一个数字一行，按文字顺序。"},
                        .primary_key = {"report_id", "section", "claim", "quote"},
                        .foreign_keys = {report_key()}});
  t.add(report_id_field(true), [](const ClaimRow& c) { return c.report.id; });
  t.add(section_field(), [](const ClaimRow& c) { return std::to_string(c.claim.section); });
  add_figures(t);
  t.add({.name = "quote",
         .title = {"Sentence", "原句"},
         .description = {"The sentence.", "所在的句子。"},
         .required = true},
        [](const ClaimRow& c) { return c.claim.quote; });
  t.add({.name = "page",
         .type = FieldType::kInteger,
         .title = {"Page", "页"},
         .description = {"Page on which the sentence begins, from 1.", "句子开始的页，从 1 起。"},
         .required = true,
         .minimum = 1},
        [](const ClaimRow& c) { return std::to_string(c.claim.page); });
  return t;
}

}  // namespace gouji
