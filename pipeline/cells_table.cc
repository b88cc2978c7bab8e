#include <fmt/format.h>

#include <cmath>

#include "pipeline/dataset_fields.h"
#include "pipeline/dataset_tables.h"
#include "pipeline/dataset_words.h"

namespace gouji {
namespace {

// Empty where the cell stands nowhere. Rounded before printing, so that -0.04 is not "-0.0".
std::string points(const CellRow& row, double Box::*edge) {
  if (row.cell().page == 0) return "";
  return fmt::format("{:.1f}", std::round(row.cell().box.*edge * 10) / 10 + 0.0);
}

void add_address(CsvTable<CellRow>& t) {
  t.add({.name = "table",
         .title = {"Table", "表"},
         .description = {"Table of the form.", "格式中的表。"},
         .required = true},
        [](const CellRow& c) { return c.address().table; });
  t.add({.name = "row",
         .title = {"Row", "行"},
         .description = {"Row of the table.", "表中的行。"},
         .required = true},
        [](const CellRow& c) { return c.address().row; });
  t.add({.name = "column",
         .title = {"Column", "列"},
         .description = {"Column of the row.", "行中的列。"},
         .required = true},
        [](const CellRow& c) { return c.address().column; });
}

void add_value(CsvTable<CellRow>& t) {
  t.add({.name = "value",
         .type = FieldType::kNumber,
         .title = {"Value", "数值"},
         .description = {"Number in plain notation, unit as the form states it; empty where blank, "
                         "missing, or in review without a best guess.",
                         "数值，单位从格式；空白、缺失以及没有最佳猜测的待核单元格为空。"}},
        [](const CellRow& c) { return c.cell().value; });
  t.add({.name = "raw",
         .title = {"As read", "原文"},
         .description = {"The characters as read, before normalisation, notes and units included.",
                         "读出的原字符，未经规范化，含注释和单位。"}},
        [](const CellRow& c) { return c.cell().raw; });
}

void add_trust(CsvTable<CellRow>& t) {
  t.add({.name = "status",
         .title = {"Status", "状态"},
         .description = {"Whether value may be used: ok, corrected and blank promise that it is "
                         "what is printed.",
                         "数值能否使用：ok、corrected、blank 保证与原件所印一致。"},
         .required = true,
         .words = cell_status_words()},
        [](const CellRow& c) { return std::string(name(c.cell().status)); });
  t.add(
      {.name = "confidence",
       .type = FieldType::kNumber,
       .title = {"Confidence", "置信度"},
       .description = {"Probability that value is what is printed.", "数值与原件所印一致的概率。"},
       .required = true,
       .minimum = 0,
       .maximum = 1},
      [](const CellRow& c) { return fmt::format("{:.4f}", c.cell().confidence); });
  t.add({.name = "method",
         .title = {"Method", "读取方式"},
         .description = {"What it was read from; empty for a missing cell.",
                         "读取的依据；缺失的单元格为空。"},
         .words = method_words()},
        [](const CellRow& c) {
          return std::string(c.cell().status == CellStatus::kMissing ? "" : name(c.cell().method));
        });
}

void add_place(CsvTable<CellRow>& t) {
  t.add({.name = "page",
         .type = FieldType::kInteger,
         .title = {"Page", "页"},
         .description = {"Page from 1; empty where the cell was not found.",
                         "页码，从 1 起；没有找到的单元格为空。"},
         .minimum = 1},
        [](const CellRow& c) { return known(c.cell().page); });
  const struct {
    const char* name;
    Wording side;
    double Box::*edge;
  } edges[] = {{"x0", {"Left", "左"}, &Box::x0},
               {"y0", {"Top", "上"}, &Box::y0},
               {"x1", {"Right", "右"}, &Box::x1},
               {"y1", {"Bottom", "下"}, &Box::y1}};
  for (const auto& e : edges) {
    t.add({.name = e.name,
           .type = FieldType::kNumber,
           .title = {e.side.en, e.side.zh + "边"},
           .description = {e.side.en + " edge of the cell, in points from the top left corner of "
                                       "the page as displayed.",
                           "单元格的" + e.side.zh + "边，以磅计，从所显示页面的左上角算起。"}},
          [edge = e.edge](const CellRow& c) { return points(c, edge); });
  }
}

void add_sums(CsvTable<CheckRow>& t) {
  t.add(number_field("lhs", {"Left side", "左边"},
                     {"Sum of the left side, blank counted as 0.", "左边之和，空白计为 0。"}),
        [](const CheckRow& c) { return to_plain(c.check().lhs); });
  t.add(number_field("rhs", {"Right side", "右边"},
                     {"Sum of the right side, blank counted as 0.", "右边之和，空白计为 0。"}),
        [](const CheckRow& c) { return to_plain(c.check().rhs); });
  t.add(number_field("difference", {"Difference", "差额"}, {"lhs - rhs.", "lhs 减 rhs。"}),
        [](const CheckRow& c) { return to_plain(c.check().lhs - c.check().rhs); });
}

}  // namespace

CsvTable<CellRow> cells_table(const std::vector<Form>& forms) {
  CsvTable<CellRow> t(
      {.name = "cells",
       .title = {"Cells", "单元格"},
       .description = {"One row per report and cell of its form. Values with status ok, corrected "
                       "or blank are what is printed.",
                       "每份报告、其格式的每个单元格一行。状态为 ok、corrected 或 blank 的数值与"
                       "原件所印一致。"},
       .primary_key = {"report_id", "table", "row", "column"},
       .foreign_keys = {report_key()}});
  t.add(report_id_field(true), [](const CellRow& c) { return c.report.id; });
  t.add(form_field(forms, true), [](const CellRow& c) { return c.form.id; });
  add_address(t);
  add_value(t);
  add_trust(t);
  add_place(t);
  return t;
}

CsvTable<CheckRow> checks_table(const std::vector<Form>& forms) {
  CsvTable<CheckRow> t({.name = "checks",
                        .title = {"Relations", "勾稽关系"},
                        .description = {"One row per report and relation of its form; the forms' "
                                        "relations stand in datapackage.json under forms.",
                                        "每份报告、其格式的每条勾稽关系一行；各格式的勾稽关系见 "
                                        "datapackage.json 的 forms。"},
                        .primary_key = {"report_id", "check"},
                        .foreign_keys = {report_key()}});
  t.add(report_id_field(true), [](const CheckRow& c) { return c.report.id; });
  t.add(form_field(forms, true), [](const CheckRow& c) { return c.form.id; });
  t.add({.name = "check",
         .title = {"Relation", "关系"},
         .description = {"Identifier of the relation.", "勾稽关系的标识。"},
         .required = true},
        [](const CheckRow& c) { return c.relation().id; });
  add_sums(t);
  t.add({.name = "verdict",
         .title = {"Verdict", "结论"},
         .description = {"Whether the two sides are equal.", "两边是否相等。"},
         .required = true,
         .words = verdict_words(
             {Verdict::kHolds, Verdict::kBroken, Verdict::kSuspect, Verdict::kUnverifiable})},
        [](const CheckRow& c) { return std::string(name(c.check().verdict)); });
  return t;
}

}  // namespace gouji
