#include "extract/map_form.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "extract/align.h"
#include "extract/map_review.h"
#include "extract/table_rows.h"
#include "models/quantile.h"
#include "models/text.h"

namespace gouji {
namespace {

// Similarities of headings with a form's: of a column surely, and of none.
constexpr double kOwnHeading = 0.9, kOtherHeading = 0.5;

// Costs of an alignment, in units of one wholly different label.
constexpr double kSkipFormRow = 1.0;    // the document lacks a row of the form
constexpr double kSkipFilledRow = 1.1;  // a row with numbers is no row of the form
constexpr double kSkipBlankRow = 0.6;   // nor is one with a label and blanks or dashes
constexpr double kSkipOtherRow = 0.05;  // a heading
constexpr double kNoNumbers = 1.5;    // a heading taken for a row of the form; by its share of text
constexpr double kWrongWidth = 0.35;  // a row with another number of numbers than the form's
constexpr double kParentShare = 0.25;   // of a label's difference that its parents' make up
constexpr double kKnownLabel = 0.55;    // similarity from which a label identifies a row
constexpr double kRatherAnother = 0.2;  // by so much more similar to another row's label
constexpr double kOwnWords = 0.7;       // share of a label: with less, it is another row's
constexpr double kSameLabel = 0.9;      // from which it is that row's wording, but for a character
constexpr int kWholeTable = 3;      // rows that are there twice, from which it is the table that is
constexpr double kJoinGain = 0.12;  // by how much a label must gain from being joined
// By how much a label's print may be longer or shorter than its wording is: points and brackets are
// as wide as characters, or half.
constexpr double kLengthOff = 0.2, kCharactersOff = 1.2;

// A row of the form with its texts folded.
struct WantedRow {
  std::vector<std::u32string> labels;  // all wordings
  std::vector<double> lengths;         // of these, in characters as wide as they are high
  std::u32string parent;
  size_t columns;
};

// ASCII is half as wide as it is high.
double length_of(const std::string& wording) {
  double length = 0;
  for (char32_t c : to_utf32(wording)) length += c < 0x80 ? 0.5 : 1;
  return length;
}

std::vector<WantedRow> wanted_rows(const FormTable& form) {
  std::vector<WantedRow> rows;
  for (const FormRow& row : form.rows) {
    WantedRow wanted{{}, {}, {}, row.columns.size()};
    std::vector<std::string> wordings{row.label};
    wordings.insert(wordings.end(), row.variants.begin(), row.variants.end());
    for (const std::string& wording : wordings) {
      wanted.labels.push_back(fold(wording));
      wanted.lengths.push_back(length_of(wording));
    }
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

bool has_words(const TableCell& cell) {
  const std::u32string text = fold(cell.reading.text());
  return !has_digit(cell) && cell.reading.text() != kUnread &&
         std::any_of(text.begin(), text.end(), is_han);
}

// A label in two cells, between which a stroke of its print was taken for a rule: its beginning is
// then a parent of its row, or its end a figure.
void join_cut_labels(std::vector<RowView>& rows, const std::vector<WantedRow>& form) {
  const auto gains = [&form](const std::u32string& whole, const std::u32string& part) {
    const double known = best_label(whole, form);
    return known >= kKnownLabel && known >= best_label(part, form) + kJoinGain;
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

// Whether a label is much more like another row's: rows that changed places keep their sums.
bool is_rather_another(const RowView& row, int j, const std::vector<WantedRow>& form) {
  const double own = label_similarity(row.label, form[j]);
  for (int k = 0; k < std::ssize(form); ++k) {
    if (k != j && label_similarity(row.label, form[k]) >= own + kRatherAnother) return true;
  }
  return false;
}

// The share of a label's characters that stand in a wording of the form's row.
double share_of_label(const RowView& row, const WantedRow& wanted) {
  double best = 0;
  for (const auto& wording : wanted.labels) best = std::max(best, share_in(row.label, wording));
  return best;
}

// Whether a label is of several rows of the form in one, this one's and others', or of another
// year's, or of a part.
bool is_of_others(const RowView& row, int j, const std::vector<WantedRow>& form) {
  const auto has = [](const std::u32string& words, const std::u32string& wording) {
    return wording.size() > 1 && words.find(wording) != words.npos;
  };
  const auto in_own = [&](const std::u32string& wording) {
    return std::any_of(form[j].labels.begin(), form[j].labels.end(),
                       [&](const auto& own) { return has(own, wording) || has(wording, own); });
  };
  for (int k = 0; k < std::ssize(form); ++k) {
    if (k == j) continue;
    for (const std::u32string& wording : form[k].labels) {
      if (has(row.label, wording) && !in_own(wording)) return true;
    }
  }
  return std::all_of(form[j].labels.begin(), form[j].labels.end(),
                     [&](const auto& own) { return speaks_of_other(row.label, own); });
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
    const bool of_others =
        is_of_others(row, pairs[k].second, form) || is_rather_another(row, pairs[k].second, form);
    known[k] = is_known(row, form[pairs[k].second]) && !of_others;
    const bool heads = std::any_of(columns.begin(), columns.end(), [&](const auto& column) {
      return similarity(label, column) >= kKnownLabel;
    });
    const bool other = row.in_layer && label.size() > 1 &&  // it was not misread
                       share_of_label(row, form[pairs[k].second]) < kOwnWords;
    strange[k] =
        !known[k] && (heads || other || of_others || best_label(label, form) >= kKnownLabel);
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

// The row of the form whose wording a row's label is; -1 for none, and for several.
int named_row(const RowView& row, const std::vector<WantedRow>& form) {
  int named = -1;
  for (int j = 0; j < std::ssize(form); ++j) {
    if (label_similarity(row.label, form[j]) < kSameLabel) continue;
    if (named >= 0) return -1;
    named = j;
  }
  return named;
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
    const int j = named_row(rows[i], form);
    if (j < 0 || at[j] < 0 || at[j] == i || same_numbers(rows[i], rows[at[j]])) continue;
    contested[j] = true;
  }
  return contested;
}

// Rows of a table that may be there several times.
struct Copy {
  int begin = 0, end = 0;
  std::set<int> named;  // rows of the form
  bool headed = false;
};

int count_shared(const Copy& a, const Copy& b) {
  return static_cast<int>(
      std::count_if(a.named.begin(), a.named.end(), [&](int j) { return b.named.contains(j); }));
}

// Parts the rows of a table where it begins once more, with rows that were there before.
std::vector<Copy> copies_of(const Table& table, const std::vector<RowView>& rows,
                            const std::vector<WantedRow>& form) {
  std::vector<Copy> copies(1);
  int last_named = -1, last = -1;  // the row of the form, and of the table
  for (int i = 0; i < std::ssize(rows); ++i) {
    const bool headed = std::binary_search(table.headed.begin(), table.headed.end(), i);
    const int j = is_filled(rows[i]) ? named_row(rows[i], form) : -1;
    const bool again = j >= 0 && j != last_named && copies.back().named.contains(j);
    if ((headed || again) && !copies.back().named.empty()) {
      int begin = i;  // with its head, as far as it stands on a page of its own
      for (const int start : table.page_starts) {
        if (again && start > last && start <= i) begin = start;
      }
      copies.back().end = begin;
      copies.push_back({begin, 0, {}, false});
    }
    copies.back().headed |= headed;
    if (j < 0) continue;
    copies.back().named.insert(j);
    last_named = j;
    last = i;
  }
  copies.back().end = static_cast<int>(rows.size());
  std::vector<Copy> out;
  for (Copy& copy : copies) {
    const bool another = std::any_of(out.begin(), out.end(), [&](const Copy& before) {
      return count_shared(before, copy) >= kWholeTable;
    });
    if (out.empty() || another) {
      out.push_back(std::move(copy));
    } else {
      out.back().end = copy.end;
      out.back().named.merge(copy.named);
      out.back().headed |= copy.headed;
    }
  }
  return out;
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
      [&](const RowView& row) { return row.numbers.empty() && named_row(row, form) >= 0; });
}

// Which cell of a row stands in each column of the form; `columns` from align_columns.
void place_row(const Table& table, const RowView& row, const FormRow& form,
               const std::vector<int>& columns, bool certain, Mapping& out) {
  for (size_t j = 0; j < form.columns.size(); ++j) {
    const int k = columns[j];
    if (k < 0 || k >= static_cast<int>(row.numbers.size())) continue;
    MappedCell& place = out.cells[form.first_cell + static_cast<int>(j)];
    place.cell = row.numbers[k];
    // Taller than its neighbours: the rule to the cell below was not seen, and two were read as
    // one.
    const bool alone = place.cell->row_span == least_span(row.numbers);
    if (k < static_cast<int>(row.rest.size())) place.continued = row.rest[k];
    place.certain = certain && alone &&
                    !has_other_heading(table, place.cell->row, *place.cell, form.columns[j].label);
    ++out.found;
  }
}

std::vector<int> identity(size_t n) {
  std::vector<int> out(n);
  for (size_t i = 0; i < n; ++i) out[i] = static_cast<int>(i);
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

bool in_order(const Table& table, int row, const RowView& view,
              const std::vector<FormColumn>& columns) {
  if (view.numbers.size() != columns.size()) return true;
  std::vector<std::u32string> over, labels;
  for (size_t j = 0; j < columns.size(); ++j) {
    const auto all = headings(table, row, *view.numbers[j]);
    over.push_back(all.empty() ? std::u32string() : all.back());
    labels.push_back(fold(columns[j].label));
  }
  return !changed_places(over, labels);
}

// Whether each of the form's columns stands under its own heading, and what is left over under
// others that the form has not, such as 备注. `at`: from align_columns.
bool named_beside_others(const Table& table, int row, const RowView& view,
                         const std::vector<FormColumn>& columns, const std::vector<int>& at) {
  if (view.numbers.size() <= columns.size()) return false;
  std::vector<std::u32string> left_over, above;  // `above`: of columns that are the form's
  for (size_t k = 0; k < view.numbers.size(); ++k) {
    const auto over = headings(table, row, *view.numbers[k]);
    if (over.empty()) return false;
    const auto column = std::find(at.begin(), at.end(), static_cast<int>(k));
    if (column == at.end()) {
      left_over.push_back(over.back());
      continue;
    }
    const std::string& label = columns[static_cast<size_t>(column - at.begin())].label;
    if (similarity(over.back(), fold(label)) < kOwnHeading) return false;
    above.insert(above.end(), over.begin(), over.end());
  }
  // A stroke taken for a rule makes a column under its neighbours' heading.
  const bool others = std::all_of(left_over.begin(), left_over.end(), [&](const auto& heading) {
    return std::all_of(above.begin(), above.end(), [&](const auto& other) {
      return similarity(heading, other) < kOtherHeading;
    });
  });
  return others && std::find(at.begin(), at.end(), -1) == at.end();
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

// Of a document with several tables of a kind the rows of the report's own: the first below its
// section's heading; where none is below one, the first, and which is the report's is not told.
// Cuts `seams` likewise. Whether it is told.
bool keep_own(const Table& table, const std::vector<WantedRow>& form, std::vector<RowView>& rows,
              std::vector<int>& seams) {
  const std::vector<Copy> copies = copies_of(table, rows, form);
  if (copies.size() < 2) return true;
  auto own = std::find_if(copies.begin(), copies.end(), [](const Copy& c) { return c.headed; });
  const bool told = own != copies.end();
  if (!told) own = copies.begin();
  std::vector<int> kept;
  for (const int seam : seams) {
    if (seam > own->begin && seam < own->end) kept.push_back(seam - own->begin);
  }
  seams = std::move(kept);
  rows.erase(rows.begin() + own->end, rows.end());
  rows.erase(rows.begin(), rows.begin() + own->begin);
  return told;
}

void map_rows(const Table& table, std::vector<RowView> rows, const FormTable& form, Mapping& out) {
  const std::vector<WantedRow> wanted = wanted_rows(form);
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
    const int at = rows[i].numbers.empty() ? 0 : rows[i].numbers.front()->row;
    if (!before || !same_columns(*before, row)) {
      ordered = in_order(table, at, rows[i], row.columns);
    }
    before = &row;
    const std::vector<int> columns = align_columns(table, at, rows[i], row.columns);
    const bool whole = ordered && (rows[i].numbers.size() == row.columns.size() ||
                                   named_beside_others(table, at, rows[i], row.columns, columns));
    const bool own = told && !contested[j] && !is_joint(rows, i, wanted);
    place_row(table, rows[i], row, columns, own && certain[k] && whole, out);
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
