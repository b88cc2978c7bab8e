#include "extract/map_form.h"

#include <algorithm>
#include <optional>

#include "extract/align.h"
#include "extract/cell_value.h"
#include "models/text.h"

namespace gouji {
namespace {

// Costs of an alignment, in units of one wholly different label.
constexpr double kSkipFormRow = 1.0;    // the document lacks a row of the form
constexpr double kSkipFilledRow = 1.1;  // a row with numbers is no row of the form
constexpr double kUnreadHeading =
    0.1;                             // what a heading is worth that may be unread under its group's
constexpr double kSkipColumn = 0.6;  // a column of one side that the other lacks
constexpr double kSkipOtherRow = 0.05;  // a heading
constexpr double kNoNumbers = 1.5;    // a heading taken for a row of the form; by its share of text
constexpr double kWrongWidth = 0.35;  // a row with another number of numbers than the form's
constexpr double kParentShare = 0.25;      // of a label's difference that its parents' make up
constexpr double kKnownLabel = 0.55;       // similarity from which a label identifies a row
constexpr double kForeignHeadings = 0.85;  // mean cost of headings from which a table is another
constexpr double kNarrowColumn = 0.5, kWideColumn = 1.7;  // of table 四, times its median
constexpr double kJoinGain = 0.12;  // by how much a label must gain from being joined

// One row of a table as the mapper sees it.
struct RowView {
  std::u32string label;                   // folded text of the label next to the numbers
  std::vector<std::u32string> parents;    // folded texts of merged cells that the row stands in
  std::vector<const TableCell*> numbers;  // cells in number columns, left to right
  std::vector<const TableCell*> rest;     // of a row that the page end cut, as `numbers`
  double text_share = 0;                  // of `numbers`: those that are no number
  bool numeric = false;                   // at least one number, and hardly any text
};

// A row of the form with its texts folded.
struct WantedRow {
  std::vector<std::u32string> labels;  // all wordings
  std::u32string parent;
  size_t columns;
};

std::vector<WantedRow> wanted_rows(const FormTable& form) {
  std::vector<WantedRow> rows;
  for (const FormRow& row : form.rows) {
    WantedRow wanted{{fold(row.label)}, {}, row.columns.size()};
    for (const auto& v : row.variants) wanted.labels.push_back(fold(v));
    if (!row.parents.empty()) wanted.parent = fold(row.parents.back());
    rows.push_back(std::move(wanted));
  }
  return rows;
}

double label_similarity(const std::u32string& label, const WantedRow& row) {
  double best = 0;
  for (const auto& wording : row.labels) best = std::max(best, similarity(label, wording));
  return best;
}

double parent_similarity(const std::vector<std::u32string>& parents, const WantedRow& row) {
  if (row.parent.empty()) return parents.empty() ? 1 : 0.5;
  double best = 0;
  for (const auto& p : parents) best = std::max(best, similarity(p, row.parent));
  return best;
}

bool has_digit(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Judges what stands in the number columns. A single cell may be misread as text.
void look_at_numbers(RowView& row) {
  int text = 0, digits = 0;
  for (const TableCell* c : row.numbers) {
    text += !looks_numeric(c->reading.text());
    digits += has_digit(c->reading.text());
  }
  row.text_share = row.numbers.empty() ? 0 : static_cast<double>(text) / row.numbers.size();
  row.numeric = digits > 0 && row.text_share < 0.5;
}

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

// The first of the columns that hold numbers and not labels, counted from the right. A label may
// span columns that another fragment of the table has; it counts where it ends.
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
      } else if (!text.empty()) {
        if (!row.label.empty()) row.parents.push_back(row.label);
        row.label = text;
      }
    }
    look_at_numbers(row);
    rows.push_back(std::move(row));
  }
  return rows;
}

bool is_numeric(const RowView& row) { return row.numeric; }

// Whether it stands like a row of the form: with figures, or with dashes or blanks instead.
bool is_filled(const RowView& row) { return !row.numbers.empty() && row.text_share < 0.5; }

double best_label(const std::u32string& label, const std::vector<WantedRow>& form) {
  double best = 0;
  for (const WantedRow& row : form) best = std::max(best, label_similarity(label, row));
  return best;
}

bool all_blank(const RowView& row) {
  return std::all_of(row.numbers.begin(), row.numbers.end(),
                     [](const TableCell* c) { return c->reading.text().empty(); });
}

