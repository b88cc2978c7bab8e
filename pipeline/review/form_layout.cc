#include "pipeline/review/form_layout.h"

#include <algorithm>
#include <numeric>
#include <string_view>

namespace gouji {
namespace {

// Printed as one row of numbers, with its rows' labels above those of the columns.
constexpr char kOneRow[] = "review";

// What the forms print above the labels of a block's rows.
constexpr char kContent[] = "信息内容";

int size_of(const auto& list) { return static_cast<int>(list.size()); }

std::vector<int> cells_of(const FormRow& row) {
  std::vector<int> out(row.columns.size());
  std::iota(out.begin(), out.end(), row.first_cell);
  return out;
}

// Labels above one another, which a form's data has in one where rows were printed as columns:
// `行政诉讼 / 未经复议直接起诉`.
std::vector<std::string> path_of(const FormRow& row) {
  constexpr std::string_view kBelow = " / ";
  std::vector<std::string> path = row.parents;
  std::string_view left = row.label;
  for (size_t end; (end = left.find(kBelow)) != std::string_view::npos;) {
    path.emplace_back(left.substr(0, end));
    left.remove_prefix(end + kBelow.size());
  }
  path.emplace_back(left);
  return path;
}

int depth_of(const FormTable& table) {
  int depth = 0;
  for (const FormRow& row : table.rows) depth = std::max(depth, size_of(row.parents) + 1);
  return depth;
}

// Appends a label, or lets the last one extend further where `merge`.
void add(std::vector<LayoutLabel>& labels, const LayoutLabel& label, bool merge) {
  if (merge && !labels.empty() && labels.back().label == label.label) {
    labels.back().columns += label.columns;
  } else {
    labels.push_back(label);
  }
}

// The columns' labels, below those that several have in common; on the left room for `corner`
// columns of row labels.
std::vector<std::vector<LayoutLabel>> column_heads(const std::vector<FormColumn>& columns,
                                                   int corner) {
  const bool two = std::any_of(columns.begin(), columns.end(),
                               [](const FormColumn& c) { return !c.parent.empty(); });
  std::vector<std::vector<LayoutLabel>> out(two ? 2 : 1);
  out[0].push_back({"", two ? 2 : 1, corner});
  for (const FormColumn& c : columns) {
    if (c.parent.empty()) {
      out[0].push_back({c.label, two ? 2 : 1, 1});
    } else {
      add(out[0], {c.parent, 1, 1}, true);
      out[1].push_back({c.label, 1, 1});
    }
  }
  return out;
}

// Labels that begin in row `i`: its own, and the merged ones that the row above is not in.
std::vector<LayoutLabel> row_labels(const FormTable& table, size_t i, int depth) {
  const auto& rows = table.rows;
  const auto& parents = rows[i].parents;
  const auto shares = [&](size_t other, int level) {
    const auto& theirs = rows[other].parents;
    return size_of(theirs) > level &&
           std::equal(parents.begin(), parents.begin() + level + 1, theirs.begin());
  };
  std::vector<LayoutLabel> out;
  for (int level = 0; level < size_of(parents); ++level) {
    if (i > 0 && shares(i - 1, level)) continue;
    LayoutLabel label{parents[static_cast<size_t>(level)], 1, 1};
    while (i + static_cast<size_t>(label.rows) < rows.size() &&
           shares(i + static_cast<size_t>(label.rows), level)) {
      ++label.rows;
    }
    out.push_back(label);
  }
  out.push_back({rows[i].label, 1, depth - size_of(parents)});
  return out;
}

LayoutTable in_rows(const FormTable& table) {
  const int depth = depth_of(table);
  LayoutTable out{table.id, table.heading, column_heads(table.rows.front().columns, depth), {}};
  for (size_t i = 0; i < table.rows.size(); ++i) {
    out.rows.push_back({table.rows[i].id, row_labels(table, i, depth), cells_of(table.rows[i])});
  }
  return out;
}

LayoutTable in_one_row(const FormTable& table) {
  int depth = 0;
  for (const FormRow& row : table.rows) depth = std::max(depth, size_of(path_of(row)));
  LayoutTable out{table.id, table.heading, {}, {{}}};
  out.header.resize(static_cast<size_t>(depth) + 1);
  for (const FormRow& row : table.rows) {
    const auto path = path_of(row);
    for (size_t level = 0; level < path.size(); ++level) {
      const bool own = level + 1 == path.size();
      add(out.header[level],
          {path[level], own ? depth - static_cast<int>(level) : 1, size_of(row.columns)}, !own);
    }
    for (const FormColumn& c : row.columns) out.header.back().push_back({c.label, 1, 1});
    const auto cells = cells_of(row);
    out.rows.front().cells.insert(out.rows.front().cells.end(), cells.begin(), cells.end());
  }
  return out;
}

// Blocks below the article of the law that they are after, each with columns of its own.
LayoutTable in_blocks(const FormTable& table) {
  int width = 1;
  for (const FormRow& row : table.rows) width = std::lcm(width, size_of(row.columns));
  LayoutTable out{table.id, table.heading, {}, {}};
  std::string article;
  for (const FormRow& row : table.rows) {
    const int span = width / size_of(row.columns);
    if (row.article != article) {
      article = row.article;
      out.rows.push_back({"", {{article, 1, 1 + width}}, {}});
      LayoutRow heads{"", {{kContent, 1, 1}}, {}};
      for (const FormColumn& c : row.columns) heads.labels.push_back({c.label, 1, span});
      out.rows.push_back(heads);
    }
    out.rows.push_back({row.id, {{row.label, 1, 1}}, cells_of(row), span});
  }
  return out;
}

}  // namespace

std::vector<LayoutTable> layout_of(const Form& form) {
  std::vector<LayoutTable> out;
  for (const FormTable& table : form.tables) {
    if (table.rows.empty()) continue;
    const bool blocks = std::any_of(table.rows.begin(), table.rows.end(),
                                    [](const FormRow& row) { return !row.article.empty(); });
    out.push_back(blocks                ? in_blocks(table)
                  : table.id == kOneRow ? in_one_row(table)
                                        : in_rows(table));
  }
  return out;
}

}  // namespace gouji
