#include "pipeline/dataset_tables.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <cmath>

#include "pipeline/dataset_fields.h"

namespace gouji {
namespace {

ForeignKey report_key() { return {{"report_id"}, "reports"}; }

std::string utc(std::chrono::system_clock::time_point time) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(time)));
}

bool failed(const Report& r) { return r.status() == ReportStatus::kFailed; }

void add_identity(CsvTable<Report>& t, const std::vector<Form>& forms) {
  t.add(report_id_field(false), [](const Report& r) { return r.id; });
  t.add({.name = "source",
         .title = "文件",
         .description = "Path relative to the INPUT it was found under, / separated.",
         .required = true},
        [](const Report& r) { return r.source; });
  t.add({.name = "sha256",
         .title = "文件指纹",
         .description = "SHA-256 of the file; empty where it could not be read.",
         .pattern = "[0-9a-f]{64}"},
        [](const Report& r) { return r.sha256; });
  t.add({.name = "title", .title = "标题", .description = "Title as printed."},
        [](const Report& r) { return r.title; });
  t.add(agency_field(), [](const Report& r) { return r.agency; });
  t.add({.name = "agency_kind",
         .title = "机关类别",
         .description = "Kind of the issuing body; empty for a failed report. township: 镇, 乡, "
                        "街道.",
         .words = words({AgencyKind::kGovernment, AgencyKind::kDepartment, AgencyKind::kTownship,
                         AgencyKind::kOther})},
        [](const Report& r) { return std::string(failed(r) ? "" : name(r.agency_kind)); });
  t.add(region_code_field(), [](const Report& r) { return r.region.code(); });
  t.add(year_field(), [](const Report& r) { return known(r.year); });
  t.add(form_field(forms, false), [](const Report& r) { return r.form; });
}

void add_document(CsvTable<Report>& t) {
  t.add({.name = "published",
         .type = FieldType::kDate,
         .title = "落款日期",
         .description = "Date of signature; empty where none."},
        [](const Report& r) { return r.published; });
  t.add({.name = "pages",
         .type = FieldType::kInteger,
         .title = "页数",
         .description = "Number of pages; empty where the file could not be opened.",
         .minimum = 1},
        [](const Report& r) { return known(r.pages); });
  t.add({.name = "origin",
         .title = "来源",
         .description = "text: usable text layer; scan; or mixed. Empty for a failed report.",
         .words = words({Origin::kText, Origin::kScan, Origin::kMixed})},
        [](const Report& r) { return std::string(failed(r) ? "" : name(r.origin)); });
}

void add_outcome(CsvTable<Report>& t) {
  t.add({.name = "status",
         .title = "状态",
         .description = "ok; flagged: a relation is broken in the report itself; review: a person "
                        "must look; failed: see error_code.",
         .required = true,
         .words = words({ReportStatus::kOk, ReportStatus::kFlagged, ReportStatus::kReview,
                         ReportStatus::kFailed})},
        [](const Report& r) { return std::string(name(r.status())); });
  t.add(count_field("cells_accepted", "采信单元格", "Cells with status ok, corrected or blank."),
        [](const Report& r) { return std::to_string(r.count_accepted()); });
  t.add(count_field("cells_review", "待核单元格", "Cells that a person must look at."),
        [](const Report& r) { return std::to_string(r.count(CellStatus::kReview)); });
  t.add(count_field("cells_missing", "缺失单元格", "Cells of the form not found in the document."),
        [](const Report& r) { return std::to_string(r.count(CellStatus::kMissing)); });
  t.add(count_field("checks_broken", "不平关系", "Relations that are broken in the report itself."),
        [](const Report& r) { return std::to_string(r.count(Verdict::kBroken)); });
  t.add(count_field("checks_suspect", "存疑关系",
                    "Relations that do not add up, with a reading in them that is not certain."),
        [](const Report& r) { return std::to_string(r.count(Verdict::kSuspect)); });
  t.add(
      {.name = "error_code",
       .title = "错误",
       .description = "Why the report failed; empty unless it did.",
       .words = words({ErrorCode::kEncrypted, ErrorCode::kNotPdf, ErrorCode::kDamaged,
                       ErrorCode::kEmpty, ErrorCode::kTooLarge, ErrorCode::kTimeout,
                       ErrorCode::kCrashed, ErrorCode::kUnrecognisedForm, ErrorCode::kUnreadable})},
      [](const Report& r) { return std::string(name(r.error.code)); });
  t.add({.name = "error",
         .title = "错误说明",
         .description = "A sentence that says what went wrong and what to do."},
        [](const Report& r) { return r.error.message; });
}