// A row that the page end cuts: the label goes on in the first row of the next page, whose numbers
// are then empty, or all there.
void join_cut_rows(std::vector<RowView>& rows, const std::vector<int>& seams,
                   const std::vector<WantedRow>& form) {
  for (auto seam = seams.rbegin(); seam != seams.rend(); ++seam) {
    if (*seam < 1 || *seam >= static_cast<int>(rows.size())) continue;
    RowView& above = rows[*seam - 1];
    RowView& below = rows[*seam];
    if (above.numbers.size() != below.numbers.size()) continue;
    if (!all_blank(above) && !all_blank(below)) continue;
    const double alone = std::max(best_label(above.label, form), best_label(below.label, form));
    if (best_label(above.label + below.label, form) < alone + kJoinGain) continue;
    above.label += below.label;
    above.rest = below.numbers;
    if (all_blank(above)) std::swap(above.numbers, above.rest);
    look_at_numbers(above);
    rows.erase(rows.begin() + *seam);
  }
}

Alignment align_rows(const std::vector<RowView>& rows, const std::vector<WantedRow>& form) {
  const auto match = [&](int i, int j) {
    const RowView& row = rows[i];
    const WantedRow& wanted = form[j];
    double cost = (1 - kParentShare) * (1 - label_similarity(row.label, wanted)) +
                  kParentShare * (1 - parent_similarity(row.parents, wanted));
    if (row.numbers.size() != wanted.columns) cost += kWrongWidth;
    cost += kNoNumbers * row.text_share;
    return cost;
  };
  const auto skip_row = [&](int i) { return rows[i].numeric ? kSkipFilledRow : kSkipOtherRow; };
  return align(static_cast<int>(rows.size()), static_cast<int>(form.size()), match, skip_row,
               [](int) { return kSkipFormRow; });
}

// A pair is certain when its label says so, or when it has its place between two such pairs with
// nothing left out on either side, and no label there that is another row's.
std::vector<bool> certain_pairs(const Alignment& alignment, const std::vector<RowView>& rows,
                                const std::vector<WantedRow>& form) {
  const auto& pairs = alignment.pairs;
  std::vector<bool> known(pairs.size()), strange(pairs.size());
  for (size_t k = 0; k < pairs.size(); ++k) {
    const std::u32string& label = rows[pairs[k].first].label;
    known[k] = label_similarity(label, form[pairs[k].second]) >= kKnownLabel;
    strange[k] = !known[k] && best_label(label, form) >= kKnownLabel;
  }
  std::vector<bool> certain = known;
  const auto follows = [&](size_t k) {
    if (pairs[k].second != pairs[k - 1].second + 1) return false;
    return std::none_of(rows.begin() + pairs[k - 1].first + 1, rows.begin() + pairs[k].first,
                        &is_numeric);  // headings may lie between
  };
  for (size_t k = 0; k < pairs.size(); ++k) {
    if (known[k]) continue;
    const auto open = [&](size_t i) { return !known[i] && !strange[i]; };
    size_t up = k, down = k;
    while (up > 0 && open(up) && follows(up)) --up;
    while (down + 1 < pairs.size() && open(down) && follows(down + 1)) ++down;
    const bool above = known[up] || (open(up) && up == 0 && pairs[0].second == 0);
    const bool below = known[down] || (open(down) && down + 1 == pairs.size() &&
                                       pairs[down].second + 1 == static_cast<int>(form.size()));
    certain[k] = above && below;
  }
  return certain;
}

int least_span(const std::vector<const TableCell*>& cells) {
  int least = cells.front()->row_span;
  for (const TableCell* c : cells) least = std::min(least, c->row_span);
  return least;
}

// Which cell of a row stands in each column of the form; `columns` from align_columns.
void place_row(const RowView& row, const FormRow& form, const std::vector<int>& columns,
               bool certain, Mapping& out) {
  for (size_t j = 0; j < form.columns.size(); ++j) {
    const int k = columns[j];
    if (k < 0 || k >= static_cast<int>(row.numbers.size())) continue;
    Place& place = out.places[form.first_cell + static_cast<int>(j)];
    place.cell = row.numbers[k];
    // Taller than its neighbours: the rule to the cell below was not seen, and two were read as
    // one.
    const bool alone = place.cell->row_span == least_span(row.numbers);
    if (k < static_cast<int>(row.rest.size())) place.continued = row.rest[k];
    place.certain = certain && alone;
    ++out.found;
  }
}

