#include "extract/column_headings.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <string_view>

#include "extract/align.h"
#include "extract/cell_value.h"
#include "extract/row_labels.h"
#include "models/text.h"

namespace gouji {
namespace {

constexpr double kOtherHeading = 0.5;  // share of a heading in the label; less is another's

// Similarity from which a heading is another's, and by how much rather than the place's own.
// Misread characters do not make one label of another.
constexpr double kAnothers = 0.9, kRatherAnothers = 0.3;

// Similarities of headings with a form's: of a column surely, and of none.
constexpr double kOwnHeading = 0.9, kForeignHeading = 0.5;

constexpr size_t kLongestUnits = 16;  // characters: 单位, and what they are
// Before 单位: it is the body that reports.
constexpr std::u32string_view kBodies[] = {U"填报", U"填表", U"编报", U"编制", U"制表", U"报送"};
constexpr std::u32string_view kOfAmounts[] = {U"单位元", U"金额元", U"收费元"};

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

// Whether a heading says right before its unit what that is of, which no misread 万 does.
bool says_amount(const std::u32string& words) {
  return std::any_of(std::begin(kOfAmounts), std::end(kOfAmounts),
                     [&](const auto& end) { return words.find(end) != words.npos; });
}

// Where a row that has numbers stands in its table.
int row_of(const RowView& view) { return view.numbers.front()->row; }

// Aligns a row's cells to the form's columns by the headings over them; -1 for a column without.
std::vector<int> align_columns(const Table& table, const RowView& view,
                               const std::vector<FormColumn>& columns) {
  if (view.numbers.size() == columns.size()) {
    std::vector<int> out(columns.size());
    std::iota(out.begin(), out.end(), 0);
    return out;
  }
  const auto match = [&](int i, int j) {
    const auto over = headings(table, row_of(view), *view.numbers[i]);
    return over.empty() ? 1 : 1 - similarity(over.back(), fold(columns[j].label));
  };
  const Alignment a = align(
      static_cast<int>(view.numbers.size()), static_cast<int>(columns.size()), match,
      [](int) { return kSkipColumn; }, [](int) { return kSkipColumn; });
  std::vector<int> out(columns.size(), -1);
  for (auto [i, j] : a.pairs) out[j] = i;
  return out;
}

// Whether each of the form's columns stands under its own heading, and what is left over under
// others that the form has not, such as 备注. `at`: from align_columns.
bool named_beside_others(const Table& table, const RowView& view,
                         const std::vector<FormColumn>& columns, const std::vector<int>& at) {
  if (view.numbers.size() <= columns.size()) return false;
  std::vector<std::u32string> left_over, above;  // `above`: of columns that are the form's
  for (size_t k = 0; k < view.numbers.size(); ++k) {
    const auto over = headings(table, row_of(view), *view.numbers[k]);
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
      return similarity(heading, other) < kForeignHeading;
    });
  });
  return others && std::find(at.begin(), at.end(), -1) == at.end();
}

}  // namespace

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
  if (heading == nullptr) return false;
  const std::u32string words = fold(heading->reading.text()), wanted = fold(label);
  if (!is_in_layer(*heading)) return is_in_other_unit(words, label) && says_amount(words);
  const std::u32string upwards(words.rbegin(), words.rend());  // of text that was turned
  const double share = std::max(share_in(words, wanted), share_in(upwards, wanted));
  return is_in_other_unit(words, label) || share < kOtherHeading || speaks_of_other(words, wanted);
}

bool is_in_other_unit(const std::u32string& words, const std::string& label) {
  if (label.find("万元") == std::string::npos) return false;
  for (size_t at = words.find(U'元'); at != words.npos; at = words.find(U'元', at + 1)) {
    if (at == 0 || words[at - 1] != U'万') return true;
  }
  return false;
}

std::u32string units_of(const std::string& caption) {
  static const std::u32string unit = U"单位";
  const std::u32string words = fold(caption);
  std::u32string out;
  for (size_t at = words.find(unit); at != words.npos;) {
    const size_t next = words.find(unit, at + unit.size());
    const std::u32string before = words.substr(at < 2 ? 0 : at - 2, std::min<size_t>(at, 2));
    const std::u32string part = words.substr(at, next - at);
    const bool body =
        std::find(std::begin(kBodies), std::end(kBodies), before) != std::end(kBodies);
    if (!body && part.size() <= kLongestUnits) out += part;
    at = next;
  }
  return out;
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

bool columns_in_order(const Table& table, const RowView& view,
                      const std::vector<FormColumn>& columns) {
  if (view.numbers.size() != columns.size()) return true;
  std::vector<std::u32string> over, labels;
  for (size_t j = 0; j < columns.size(); ++j) {
    const auto all = headings(table, row_of(view), *view.numbers[j]);
    over.push_back(all.empty() ? std::u32string() : all.back());
    labels.push_back(fold(columns[j].label));
  }
  return !changed_places(over, labels);
}

ColumnPlaces place_columns(const Table& table, const RowView& view,
                           const std::vector<FormColumn>& columns) {
  ColumnPlaces out{align_columns(table, view, columns), true};
  out.told = view.numbers.size() == columns.size() ||
             named_beside_others(table, view, columns, out.numbers);
  return out;
}

}  // namespace gouji