const Cell& cell(const CellRow& row) { return row.report.cells[row.index]; }

// Empty where the cell stands nowhere. Rounded before printing, so that -0.04 is not "-0.0".
std::string points(const CellRow& row, double Box::*edge) {
  if (cell(row).page == 0) return "";
  return fmt::format("{:.1f}", std::round(cell(row).box.*edge * 10) / 10 + 0.0);
}

void add_address(CsvTable<CellRow>& t) {
  t.add({.name = "table", .title = "表", .description = "Table of the form.", .required = true},
        [](const CellRow& c) { return c.form.cells[c.index].table; });
  t.add({.name = "row", .title = "行", .description = "Row of the table.", .required = true},
        [](const CellRow& c) { return c.form.cells[c.index].row; });
  t.add({.name = "column", .title = "列", .description = "Column of the row.", .required = true},
        [](const CellRow& c) { return c.form.cells[c.index].column; });
}

void add_reading(CsvTable<CellRow>& t) {
  t.add({.name = "value",
         .type = FieldType::kNumber,
         .title = "数值",
         .description = "Number in plain notation, unit as the form states it; empty where blank, "
                        "missing, or in review without a best guess."},
        [](const CellRow& c) { return cell(c).value; });
  t.add({.name = "raw",
         .title = "原文",
         .description = "The characters as read, before normalisation, notes and units included."},
        [](const CellRow& c) { return cell(c).raw; });
  t.add({.name = "status",
         .title = "状态",
         .description = "ok: read and trusted; corrected: the first reading was replaced by "
                        "another that the pixels support; blank: printed empty or as a dash or "
                        "slash; review: a person must look; missing: not found in the document.",
         .required = true,
         .words = words({CellStatus::kOk, CellStatus::kCorrected, CellStatus::kBlank,
                         CellStatus::kReview, CellStatus::kMissing})},
        [](const CellRow& c) { return std::string(name(cell(c).status)); });
  t.add({.name = "confidence",
         .type = FieldType::kNumber,
         .title = "置信度",
         .description = "Probability that value is what is printed.",
         .required = true,
         .minimum = 0,
         .maximum = 1},
        [](const CellRow& c) { return fmt::format("{:.4f}", cell(c).confidence); });
  t.add({.name = "method",
         .title = "读取方式",
         .description = "text: the text layer; ocr: pixels; person: a correction. Empty for a "
                        "missing cell.",
         .words = words({Method::kText, Method::kOcr, Method::kPerson})},
        [](const CellRow& c) {
          return std::string(cell(c).status == CellStatus::kMissing ? "" : name(cell(c).method));
        });
}

void add_place(CsvTable<CellRow>& t) {
  t.add({.name = "page",
         .type = FieldType::kInteger,
         .title = "页",
         .description = "Page from 1; empty where the cell was not found.",
         .minimum = 1},
        [](const CellRow& c) { return known(cell(c).page); });
  const struct {
    const char *name, *title, *side;
    double Box::*edge;
  } edges[] = {{"x0", "左", "Left", &Box::x0},
               {"y0", "上", "Top", &Box::y0},
               {"x1", "右", "Right", &Box::x1},
               {"y1", "下", "Bottom", &Box::y1}};
  for (const auto& e : edges) {
    t.add({.name = e.name,
           .type = FieldType::kNumber,
           .title = e.title,
           .description = fmt::format("{} edge of the cell, in points from the top left corner of "
                                      "the page as displayed.",
                                      e.side)},
          [edge = e.edge](const CellRow& c) { return points(c, edge); });
  }
}

const Check& check(const CheckRow& row) { return row.report.checks[row.index]; }

Field sum_field(std::string name, std::string title, std::string description) {
  return {.name = std::move(name),
          .type = FieldType::kNumber,
          .title = std::move(title),
          .description = std::move(description),
          .required = true};
}

void add_times(CsvTable<RunRow>& t) {
  t.add({.name = "started",
         .type = FieldType::kDatetime,
         .title = "开始",
         .description = "When the run began, UTC.",
         .required = true},
        [](const RunRow& r) { return utc(r.started); });
  t.add({.name = "finished",
         .type = FieldType::kDatetime,
         .title = "结束",
         .description = "When the last report was read, UTC.",
         .required = true},
        [](const RunRow& r) { return utc(r.finished); });
  t.add({.name = "seconds",
         .type = FieldType::kNumber,
         .title = "耗时（秒）",
         .description = "From start to finish.",
         .required = true},
        [](const RunRow& r) {
          return fmt::format("{:.3f}",
                             std::chrono::duration<double>(r.finished - r.started).count());
        });
}

