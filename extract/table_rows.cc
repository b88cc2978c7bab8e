#include "extract/table_rows.h"

#include <re2/re2.h>

#include <algorithm>
#include <string_view>

#include "extract/align.h"
#include "extract/cell_value.h"
#include "models/text.h"

namespace gouji {
namespace {

constexpr double kInLayer =
    0.96;  // probability of words of the text layer, in a table whose rules are drawn
constexpr double kOtherHeading = 0.5;  // similarity; less is another heading

// Similarity from which a heading is another's, and by how much rather than the place's own.
// Misread characters do not make one label of another.
constexpr double kAnothers = 0.9, kRatherAnothers = 0.3;

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

// Columns under other columns' headings, from which they may be moved: a rule too many before them
// and one too few behind leave their number as it should be. The head's own rules may be at fault.
constexpr std::ptrdiff_t kMoved = 2;

// Which other column's label than the one at `own` a heading is; -1: none's.
int other_named(const std::u32string& heading, const std::vector<std::u32string>& labels,
                size_t own) {
  const double as_own = similarity(heading, labels[own]);
  for (size_t i = 0; i < labels.size(); ++i) {
    const double as_this = similarity(heading, labels[i]);
    if (as_this >= kAnothers && as_this >= as_own + kRatherAnothers) return static_cast<int>(i);
  }
  return -1;
}

bool is_printed(const TableCell& cell) {
  return cell.reading.text() == kUnread || !fold(cell.reading.text()).empty();
}

// Words over a cell that stands in `row`, from top to bottom.
std::vector<const TableCell*> cells_above(const Table& table, int row, const TableCell& cell) {
  std::vector<const TableCell*> above;
  for (const TableCell& c : table.cells) {
    if (c.row + c.row_span <= row && c.column < cell.column + cell.column_span &&
        cell.column < c.column + c.column_span && !fold(c.reading.text()).empty() &&
        !looks_numeric(c.reading.text())) {
      above.push_back(&c);
    }
  }
  std::sort(above.begin(), above.end(),
            [](const TableCell* a, const TableCell* b) { return a->row < b->row; });
  return above;
}

// Of these the headings: in rows without figures.
std::vector<const TableCell*> headings_above(const Table& table, int row, const TableCell& cell) {
  std::vector<const TableCell*> above = cells_above(table, row, cell);
  std::erase_if(above, [&](const TableCell* heading) {
    return std::any_of(table.cells.begin(), table.cells.end(), [&](const TableCell& c) {
      return c.row >= heading->row && c.row < heading->row + heading->row_span && has_digit(c) &&
             looks_numeric(c.reading.text());
    });
  });
  return above;
}

bool is_in_layer(const TableCell& cell) {
  return cell.reading.method == Method::kText && cell.reading.probability() >= kInLayer;
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

std::vector<std::u32string> headings(const Table& table, int row, const TableCell& cell) {
  std::vector<std::u32string> out;
  for (const TableCell* c : cells_above(table, row, cell)) out.push_back(fold(c->reading.text()));
  return out;
}

bool has_other_heading(const Table& table, int row, const TableCell& cell,
                       const std::string& label) {
  const TableCell* heading =
      nullptr;  // over this column alone; what is wider is a group's, or a row
  for (const TableCell* c : headings_above(table, row, cell)) {
    if (c->column_span <= cell.column_span) heading = c;
  }
  if (heading == nullptr || !is_in_layer(*heading)) return false;
  const std::string& text = heading->reading.text();
  const std::u32string words = fold(text), wanted = fold(label);
  static const RE2 other_unit(R"((?:^|[^万])元)");
  const bool unit = label.find("万元") != std::string::npos && RE2::PartialMatch(text, other_unit);
  const std::u32string upwards(words.rbegin(), words.rend());  // of text that was turned
  const double share = std::max(share_in(words, wanted), share_in(upwards, wanted));
  return unit || share < kOtherHeading || speaks_of_other(words, wanted);
}

bool has_other_group(const Table& table, int row, const TableCell& cell,
                     const std::u32string& group) {
  const TableCell* heading = nullptr;
  for (const TableCell* c : headings_above(table, row, cell)) {
    if (c->column_span > cell.column_span && c->column_span < table.columns) heading = c;
  }
  return heading != nullptr && is_in_layer(*heading) &&
         share_in(fold(heading->reading.text()), group) < kOtherHeading;
}

bool speaks_of_other(const std::u32string& words, const std::u32string& label) {
  for (const std::u32string_view other : {U"上年", U"去年", U"同期", U"占比", U"其中", U"增减率"}) {
    if (words.find(other) != words.npos && label.find(other) == label.npos) return true;
  }
  return false;
}

bool changed_places(const std::vector<std::u32string>& headings,
                    const std::vector<std::u32string>& labels) {
  std::vector<int> named;
  for (size_t i = 0; i < headings.size(); ++i) named.push_back(other_named(headings[i], labels, i));
  const auto others = std::count_if(named.begin(), named.end(), [](int at) { return at >= 0; });
  if (others >= kMoved) return true;
  for (size_t i = 0; i < named.size(); ++i) {
    int at = named[i];
    for (size_t steps = 1; steps < named.size() && at >= 0; ++steps) {
      if (at == static_cast<int>(i)) return true;
      at = named[at];
    }
    if (at == static_cast<int>(i)) return true;
  }
  return false;
}

}  // namespace gouji