std::vector<int> identity(size_t n) {
  std::vector<int> out(n);
  for (size_t i = 0; i < n; ++i) out[i] = static_cast<int>(i);
  return out;
}

// The heading over a column: the texts of the cells above `row` that cover it, outermost first.
std::vector<std::u32string> headings(const Table& table, int row, const TableCell& cell) {
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
  std::vector<std::u32string> out;
  for (const TableCell* c : above) out.push_back(fold(c->reading.text()));
  return out;
}

// Aligns a row's cells to the form's columns by the headings over them; -1 for a column without.
std::vector<int> align_columns(const Table& table, int row, const RowView& view,
                               const std::vector<FormColumn>& columns) {
  if (view.numbers.size() == columns.size()) return identity(columns.size());
  const auto match = [&](int i, int j) {
    const auto over = headings(table, row, *view.numbers[i]);
    return over.empty() ? 1 : 1 - similarity(over.back(), fold(columns[j].label));
  };
  const Alignment a = align(
      static_cast<int>(view.numbers.size()), static_cast<int>(columns.size()), match,
      [](int) { return kSkipColumn; }, [](int) { return kSkipColumn; });
  std::vector<int> out(columns.size(), -1);
  for (auto [i, j] : a.pairs) out[j] = i;
  return out;
}

void map_rows(const Table& table, std::vector<RowView> rows, const FormTable& form, Mapping& out) {
  const std::vector<WantedRow> wanted = wanted_rows(form);
  join_cut_rows(rows, table.page_starts, wanted);
  const Alignment alignment = align_rows(rows, wanted);
  const std::vector<bool> certain = certain_pairs(alignment, rows, wanted);
  out.cost += alignment.cost;
  out.left_over += static_cast<int>(std::count_if(rows.begin(), rows.end(), &is_filled));
  for (size_t k = 0; k < alignment.pairs.size(); ++k) {
    const auto [i, j] = alignment.pairs[k];
    const FormRow& row = form.rows[j];
    out.left_over -= is_filled(rows[i]);
    const bool whole = rows[i].numbers.size() == row.columns.size();
    const int at = rows[i].numbers.empty() ? 0 : rows[i].numbers.front()->row;
    place_row(rows[i], row, align_columns(table, at, rows[i], row.columns), certain[k] && whole,
              out);
  }
}

// Table 二 has blocks of different widths: in each row the first cell is the label.
std::vector<RowView> view_blocks(const Table& table) {
  std::vector<RowView> rows;
  for (int r = 0; r < table.rows; ++r) {
    RowView row;
    for (const TableCell* c : cells_of_row(table, r)) {
      if (c->row != r) continue;
      if (row.label.empty() && row.numbers.empty() && c->column == 0) {
        row.label = fold(c->reading.text());
      } else {
        row.numbers.push_back(c);
      }
    }
    look_at_numbers(row);
    rows.push_back(std::move(row));
  }
  return rows;
}

// Table 四 has one row of numbers under three groups of five headings, or is three tables.
struct ReviewColumn {
  const TableCell* cell;
  std::vector<std::u32string> over;
};

// Cells that begin in `row`, left to right.
std::vector<const TableCell*> cells_from(const Table& table, int row) {
  std::vector<const TableCell*> cells = cells_of_row(table, row);
  std::erase_if(cells, [row](const TableCell* c) { return c->row != row; });
  return cells;
}

constexpr size_t kWholeRow = 14;  // of fifteen figures; a rule may be lost

bool whole_row_of_figures(const std::vector<const TableCell*>& cells) {
  return cells.size() >= kWholeRow &&
         std::any_of(cells.begin(), cells.end(),
                     [](const TableCell* c) { return has_digit(c->reading.text()); });
}

