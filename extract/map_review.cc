#include "extract/map_review.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "extract/align.h"
#include "extract/cell_value.h"
#include "extract/column_headings.h"
#include "extract/table_rows.h"
#include "models/quantile.h"
#include "models/text.h"

namespace gouji {
namespace {

// Costs of an alignment, in units of one wholly different heading.
constexpr double kUnreadHeading =
    0.1;  // what a heading is worth that may be unread under its group's
constexpr double kForeignHeadings = 0.85;  // mean cost of headings from which a table is another
constexpr double kNarrowColumn = 0.5, kWideColumn = 1.7;  // of table 四, times its median

// Table 四 has one row of numbers under three groups of five headings, or is three tables, or has
// three rows of five, each beside its group's label.
struct ReviewColumn {
  const TableCell* cell;
  std::vector<std::u32string> over;
};

constexpr std::ptrdiff_t kGroup = 5;  // figures
constexpr size_t kWholeRow = 14;      // of fifteen figures; a rule may be lost

// One figure may be misread as text. Of few, most must be figures then: a row of headings may have
// been left unread but for one, and a stroke in it be read as a digit.
bool figures_stand_in(const std::vector<const TableCell*>& cells) {
  const auto text = std::count_if(cells.begin(), cells.end(), [](const TableCell* c) {
    return !looks_numeric(c->reading.text());
  });
  const auto figures =
      std::count_if(cells.begin(), cells.end(), [](const TableCell* c) { return has_digit(*c); });
  const bool enough = cells.size() >= kWholeRow || 2 * figures > std::ssize(cells);
  return text == 0 || (text == 1 && enough);
}

// A row of headings is none, even if one of them was read as a figure.
bool whole_row_of_figures(const std::vector<const TableCell*>& cells) {
  return cells.size() >= kWholeRow && figures_stand_in(cells) &&
         std::any_of(cells.begin(), cells.end(), [](const TableCell* c) { return has_digit(*c); });
}

// Five figures beside labels: the last of these is their group. Empty where a row is none such.
std::vector<ReviewColumn> labelled_row(const Table& table, int row,
                                       const std::vector<const TableCell*>& cells) {
  const auto is_label = [](const TableCell* c) {
    return !fold(c->reading.text()).empty() && !looks_numeric(c->reading.text());
  };
  const auto first = std::find_if_not(cells.begin(), cells.end(), is_label);
  if (first == cells.begin() || cells.end() - first != kGroup) return {};
  if (std::any_of(first, cells.end(), is_label)) return {};
  std::vector<ReviewColumn> out;
  for (auto c = first; c != cells.end(); ++c) {
    std::vector<std::u32string> over = headings(table, row, **c);
    if (over.empty()) return {};
    over.insert(over.end() - 1, fold((*std::prev(first))->reading.text()));
    out.push_back({*c, std::move(over)});
  }
  return out;
}

std::vector<ReviewColumn> review_columns(const Table& table) {
  bool figures = false;  // a row has them all; headings that were not read look like blanks
  for (int r = 0; r < table.rows; ++r) figures |= whole_row_of_figures(cells_from(table, r));
  std::vector<ReviewColumn> out;
  for (int r = 0; r < table.rows; ++r) {
    const std::vector<const TableCell*> cells = cells_from(table, r);
    if (figures && cells.size() >= kWholeRow && !whole_row_of_figures(cells)) continue;
    if (std::vector<ReviewColumn> row = labelled_row(table, r, cells); r > 0 && !row.empty()) {
      std::move(row.begin(), row.end(), std::back_inserter(out));
      continue;
    }
    if (r == 0 || cells.size() < 4 || !figures_stand_in(cells)) continue;
    std::vector<ReviewColumn> row;
    for (const TableCell* c : cells) row.push_back({c, headings(table, r, *c)});
    const auto named = std::count_if(row.begin(), row.end(),
                                     [](const ReviewColumn& c) { return !c.over.empty(); });
    // Where most columns are named, a figure whose heading was not read is in a column as well;
    // what stands first may be a label.
    const bool most = 2 * named > std::ssize(row);
    for (ReviewColumn& c : row) {
      const bool figure = most && &c != &row.front() && has_digit(*c.cell);
      if (figure || row.size() >= kWholeRow || !c.over.empty()) out.push_back(std::move(c));
    }
  }
  return out;
}

// Columns of one row are about as wide as each other. Where one is not, a stroke was taken for a
// rule, or a rule was lost; both together leave the number of columns as it should be, and move
// what is between, or cut its neighbours. Where only the stroke shows, the column that was lost is
// not among them, and it may have been any. Returns for each column whether it is clear of that.
std::vector<bool> in_place(const std::vector<ReviewColumn>& columns) {
  std::vector<double> widths;
  for (const ReviewColumn& c : columns) widths.push_back(c.cell->box.x1 - c.cell->box.x0);
  std::vector<bool> out(columns.size(), true);
  if (widths.empty()) return out;
  const double usual = median(widths);
  const auto uneven = [usual](double w) {
    return w <= kNarrowColumn * usual || w >= kWideColumn * usual;
  };
  const auto first = std::find_if(widths.begin(), widths.end(), uneven);
  if (usual <= 0 || first == widths.end()) return out;
  const auto [least, most] = std::minmax_element(widths.begin(), widths.end());
  if (*least <= kNarrowColumn * usual && *most < kWideColumn * usual) {
    return std::vector<bool>(columns.size(), false);
  }
  const auto last = std::find_if(widths.rbegin(), widths.rend(), uneven);
  const auto from = std::max<std::ptrdiff_t>(first - widths.begin() - 1, 0);
  const auto to = std::min(widths.rend() - last + 1, std::ssize(widths));
  std::fill(out.begin() + from, out.begin() + to, false);
  return out;
}

// One of the fifteen places: the label over it and its group's, folded.
struct Wanted {
  std::u32string group, label;
  int cell;
  std::string printed;  // the label, not folded
};

// Of all fifteen: neither groups have changed places, nor columns in a group.
bool in_order(const std::vector<ReviewColumn>& columns, const std::vector<Wanted>& wanted,
              const FormTable& form) {
  std::vector<std::u32string> over_groups, groups;
  size_t i = 0;
  for (const FormRow& row : form.rows) {
    std::vector<std::u32string> over_columns, labels;
    for (size_t j = 0; j < row.columns.size(); ++j, ++i) {
      const auto& over = columns[i].over;  // of tables one under the other those above as well
      over_columns.push_back(over.empty() ? std::u32string() : over.back());
      labels.push_back(wanted[i].label);
      if (j > 0) continue;
      over_groups.push_back(over.size() < 2 ? std::u32string() : over.end()[-2]);
      groups.push_back(wanted[i].group);
    }
    if (changed_places(over_columns, labels)) return false;
  }
  return !changed_places(over_groups, groups);
}

}  // namespace

void map_review(const Table& table, const FormTable& form, Mapping& out) {
  const std::vector<ReviewColumn> columns = review_columns(table);
  std::vector<Wanted> wanted;
  for (const FormRow& row : form.rows) {
    const size_t slash = row.label.rfind(" / ");
    const std::string group = slash == std::string::npos ? row.label : row.label.substr(slash + 3);
    for (size_t j = 0; j < row.columns.size(); ++j) {
      wanted.push_back({fold(group), fold(row.columns[j].label),
                        row.first_cell + static_cast<int>(j), row.columns[j].label});
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
  const bool whole = columns.size() == wanted.size() && in_order(columns, wanted, form) &&
                     cost < kForeignHeadings * static_cast<double>(wanted.size());
  const std::vector<bool> clear = in_place(columns);
  for (auto [i, j] : a.pairs) {
    MappedCell& place = out.cells[wanted[j].cell];
    place.cell = columns[i].cell;
    const TableCell& cell = *columns[i].cell;
    const bool named = !has_other_heading(table, cell.row, cell, wanted[j].printed) &&
                       !has_other_group(table, cell.row, cell, wanted[j].group);
    place.certain = whole && clear[i] &&
                    named;  // else a rule was lost or a column left out, and which one is a guess
    ++out.found;
  }
}

}  // namespace gouji
