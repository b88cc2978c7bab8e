#include "tests/support/ruled_table.h"

#include <algorithm>
#include <numeric>

namespace gouji {
namespace {

constexpr int kDisclosureColumns = 3;  // of figures
constexpr int kLabelColumns = 3;       // of the requests table

// A row as it is printed: the form's, or a local one shaped like `like`.
struct PrintedRow {
  const FormRow* like;
  std::string label;
  std::vector<std::string> values;
  bool local;
};

std::vector<PrintedRow> printed_rows(const PrintedReport& report, const FormTable& table) {
  std::vector<PrintedRow> rows;
  for (const FormRow& row : table.rows) {
    const std::string id = table.id + "/" + row.id;
    if (!report.omitted.contains(id)) {
      const auto first = report.cells.begin() + row.first_cell;
      rows.push_back(
          {&row, report.label_of(table, row), {first, first + row.columns.size()}, false});
    }
    for (const LocalRow& local : report.local_rows) {
      if (local.after == id) rows.push_back({&row, local.label, local.values, true});
    }
  }
  return rows;
}

std::string address_of(const FormTable& table, const PrintedRow& row, size_t column) {
  if (row.local) return "";
  return Address{table.id, row.like->id, row.like->columns[column].id}.str();
}

std::string row_id(const FormTable& table, const PrintedRow& row) {
  return row.local ? table.id + "/(local)" : table.id + "/" + row.like->id;
}

bool same_heads(const FormRow& a, const FormRow& b) {
  return a.article == b.article &&
         std::equal(a.columns.begin(), a.columns.end(), b.columns.begin(), b.columns.end(),
                    [](const FormColumn& x, const FormColumn& y) { return x.label == y.label; });
}

// Figures of the disclosure table share three columns: the last one of a row takes what is left.
int disclosure_span(size_t column, size_t count) {
  return column + 1 == count ? kDisclosureColumns - static_cast<int>(count) + 1 : 1;
}

RuledTable disclosure_table(const PrintedReport& report, const FormTable& table,
                            const PrintStyle& style) {
  RuledTable out;
  out.row_height = style.disclosure_row_height;
  const double rest = (1 - style.disclosure_label) / kDisclosureColumns;
  out.widths = {style.disclosure_label, rest, rest, rest};
  const FormRow* last = nullptr;
  for (const PrintedRow& row : printed_rows(report, table)) {
    const auto& columns = row.like->columns;
    if (last == nullptr || last->article != row.like->article) {
      out.cells.push_back({out.rows(), 0, 1, out.columns(), CellRole::kArticle,
                           report.label_of(row.like->article), "", false});
      out.row_ids.emplace_back();
    }
    if (last == nullptr || !same_heads(*last, *row.like)) {
      out.cells.push_back(
          {out.rows(), 0, 1, 1, CellRole::kHead, report.label_of("信息内容"), "", false});
      for (size_t i = 0; i < columns.size(); ++i) {
        out.cells.push_back({out.rows(), static_cast<int>(i) + 1, 1,
                             disclosure_span(i, columns.size()), CellRole::kHead,
                             report.label_of(columns[i].label), "", false});
      }
      out.row_ids.emplace_back();
    }
    out.cells.push_back({out.rows(), 0, 1, 1, CellRole::kLabel, row.label, "", false});
    for (size_t i = 0; i < columns.size(); ++i) {
      out.cells.push_back({out.rows(), static_cast<int>(i) + 1, 1,
                           disclosure_span(i, columns.size()), CellRole::kNumber, row.values.at(i),
                           address_of(table, row, i), false});
    }
    out.row_ids.push_back(row_id(table, row));
    last = row.like;
  }
  return out;
}

// The three rows of heads over the seven columns of applicants.
void add_request_heads(RuledTable& out, const PrintedReport& report, const PrintStyle& style,
                       const std::vector<FormColumn>& columns) {
  const int count = static_cast<int>(columns.size());
  const auto head = [&](int row, int column, int rows, int cols, const std::string& text) {
    out.cells.push_back(
        {row, column, rows, cols, CellRole::kHead, report.label_of(text), "", false});
  };
  head(0, 0, 3, kLabelColumns,
       style.balance_note ? "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
                          : "");
  const int beside = style.total_beside ? 1 : 0;
  head(0, kLabelColumns, 1, count - beside, "申请人情况");
  for (int i = 0; i < count; ++i) {
    const std::string& parent = columns[i].parent;
    if (parent.empty()) {
      const int first = i + 1 == count && style.total_beside ? 0 : 1;
      head(first, kLabelColumns + i, 3 - first, 1, columns[i].label);
      continue;
    }
    if (i == 0 || columns[i - 1].parent != parent) {
      int span = 1;
      while (i + span < count && columns[i + span].parent == parent) ++span;
      head(1, kLabelColumns + i, 1, span, parent);
    }
    head(2, kLabelColumns + i, 1, 1, columns[i].label);
  }
  out.row_ids.resize(3);
  out.head_rows = 3;
}

// Rows from `first` on that stand in the same merged cell at this depth.
int group_size(const std::vector<PrintedRow>& rows, size_t first, size_t depth) {
  const auto& parents = rows[first].like->parents;
  size_t end = first + 1;
  while (
      end < rows.size() && rows[end].like->parents.size() > depth &&
      std::equal(parents.begin(), parents.begin() + depth + 1, rows[end].like->parents.begin())) {
    ++end;
  }
  return static_cast<int>(end - first);
}

bool begins_group(const std::vector<PrintedRow>& rows, size_t i, size_t depth) {
  return i == 0 || rows[i - 1].like->parents.size() <= depth || group_size(rows, i - 1, depth) == 1;
}

RuledTable requests_table(const PrintedReport& report, const FormTable& table,
                          const PrintStyle& style) {
  RuledTable out;
  out.row_height = style.row_height;
  const auto& columns = table.rows.front().columns;
  const double labels =
      std::accumulate(style.request_labels.begin(), style.request_labels.end(), 0.0);
  out.widths.assign(style.request_labels.begin(), style.request_labels.end());
  out.widths.resize(kLabelColumns + columns.size(), (1 - labels) / columns.size());
  add_request_heads(out, report, style, columns);
  const std::vector<PrintedRow> rows = printed_rows(report, table);
  for (size_t i = 0; i < rows.size(); ++i) {
    const auto& parents = rows[i].like->parents;
    for (size_t depth = 0; depth < parents.size(); ++depth) {
      if (!begins_group(rows, i, depth)) continue;
      out.cells.push_back({out.rows(), static_cast<int>(depth), group_size(rows, i, depth), 1,
                           CellRole::kGroup, report.label_of(parents[depth]), "",
                           depth == 0 && style.vertical_results});
    }
    const int column = static_cast<int>(parents.size());
    out.cells.push_back({out.rows(), column, 1, kLabelColumns - column, CellRole::kLabel,
                         rows[i].label, "", false});
    for (size_t c = 0; c < columns.size(); ++c) {
      out.cells.push_back({out.rows(), kLabelColumns + static_cast<int>(c), 1, 1, CellRole::kNumber,
                           rows[i].values.at(c), address_of(table, rows[i], c), false});
    }
    out.row_ids.push_back(row_id(table, rows[i]));
  }
  return out;
}

// 行政诉讼 / 复议后起诉: what stands before and after the stroke; nothing before it: one head.
std::pair<std::string, std::string> split_label(const std::string& label) {
  const size_t stroke = label.find(" / ");
  if (stroke == std::string::npos) return {"", label};
  return {label.substr(0, stroke), label.substr(stroke + 3)};
}

void add_review_columns(RuledTable& out, const PrintedReport& report, const FormTable& table,
                        const PrintedRow& row, const PrintStyle& style, int first, int head_row) {
  for (size_t c = 0; c < row.like->columns.size(); ++c) {
    const int column = first + static_cast<int>(c);
    out.cells.push_back({head_row, column, 1, 1, CellRole::kHead,
                         report.label_of(row.like->columns[c].label), "",
                         style.vertical_review_heads});
    out.cells.push_back({head_row + 1, column, 1, 1, CellRole::kNumber, row.values.at(c),
                         address_of(table, row, c), false});
  }
}

RuledTable review_table(const PrintedReport& report, const FormTable& table,
                        const PrintStyle& style) {
  RuledTable out;
  out.row_height = style.row_height;
  out.row_ids = {"", "", "", table.id};
  out.head_rows = 3;
  const std::vector<PrintedRow> rows = printed_rows(report, table);
  int column = 0, parent_cell = -1;
  std::string last_parent;
  for (const PrintedRow& row : rows) {
    const auto [parent, label] = split_label(row.label);
    const int span = static_cast<int>(row.like->columns.size());
    if (parent.empty()) {
      out.cells.push_back({0, column, 2, span, CellRole::kHead, report.label_of(label), "", false});
    } else {
      if (parent != last_parent) {
        parent_cell = static_cast<int>(out.cells.size());
        out.cells.push_back({0, column, 1, 0, CellRole::kHead, report.label_of(parent), "", false});
      }
      out.cells[parent_cell].column_span += span;
      out.cells.push_back({1, column, 1, span, CellRole::kHead, report.label_of(label), "", false});
    }
    add_review_columns(out, report, table, row, style, column, 2);
    last_parent = parent;
    column += span;
  }
  out.widths.assign(column, 1.0 / column);
  return out;
}

std::vector<RuledTable> three_review_tables(const PrintedReport& report, const FormTable& table,
                                            const PrintStyle& style) {
  std::vector<RuledTable> tables;
  for (const PrintedRow& row : printed_rows(report, table)) {
    RuledTable out;
    out.row_height = style.row_height;
    out.row_ids = {"", "", row_id(table, row)};
    out.head_rows = 2;
    const int span = static_cast<int>(row.like->columns.size());
    const auto [parent, label] = split_label(row.label);
    out.widths.assign(span, 1.0 / span);
    out.cells.push_back(
        {0, 0, 1, span, CellRole::kHead,
         parent.empty() ? report.label_of(label) : report.label_of(parent) + "（" + label + "）",
         "", false});
    add_review_columns(out, report, table, row, style, 0, 1);
    tables.push_back(std::move(out));
  }
  return tables;
}

}  // namespace

std::vector<RuledTable> ruled_tables(const PrintedReport& report, const FormTable& table,
                                     const PrintStyle& style) {
  if (report.omitted.contains(table.id)) return {};
  if (table.id == "proactive") return {disclosure_table(report, table, style)};
  if (table.id == "requests") return {requests_table(report, table, style)};
  if (style.review_layout == ReviewLayout::kThreeTables) {
    return three_review_tables(report, table, style);
  }
  return {review_table(report, table, style)};
}

}  // namespace gouji