void add_counts(CsvTable<RunRow>& t) {
  const struct {
    const char *name, *title, *description;
    std::function<std::int64_t(const RunRow&)> value;
  } counts[] = {
      {"jobs", "并行数", "Most worker processes at a time.", &RunRow::jobs},
      {"dpi", "分辨率", "Dots per inch asked for; 0: chosen per page.", &RunRow::dpi},
      {"read", "本次读取", "Reports that this run read; the others were read before.",
       &RunRow::read},
      {"unread", "未读",
       "Inputs that are not in reports.csv since the run was stopped before "
       "them; 0: the dataset is whole.",
       &RunRow::unread},
      {"reports", "报告数", "Rows of reports.csv.", &RunRow::reports},
      {"pages", "页数", "Pages of all reports.", &RunRow::pages},
      {"ok", "无误", "Reports with status ok.", &RunRow::ok},
      {"flagged", "不平", "Reports with status flagged.", &RunRow::flagged},
      {"review", "待核", "Reports with status review.", &RunRow::review},
      {"failed", "失败", "Reports with status failed.", &RunRow::failed},
  };
  for (const auto& c : counts) {
    t.add(count_field(c.name, c.title, c.description),
          [value = c.value](const RunRow& r) { return std::to_string(value(r)); });
  }
}

}  // namespace

std::string program_version() { return GOUJI_VERSION; }

CsvTable<Report> reports_table(const std::vector<Form>& forms) {
  CsvTable<Report> t({.name = "reports",
                      .title = "报告",
                      .description = "One row per input file, failed ones included.",
                      .primary_key = {"source", "report_id"}});
  add_identity(t, forms);
  add_document(t);
  add_outcome(t);
  return t;
}

CsvTable<CellRow> cells_table(const std::vector<Form>& forms) {
  CsvTable<CellRow> t({.name = "cells",
                       .title = "单元格",
                       .description = "One row per report and cell of its form. Values with status "
                                      "ok, corrected or blank are what is printed.",
                       .primary_key = {"report_id", "table", "row", "column"},
                       .foreign_keys = {report_key()}});
  t.add(report_id_field(true), [](const CellRow& c) { return c.report.id; });
  t.add(form_field(forms, true), [](const CellRow& c) { return c.form.id; });
  add_address(t);
  add_reading(t);
  add_place(t);
  return t;
}

CsvTable<CheckRow> checks_table(const std::vector<Form>& forms) {
  CsvTable<CheckRow> t({.name = "checks",
                        .title = "勾稽关系",
                        .description = "One row per report and relation of its form.",
                        .primary_key = {"report_id", "check"},
                        .foreign_keys = {report_key()}});
  t.add(report_id_field(true), [](const CheckRow& c) { return c.report.id; });
  t.add(form_field(forms, true), [](const CheckRow& c) { return c.form.id; });
  t.add({.name = "check",
         .title = "关系",
         .description = "Identifier of the relation.",
         .required = true},
        [](const CheckRow& c) { return c.form.relations[c.index].id; });
  t.add(sum_field("lhs", "左边", "Sum of the left side, blank counted as 0."),
        [](const CheckRow& c) { return to_plain(check(c).lhs); });
  t.add(sum_field("rhs", "右边", "Sum of the right side, blank counted as 0."),
        [](const CheckRow& c) { return to_plain(check(c).rhs); });
  t.add(sum_field("difference", "差额", "lhs - rhs."),
        [](const CheckRow& c) { return to_plain(check(c).lhs - check(c).rhs); });
  t.add({.name = "verdict",
         .title = "结论",
         .description = "holds; broken: every cell in it is trusted and it does not add up; "
                        "suspect: it does not add up and a reading in it is not certain; "
                        "unverifiable: a cell in it is missing, or one side is blank throughout "
                        "while the other is not zero.",
         .required = true,
         .words =
             words({Verdict::kHolds, Verdict::kBroken, Verdict::kSuspect, Verdict::kUnverifiable})},
        [](const CheckRow& c) { return std::string(name(check(c).verdict)); });
  return t;
}

