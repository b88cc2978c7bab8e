#include "extract/map_form.h"

#include <algorithm>
#include <cmath>

#include "extract/align.h"
#include "extract/column_headings.h"
#include "extract/map_review.h"
#include "extract/row_labels.h"
#include "extract/table_copies.h"
#include "extract/table_rows.h"
#include "models/quantile.h"
#include "models/text.h"

namespace gouji {
namespace {

// Costs of an alignment, in units of one wholly different label.
constexpr double kSkipFormRow = 1.0;    // the document lacks a row of the form
constexpr double kSkipFilledRow = 1.1;  // a row with numbers is no row of the form
constexpr double kSkipBlankRow = 0.6;   // nor is one with a label and blanks or dashes
constexpr double kSkipOtherRow = 0.05;  // a heading
constexpr double kNoNumbers = 1.5;    // a heading taken for a row of the form; by its share of text
constexpr double kWrongWidth = 0.35;  // a row with another number of numbers than the form's
constexpr double kParentShare = 0.25;  // of a label's difference that its parents' make up
constexpr double kOwnWords = 0.7;      // share of a label: with less, it is another row's
constexpr double kJoinGain = 0.12;     // by how much a label must gain from being joined
// By how much a label's print may be longer or shorter than its wording is: points and brackets are
// as wide as characters, or half.
constexpr double kLengthOff = 0.2, kCharactersOff = 1.2;

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
    const double alone = std::max(best_label_similarity(above.label, form),
                                  best_label_similarity(below.label, form));
    if (best_label_similarity(above.label + below.label, form) < alone + kJoinGain) continue;
    above.label += below.label;
    above.rest = below.numbers;
    if (all_blank(above)) std::swap(above.numbers, above.rest);
    look_at_numbers(above);
    rows.erase(rows.begin() + *seam);
  }
}

bool has_words(const TableCell& cell) {
  const std::u32string text = fold(cell.reading.text());
  return !has_digit(cell) && cell.reading.text() != kUnread &&
         std::any_of(text.begin(), text.end(), is_han);
}

