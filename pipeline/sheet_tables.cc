#include "pipeline/sheet_tables.h"

#include <fmt/format.h>

#include "pipeline/dataset_fields.h"
#include "pipeline/dataset_words.h"
#include "pipeline/explain_sum.h"
#include "pipeline/form_labels.h"

namespace gouji {
namespace {

template <typename Row>
void add_report(CsvTable<Row>& t) {
  t.add(report_id_field(true), [](const Row& r) { return r.report.id; });
  t.add(agency_field(), [](const Row& r) { return r.report.agency; });
  t.add(year_field(), [](const Row& r) { return known(r.report.year); });
  t.add({.name = "source",
         .title = {"File", "文件"},
         .description = {"As in reports.csv.", "同 reports.csv。"},
         .required = true},
        [](const Row& r) { return r.report.source; });
}

// `3` or `3、4`.
std::string pages(const CheckRow& row) {
  return fmt::format("{}", fmt::join(pages_of(row.relation(), row.report.cells), "、"));
}

// Where all cells of a relation stand in one row, the columns tell its terms apart; else the rows.
bool in_one_row(const CheckRow& row) {
  const auto& cells = row.form.cells;
  const Address& first = cells[static_cast<size_t>(row.relation().lhs.front())];
  for (const auto* side : {&row.relation().lhs, &row.relation().rhs}) {
    for (int i : *side) {
      if (cells[static_cast<size_t>(i)].row != first.row) return false;
    }
  }
  return true;
}

// `（一）予以公开 19 + （二）部分公开 6 = 25`
std::string side(const CheckRow& row, const std::vector<int>& cells, bool one_row) {
  std::string out;
  for (int i : cells) {
    const Cell& cell = row.report.cells[static_cast<size_t>(i)];
    if (!is_listed(cell, cells.size())) continue;
    const CellLabels labels = labels_of(row.form, static_cast<size_t>(i));
    const std::string shown = is_unread(cell) ? "?" : cell.value.empty() ? "空白" : cell.value;
    out += fmt::format("{}{} {}", out.empty() ? "" : " + ",
                       one_row ? labels.own_column : labels.own_row, shown);
  }
  return with_sum(out.empty() ? "0" : out, cells, row.report.cells);
}

std::string in_figures(const CheckRow& row) {
  const Relation& relation = row.relation();
  const bool one_row = in_one_row(row);
  const CellLabels first = labels_of(row.form, static_cast<size_t>(relation.lhs.front()));
  return fmt::format("{}：{}；{}", one_row ? first.row : first.column,
                     side(row, relation.lhs, one_row), side(row, relation.rhs, one_row));
}

CellLabels labels(const CellRow& row) { return labels_of(row.form, row.index); }

void add_labels(CsvTable<CellRow>& t) {
  t.add({.name = "table",
         .title = {"Table", "表"},
         .description = {"Heading of the table.", "表的标题。"},
         .required = true},
        [](const CellRow& c) { return labels(c).table; });
  t.add({.name = "row",
         .title = {"Row", "行"},
         .description = {"Label of the row.", "行的名称。"},
         .required = true},
        [](const CellRow& c) { return labels(c).row; });
  t.add({.name = "column",
         .title = {"Column", "列"},
         .description = {"Label of the column.", "列的名称。"},
         .required = true},
        [](const CellRow& c) { return labels(c).column; });
  t.add({.name = "address",
         .title = {"Address", "地址"},
         .description = {"table/row/column, as in cells.csv.", "表/行/列，同 cells.csv。"},
         .required = true},
        [](const CellRow& c) { return c.address().str(); });
}

}  // namespace

CsvTable<CheckRow> issues_table() {
  CsvTable<CheckRow> t({.name = "issues",
                        .title = {"Relations that do not add up", "勾稽问题"},
                        .description = {"One row per relation whose verdict is broken or suspect.",
                                        "结论为“不平”或“存疑”的勾稽关系，每条一行。"}});
  add_report(t);
  t.add({.name = "check",
         .title = {"Relation", "关系"},
         .description = {"Identifier of the relation.", "勾稽关系的标识。"},
         .required = true},
        [](const CheckRow& c) { return c.relation().id; });
  t.add({.name = "verdict",
         .title = {"Verdict", "结论"},
         .description = {"Whether the two sides are equal.", "两边是否相等。"},
         .required = true,
         .words = verdict_words({Verdict::kBroken, Verdict::kSuspect})},
        [](const CheckRow& c) { return std::string(name(c.check().verdict)); });
  t.add({.name = "page",
         .title = {"Pages", "页"},
         .description = {"Where its cells stand.", "所涉单元格所在的页。"}},
        pages);
  t.add({.name = "figures",
         .title = {"In figures", "算式"},
         .description = {"Both sides; of long sums only what is not 0. What was not read is ?.",
                         "两边的数字；项数多的只列不为零的项。未读出的为 ?。"},
         .required = true},
        in_figures);
  t.add(number_field("lhs", {"Left side", "左边"}, {"Its sum.", "左边之和。"}),
        [](const CheckRow& c) { return to_plain(c.check().lhs); });
  t.add(number_field("rhs", {"Right side", "右边"}, {"Its sum.", "右边之和。"}),
        [](const CheckRow& c) { return to_plain(c.check().rhs); });
  t.add(number_field("difference", {"Difference", "差额"}, {"lhs - rhs.", "左边减右边。"}),
        [](const CheckRow& c) { return to_plain(c.check().lhs - c.check().rhs); });
  return t;
}

CsvTable<CellRow> review_table() {
  CsvTable<CellRow> t({.name = "review",
                       .title = {"Cells to review", "待核"},
                       .description = {"One row per cell whose status is review.",
                                       "状态为“待核”的单元格，每个一行。"}});
  add_report(t);
  t.add({.name = "page",
         .type = FieldType::kInteger,
         .title = {"Page", "页"},
         .description = {"Page from 1.", "页码，从 1 起。"}},
        [](const CellRow& c) { return known(c.cell().page); });
  add_labels(t);
  t.add({.name = "raw",
         .title = {"As read", "原文"},
         .description = {"The characters as read.", "读出的原字符。"}},
        [](const CellRow& c) { return c.cell().raw; });
  t.add({.name = "value",
         .type = FieldType::kNumber,
         .title = {"Best guess", "最佳猜测"},
         .description = {"Empty where there is none.", "没有的为空。"}},
        [](const CellRow& c) { return c.cell().value; });
  t.add({.name = "confidence",
         .type = FieldType::kNumber,
         .title = {"Confidence", "置信度"},
         .description = {"Probability that the guess is what is printed.",
                         "猜测与原件所印一致的概率。"},
         .required = true},
        [](const CellRow& c) { return fmt::format("{:.4f}", c.cell().confidence); });
  t.add({.name = "method",
         .title = {"Method", "读取方式"},
         .description = {"What it was read from.", "读取的依据。"},
         .required = true,
         .words = method_words()},
        [](const CellRow& c) { return std::string(name(c.cell().method)); });
  return t;
}

}  // namespace gouji