CsvTable<SectionRow> narrative_table() {
  CsvTable<SectionRow> t({.name = "narrative",
                          .title = "文字部分",
                          .description = "One row per report and section.",
                          .primary_key = {"report_id", "section"},
                          .foreign_keys = {report_key()}});
  t.add(report_id_field(true), [](const SectionRow& s) { return s.report.id; });
  t.add({.name = "section",
         .type = FieldType::kInteger,
         .title = "部分",
         .description = "1 to 6 as in the form; 0: what stands before section 1.",
         .required = true,
         .minimum = 0,
         .maximum = 6},
        [](const SectionRow& s) { return std::to_string(s.section.number); });
  t.add({.name = "heading", .title = "小标题", .description = "Heading as printed."},
        [](const SectionRow& s) { return s.section.heading; });
  t.add({.name = "text", .title = "正文", .description = "Text, NFC, one paragraph a line."},
        [](const SectionRow& s) { return s.section.text; });
  return t;
}

CsvTable<ClaimRow> claims_table() {
  CsvTable<ClaimRow> t({.name = "claims",
                        .title = "文字与表格对照",
                        .description = "One row per figure of the form that a sentence of the "
                                       "narrative states, in the order of the text.",
                        .primary_key = {"report_id", "section", "claim", "quote"},
                        .foreign_keys = {report_key()}});
  t.add(report_id_field(true), [](const ClaimRow& c) { return c.report.id; });
  t.add({.name = "section",
         .type = FieldType::kInteger,
         .title = "部分",
         .description = "The sentence's section, 1 to 6 as in the form.",
         .required = true,
         .minimum = 0,
         .maximum = 6},
        [](const ClaimRow& c) { return std::to_string(c.claim.section); });
  t.add({.name = "claim",
         .title = "单元格",
         .description = "Address (table/row/column) of the cell that the sentence speaks of; of "
                        "several cells, joined by +, where it states their sum.",
         .required = true},
        [](const ClaimRow& c) { return c.claim.address; });
  t.add({.name = "stated",
         .type = FieldType::kNumber,
         .title = "文中数值",
         .description = "Number in the sentence; empty where it leaves its number out."},
        [](const ClaimRow& c) { return c.claim.stated; });
  t.add({.name = "table_value",
         .type = FieldType::kNumber,
         .title = "表中数值",
         .description = "Number in the tables, blank counted as 0; empty where a cell of it is not "
                        "trusted."},
        [](const ClaimRow& c) { return c.claim.table_value; });
  t.add({.name = "verdict",
         .title = "结论",
         .description = "agrees; contradicts; unstated: the sentence leaves its number out. Empty "
                        "where it cannot be told: the cells are not trusted, or the sentence is "
                        "not surely read, may speak of less than the whole, or is not exact.",
         .words =
             words({ClaimVerdict::kAgrees, ClaimVerdict::kContradicts, ClaimVerdict::kUnstated})},
        [](const ClaimRow& c) { return std::string(name(c.claim.verdict)); });
  t.add({.name = "quote", .title = "原句", .description = "The sentence.", .required = true},
        [](const ClaimRow& c) { return c.claim.quote; });
  t.add({.name = "page",
         .type = FieldType::kInteger,
         .title = "页",
         .description = "Page on which the sentence begins, from 1.",
         .required = true,
         .minimum = 1},
        [](const ClaimRow& c) { return std::to_string(c.claim.page); });
  return t;
}

CsvTable<RunRow> runs_table() {
  CsvTable<RunRow> t({.name = "runs",
                      .title = "运行记录",
                      .description = "The runs that wrote this dataset and those before it in the "
                                     "same place, oldest first. The only file with times.",
                      .primary_key = {"run"}});
  t.add(count_field("run", "次", "Number of the run; those of runs that were killed are missing."),
        [](const RunRow& r) { return std::to_string(r.number); });
  add_times(t);
  t.add({.name = "version",
         .title = "程序版本",
         .description = "Version of the program.",
         .required = true},
        [](const RunRow& r) { return r.version; });
  t.add({.name = "shard",
         .title = "分片",
         .description = "Part of the inputs that the run read; 1/1: all of them.",
         .required = true,
         .pattern = "[0-9]+/[0-9]+"},
        [](const RunRow& r) { return fmt::format("{}/{}", r.shard.number, r.shard.of); });
  t.add({.name = "timeout",
         .type = FieldType::kNumber,
         .title = "时限（秒）",
         .description = "Most seconds for one report.",
         .required = true},
        [](const RunRow& r) { return fmt::format("{}", r.timeout); });
  add_counts(t);
  return t;
}

}  // namespace gouji