std::vector<ReviewColumn> review_columns(const Table& table) {
  bool figures = false;  // a row has them all; headings that were not read look like blanks
  for (int r = 0; r < table.rows; ++r) figures |= whole_row_of_figures(cells_from(table, r));
  std::vector<ReviewColumn> out;
  for (int r = 0; r < table.rows; ++r) {
    const std::vector<const TableCell*> cells = cells_from(table, r);
    if (figures && cells.size() >= kWholeRow && !whole_row_of_figures(cells)) continue;
    const auto text = std::count_if(cells.begin(), cells.end(), [](const TableCell* c) {
      return !looks_numeric(c->reading.text());
    });
    const bool values = cells.size() >= 4 && r > 0 &&
                        text <= static_cast<std::ptrdiff_t>(cells.size()) / 10;  // one misread
    if (!values) continue;
    for (const TableCell* c : cells) {
      std::vector<std::u32string> over = headings(table, r, *c);
      if (!over.empty() || cells.size() >= kWholeRow) out.push_back({c, std::move(over)});
    }
  }
  return out;
}

// Columns of one row are about as wide as each other. Where one is not, a stroke was taken for a
// rule, or a rule was lost; both together leave the number of columns as it should be, and move
// what is between.
bool even_widths(const std::vector<ReviewColumn>& columns) {
  std::vector<double> widths;
  for (const ReviewColumn& c : columns) widths.push_back(c.cell->box.x1 - c.cell->box.x0);
  if (widths.empty()) return true;
  std::vector<double> sorted = widths;
  std::nth_element(sorted.begin(), sorted.begin() + sorted.size() / 2, sorted.end());
  const double median = sorted[sorted.size() / 2];
  return median <= 0 || std::all_of(widths.begin(), widths.end(), [&](double w) {
           return w > kNarrowColumn * median && w < kWideColumn * median;
         });
}

void map_review(const Table& table, const FormTable& form, Mapping& out) {
  const std::vector<ReviewColumn> columns = review_columns(table);
  struct Wanted {
    std::u32string group, label;
    int cell;
  };
  std::vector<Wanted> wanted;
  for (const FormRow& row : form.rows) {
    const size_t slash = row.label.rfind(" / ");
    const std::string group = slash == std::string::npos ? row.label : row.label.substr(slash + 3);
    for (size_t j = 0; j < row.columns.size(); ++j) {
      wanted.push_back(
          {fold(group), fold(row.columns[j].label), row.first_cell + static_cast<int>(j)});
    }
  }
  const auto match = [&](int i, int j) {
    const auto& over = columns[i].over;
    if (over.empty()) return 0.5;
    double group = 0;
    for (size_t k = 0; k + 1 < over.size(); ++k) {
      group = std::max(group, similarity(over[k], wanted[j].group));
    }
    const double read = 1 - 0.5 * similarity(over.back(), wanted[j].label) - 0.5 * group;
    group = std::max(group, similarity(over.back(), wanted[j].group));
    return std::min(read, 1 - kUnreadHeading - 0.5 * group);
  };
  Alignment a;
  if (columns.size() == wanted.size()) {  // all are there, however their headings were read
    for (int i = 0; i < static_cast<int>(columns.size()); ++i) {
      a.pairs.emplace_back(i, i);
      a.cost += std::min(match(i, i), 2 * kSkipColumn);
    }
  } else {
    a = align(
        static_cast<int>(columns.size()), static_cast<int>(wanted.size()), match,
        [](int) { return kSkipColumn; }, [](int) { return kSkipColumn; });
  }
  out.cost += a.cost;
  double cost = 0;
  for (auto [i, j] : a.pairs) cost += match(i, j);
  const bool whole = columns.size() == wanted.size() && even_widths(columns) &&
                     cost < kForeignHeadings * static_cast<double>(wanted.size());
  for (auto [i, j] : a.pairs) {
    Place& place = out.places[wanted[j].cell];
    place.cell = columns[i].cell;
    place.certain = whole;  // else a rule was lost or a column left out, and which one is a guess
    ++out.found;
  }
}

}  // namespace

bool Mapping::clear() const {
  return left_over == 0 && std::all_of(places.begin(), places.end(), [](const Place& p) {
           return p.cell && p.certain && p.cell->reading.text() != kUnread;
         });
}

Mapping map_form(const Tables& tables, const Form& form) {
  Mapping out;
  out.places.resize(form.cells.size());
  map_rows(tables[0], view_blocks(tables[0]), form.tables[0], out);
  const int first_number = std::max(1, first_number_column(tables[1]));  // a label comes first
  map_rows(tables[1], view_rows(tables[1], first_number), form.tables[1], out);
  map_review(tables[2], form.tables[2], out);
  return out;
}

}  // namespace gouji
