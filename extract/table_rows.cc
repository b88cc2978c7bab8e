#include "extract/table_rows.h"

#include <algorithm>

#include "extract/cell_value.h"
#include "models/text.h"

namespace gouji {
namespace {

// Probability of words of the text layer, in a table whose rules are drawn.
constexpr double kInLayer = 0.96;

// Cells that cover `row`, left to right.
std::vector<const TableCell*> cells_of_row(const Table& table, int row) {
  std::vector<const TableCell*> out;
  for (const TableCell& c : table.cells) {
    if (c.row <= row && row < c.row + c.row_span) out.push_back(&c);
  }
  std::sort(out.begin(), out.end(),
            [](const TableCell* a, const TableCell* b) { return a->column < b->column; });
  return out;
}

bool is_printed(const TableCell& cell) {
  return cell.reading.text() == kUnread || !fold(cell.reading.text()).empty();
}

void set_label(const TableCell& cell, RowView& row) {
  row.label = fold(cell.reading.text());
  row.print = cell.print;
  row.unread = cell.reading.text() == kUnread;
  row.in_layer = is_in_layer(cell);
}

}  // namespace

std::vector<RowView> view_rows(const Table& table, int first_number) {
  std::vector<RowView> rows;
  for (int r = 0; r < table.rows; ++r) {
    RowView row;
    for (const TableCell* c : cells_of_row(table, r)) {
      const std::u32string text = fold(c->reading.text());
      if (c->column >= first_number) {
        if (c->row == r) row.numbers.push_back(c);
      } else if (c->row_span > 1) {
        row.parents.push_back(text);
      } else if (is_printed(*c)) {
        if (!row.label.empty()) row.parents.push_back(row.label);
        set_label(*c, row);
      }
    }
    look_at_numbers(row);
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<RowView> view_blocks(const Table& table) {
  std::vector<RowView> rows;
  for (int r = 0; r < table.rows; ++r) {
    RowView row;
    for (const TableCell* c : cells_of_row(table, r)) {
      if (c->row != r) continue;
      if (row.label.empty() && row.numbers.empty() && c->column == 0) {
        set_label(*c, row);
      } else {
        row.numbers.push_back(c);
      }
    }
    look_at_numbers(row);
    rows.push_back(std::move(row));
  }
  return rows;
}

int first_number_column(const Table& table) {
  std::vector<int> labels(static_cast<size_t>(table.columns)), numbers(labels);
  for (const TableCell& cell : table.cells) {
    const int end = std::min(cell.column + cell.column_span, table.columns);
    if (looks_numeric(cell.reading.text())) {
      for (int c = cell.column; c < end; ++c) ++numbers[c];
    } else if (cell.row_span == 1 && end > 0) {
      ++labels[end - 1];
    }
  }
  for (int c = table.columns - 1; c >= 0; --c) {
    if (labels[c] > numbers[c]) return c + 1;
  }
  return 0;
}

void look_at_numbers(RowView& row) {
  int text = 0, digits = 0;
  for (const TableCell* c : row.numbers) {
    text += !looks_numeric(c->reading.text());
    digits += has_digit(*c);
  }
  row.text_share = row.numbers.empty() ? 0 : static_cast<double>(text) / row.numbers.size();
  row.numeric = digits > 0 && row.text_share < 0.5;
}

bool is_filled(const RowView& row) { return !row.numbers.empty() && row.text_share < 0.5; }

std::vector<const TableCell*> cells_from(const Table& table, int row) {
  std::vector<const TableCell*> cells = cells_of_row(table, row);
  std::erase_if(cells, [row](const TableCell* c) { return c->row != row; });
  return cells;
}

bool has_digit(const TableCell& cell) {
  const std::string& text = cell.reading.text();
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_in_layer(const TableCell& cell) {
  return cell.reading.method == Method::kText && cell.reading.probability() >= kInLayer;
}

}  // namespace gouji