// A label in two cells, between which a stroke of its print was taken for a rule: its beginning is
// then a parent of its row, or its end a figure.
void join_cut_labels(std::vector<RowView>& rows, const std::vector<WantedRow>& form) {
  const auto gains = [&form](const std::u32string& whole, const std::u32string& part) {
    const double known = best_label_similarity(whole, form);
    return known >= kKnownLabel && known >= best_label_similarity(part, form) + kJoinGain;
  };
  for (RowView& row : rows) {
    if (row.label.empty()) continue;
    if (!row.parents.empty() && gains(row.parents.back() + row.label, row.label)) {
      row.label = row.parents.back() + row.label;
      row.parents.pop_back();
    }
    if (row.numbers.size() < 2 || !has_words(*row.numbers.front())) continue;
    const std::u32string whole = row.label + fold(row.numbers.front()->reading.text());
    if (!gains(whole, row.label)) continue;
    row.label = whole;
    row.numbers.erase(row.numbers.begin());
    look_at_numbers(row);
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
  const auto skip_row = [&](int i) {
    const RowView& row = rows[i];
    if (row.numeric) return kSkipFilledRow;
    return is_filled(row) && (row.unread || !row.label.empty()) ? kSkipBlankRow : kSkipOtherRow;
  };
  return align(static_cast<int>(rows.size()), static_cast<int>(form.size()), match, skip_row,
               [](int) { return kSkipFormRow; });
}

bool is_known(const RowView& row, const WantedRow& wanted) {
  return label_similarity(row.label, wanted) >= kKnownLabel;
}

// Labels as long as those that were read are, by which unread ones can be told.
class PrintSize {
 public:
  PrintSize(const Alignment& alignment, const std::vector<bool>& known,
            const std::vector<RowView>& rows, const std::vector<WantedRow>& form) {
    std::vector<double> sizes;
    for (size_t k = 0; k < known.size(); ++k) {
      const auto [i, j] = alignment.pairs[k];
      if (known[k] && rows[i].print > 0) sizes.push_back(rows[i].print / nearest(rows[i], form[j]));
    }
    if (!sizes.empty()) size_ = median(std::move(sizes));
  }

  // Whether a label that was not read may be this row's, by its length.
  bool fits(const RowView& row, const WantedRow& wanted) const {
    if (row.print <= 0 || size_ <= 0) return false;
    const double length = row.print / size_;
    return std::any_of(wanted.lengths.begin(), wanted.lengths.end(), [&](double l) {
      return std::abs(length - l) <= kCharactersOff + kLengthOff * l;
    });
  }

 private:
  // The length of the wording that was read.
  static double nearest(const RowView& row, const WantedRow& wanted) {
    size_t best = 0;
    for (size_t w = 1; w < wanted.labels.size(); ++w) {
      const bool nearer =
          similarity(row.label, wanted.labels[w]) > similarity(row.label, wanted.labels[best]);
      if (nearer) best = w;
    }
    return wanted.lengths[best];
  }

  double size_ = 0;  // of a character's width, as print is measured
};

// A pair is certain when its label says so, or when it has its place between two such pairs with
// nothing left out on either side, and no label there that is another row's or a column's, or not
// as long as this row's.
std::vector<bool> certain_pairs(const Alignment& alignment, const std::vector<RowView>& rows,
                                const std::vector<WantedRow>& form,
                                const std::vector<std::u32string>& columns) {
  const auto& pairs = alignment.pairs;
  std::vector<bool> known(pairs.size()), strange(pairs.size());
  for (size_t k = 0; k < pairs.size(); ++k) {
    const std::u32string& label = rows[pairs[k].first].label;
    const RowView& row = rows[pairs[k].first];
    const bool of_others = is_of_others(label, pairs[k].second, form);
    known[k] = is_known(row, form[pairs[k].second]) && !of_others;
    const bool heads = std::any_of(columns.begin(), columns.end(), [&](const auto& column) {
      return similarity(label, column) >= kKnownLabel;
    });
    const bool other = row.in_layer && label.size() > 1 &&  // it was not misread
                       share_of_label(label, form[pairs[k].second]) < kOwnWords;
    strange[k] = !known[k] &&
                 (heads || other || of_others || best_label_similarity(label, form) >= kKnownLabel);
  }
  const PrintSize size(alignment, known, rows, form);
  for (size_t k = 0; k < pairs.size(); ++k) {
    const RowView& row = rows[pairs[k].first];
    if (row.unread && !size.fits(row, form[pairs[k].second])) strange[k] = true;
  }
  std::vector<bool> certain = known;
  const auto follows = [&](size_t k) {
    if (pairs[k].second != pairs[k - 1].second + 1) return false;
    return std::none_of(
        rows.begin() + pairs[k - 1].first + 1, rows.begin() + pairs[k].first,
        [](const RowView& row) { return row.numeric; });  // headings may lie between
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

bool same_numbers(const RowView& a, const RowView& b) {
  return std::equal(a.numbers.begin(), a.numbers.end(), b.numbers.begin(), b.numbers.end(),
                    [](const TableCell* x, const TableCell* y) {
                      return x->reading.text() == y->reading.text();
                    });
}

// By row of the form: whether the table has it once more with other figures, as of another year or
// another body. Which is the report's own is not told.
std::vector<bool> contested_rows(const Alignment& alignment, const std::vector<RowView>& rows,
                                 const std::vector<WantedRow>& form) {
  std::vector<int> at(form.size(), -1);
  for (const auto& [i, j] : alignment.pairs) at[j] = i;
  std::vector<bool> contested(form.size(), false);
  for (int i = 0; i < std::ssize(rows); ++i) {
    if (!is_filled(rows[i]) || all_blank(rows[i])) continue;
    const int j = named_row(rows[i].label, form);
    if (j < 0 || at[j] < 0 || at[j] == i || same_numbers(rows[i], rows[at[j]])) continue;
    contested[j] = true;
  }
  return contested;
}

int least_span(const std::vector<const TableCell*>& cells) {
  int least = cells.front()->row_span;
  for (const TableCell* c : cells) least = std::min(least, c->row_span);
  return least;
}

// Whether a row's figures are those of rows below it, too, which have labels and none of their own.
bool is_joint(const std::vector<RowView>& rows, int i, const std::vector<WantedRow>& form) {
  if (rows[i].numbers.empty()) return false;
  const int end = std::min<int>(i + least_span(rows[i].numbers), static_cast<int>(rows.size()));
  return std::any_of(
      rows.begin() + i + 1, rows.begin() + std::max(end, i + 1),
      [&](const RowView& row) { return row.numbers.empty() && named_row(row.label, form) >= 0; });
}

// Which cell of a row stands in each column of the form; `columns`: which of its numbers does.
// `units`: what the table's caption says of them.
void place_row(const Table& table, const RowView& row, const FormRow& form,
               const std::vector<int>& columns, const std::u32string& units, bool certain,
               Mapping& out) {
  for (size_t j = 0; j < form.columns.size(); ++j) {
    const int k = columns[j];
    if (k < 0 || k >= static_cast<int>(row.numbers.size())) continue;
    MappedCell& place = out.cells[form.first_cell + static_cast<int>(j)];
    place.cell = row.numbers[k];
    // Taller than its neighbours: the rule to the cell below was not seen, and two were read as
    // one.
    const bool alone = place.cell->row_span == least_span(row.numbers);
    if (k < static_cast<int>(row.rest.size())) place.continued = row.rest[k];
    const bool other_unit = is_in_other_unit(row.label, form.columns[j].label) ||
                            is_in_other_unit(units, form.columns[j].label);
    place.certain = certain && alone && !other_unit &&
                    !has_other_heading(table, place.cell->row, *place.cell, form.columns[j].label);
    ++out.found;
  }
}

bool same_columns(const FormRow& a, const FormRow& b) {
  return std::equal(a.columns.begin(), a.columns.end(), b.columns.begin(), b.columns.end(),
                    [](const FormColumn& x, const FormColumn& y) { return x.id == y.id; });
}

// The headings of a table's columns, each once.
std::vector<std::u32string> column_labels(const FormTable& form) {
  std::vector<std::u32string> out;
  for (const FormRow& row : form.rows) {
    for (const FormColumn& column : row.columns) {
      const std::u32string label = fold(column.label);
      if (std::find(out.begin(), out.end(), label) == out.end()) out.push_back(label);
    }
  }
  return out;
}

void map_rows(const Table& table, std::vector<RowView> rows, const FormTable& form, Mapping& out) {
  const std::vector<WantedRow> wanted = wanted_rows(form);
  const std::u32string units = units_of(table.caption);
  std::vector<int> seams = table.page_starts;
  const bool told = keep_own(table, wanted, rows, seams);
  out.ambiguous |= !told;
  join_cut_rows(rows, seams, wanted);
  join_cut_labels(rows, wanted);
  const Alignment alignment = align_rows(rows, wanted);
  const std::vector<bool> contested = contested_rows(alignment, rows, wanted);
  const std::vector<bool> certain = certain_pairs(alignment, rows, wanted, column_labels(form));
  out.cost += alignment.cost;
  out.left_over += static_cast<int>(std::count_if(rows.begin(), rows.end(), &is_filled));
  const FormRow* before = nullptr;  // whose columns' order is known
  bool ordered = true;
  for (size_t k = 0; k < alignment.pairs.size(); ++k) {
    const auto [i, j] = alignment.pairs[k];
    const FormRow& row = form.rows[j];
    out.left_over -= is_filled(rows[i]);
    out.named += is_known(rows[i], wanted[j]);
    if (!before || !same_columns(*before, row)) {
      ordered = columns_in_order(table, rows[i], row.columns);
    }
    before = &row;
    const ColumnPlaces columns = place_columns(table, rows[i], row.columns);
    const bool own = told && !contested[j] && !is_joint(rows, i, wanted);
    place_row(table, rows[i], row, columns.numbers, units,
              own && certain[k] && ordered && columns.told, out);
  }
}

}  // namespace

bool Mapping::clear() const {
  return left_over == 0 && std::all_of(cells.begin(), cells.end(), [](const MappedCell& p) {
           return p.cell && p.certain && p.cell->reading.text() != kUnread;
         });
}

Mapping map_form(const Tables& tables, const Form& form) {
  Mapping out;
  out.cells.resize(form.cells.size());
  map_rows(tables[0], view_blocks(tables[0]), form.tables[0], out);
  const int first_number = std::max(1, first_number_column(tables[1]));  // a label comes first
  map_rows(tables[1], view_rows(tables[1], first_number), form.tables[1], out);
  map_review(tables[2], form.tables[2], out);
  return out;
}

}  // namespace gouji
