#include "tests/extract/table_builder.h"

#include <algorithm>
#include <stdexcept>

#include "models/text.h"
#include "tests/support/ruled_table.h"

namespace gouji {
namespace {

constexpr double kLeft = 80, kWidth = 440, kRowHeight = 20;  // points

Reading reading_of(const std::string& text) { return single_reading(text, 0.9995, Method::kText); }

// Fills in what follows from rows and columns.
void finish(Table& table, int page) {
  table.columns = static_cast<int>(table.xs.size()) - 1;
  table.first_page = table.last_page = page;
  for (TableCell& c : table.cells) {
    c.page = page;
    c.box = {table.xs[c.column], c.row * kRowHeight, table.xs[c.column + c.column_span],
             (c.row + c.row_span) * kRowHeight};
  }
  std::sort(table.cells.begin(), table.cells.end(), [](const TableCell& a, const TableCell& b) {
    return a.row != b.row ? a.row < b.row : a.column < b.column;
  });
}

Table read(const RuledTable& ruled, int page) {
  Table table;
  table.rows = ruled.rows();
  table.xs = {kLeft};
  for (double width : ruled.widths) table.xs.push_back(table.xs.back() + width * kWidth);
  for (const RuledCell& c : ruled.cells) {
    table.cells.push_back(
        {c.row, c.column, c.row_span, c.column_span, reading_of(c.text), page, {}});
  }
  finish(table, page);
  return table;
}

TableCell& cell_at(Table& table, int row, int column) {
  for (TableCell& c : table.cells) {
    if (c.row <= row && row < c.row + c.row_span && c.column <= column &&
        column < c.column + c.column_span) {
      return c;
    }
  }
  throw std::invalid_argument("nothing to belong to");
}

}  // namespace

Table table_of(const std::vector<std::vector<std::string>>& rows, int page, double left) {
  Table table;
  table.rows = static_cast<int>(rows.size());
  for (size_t i = 0; i <= rows.front().size(); ++i) {
    table.xs.push_back(left + 40 * static_cast<double>(i));
  }
  for (int r = 0; r < table.rows; ++r) {
    for (int c = 0; c + 1 < static_cast<int>(table.xs.size()); ++c) {
      const std::string& text = rows[r].at(c);
      if (text == "<") {
        TableCell& cell = cell_at(table, r, c - 1);
        cell.column_span = c - cell.column + 1;
      } else if (text == "^") {
        TableCell& cell = cell_at(table, r - 1, c);
        cell.row_span = r - cell.row + 1;
      } else {
        table.cells.push_back({r, c, 1, 1, reading_of(text), page, {}});
      }
    }
  }
  finish(table, page);
  return table;
}

std::vector<Table> tables_of(const PrintedReport& report, const PrintStyle& style) {
  std::vector<Table> out;
  for (const FormTable& table : report.form.tables) {
    for (const RuledTable& ruled : ruled_tables(report, table, style)) {
      out.push_back(read(ruled, static_cast<int>(out.size()) + 1));
    }
  }
  return out;
}

TableCell& cell_with(Table& table, const std::string& text) {
  for (TableCell& c : table.cells) {
    if (c.reading.text() == text) return c;
  }
  throw std::invalid_argument("no cell " + text);
}

int row_with(const Table& table, const std::string& text) {
  Table copy = table;
  return cell_with(copy, text).row;
}

CutTable cut_above(const Table& table, int row, size_t kept) {
  CutTable cut{table, table};
  cut.above.cells.clear();
  cut.below.cells.clear();
  cut.above.rows = row;
  cut.below.rows = table.rows - row;
  for (const TableCell& c : table.cells) {
    const int end = c.row + c.row_span;
    TableCell above = c, below = c;
    above.row_span = std::min(end, row) - c.row;
    below.row = std::max(c.row, row) - row;
    below.row_span = end - row - below.row;
    if (c.row < row && end > row) {
      const std::u32string text = to_utf32(c.reading.text());
      const size_t n = std::min(kept, text.size());
      above.reading = reading_of(to_utf8(text.substr(0, n)));
      below.reading = reading_of(to_utf8(text.substr(n)));
    }
    if (c.row < row) cut.above.cells.push_back(above);
    if (end > row) cut.below.cells.push_back(below);
  }
  finish(cut.above, table.first_page);
  finish(cut.below, table.first_page + 1);
  return cut;
}

CutTable cut_through(const Table& table, int row) {
  Table twice = table;
  ++twice.rows;
  for (const TableCell& c : table.cells) {
    if (c.row != row || c.row_span != 1) continue;
    twice.cells.push_back(c);
  }
  const size_t copies = table.cells.size();
  for (size_t i = 0; i < twice.cells.size(); ++i) {
    TableCell& c = twice.cells[i];
    const bool merged = c.row_span > 1 && c.row <= row && c.row + c.row_span > row;
    if (merged) ++c.row_span;
    if (c.row > row || i >= copies) ++c.row;
  }
  return cut_above(twice, row + 1);
}

Table with_head(const Table& head, int rows, const Table& table) {
  Table out = table;
  out.rows += rows;
  for (TableCell& c : out.cells) c.row += rows;
  for (const TableCell& c : head.cells) {
    if (c.row < rows) out.cells.push_back(c);
  }
  finish(out, table.first_page);
  return out;
}

}  // namespace gouji
