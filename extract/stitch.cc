#include "extract/stitch.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "extract/cell_value.h"
#include "extract/table_rows.h"
#include "models/text.h"

namespace gouji {
namespace {

constexpr double kStrange = 0.4;    // similarity of a label that is none of the form's
constexpr double kFewLabels = 3;    // with fewer of the form's, strange ones count
constexpr double kAlike = 0.72;     // similarity from which a cell's text is a form's label
constexpr double kSameColumn = 5;   // points between column boundaries that are one
constexpr double kMostScale = 0.2;  // by which photographs of two pages differ
constexpr double kOffPlace = 0.4;   // of a column's width, by which its boundary may be off in one
constexpr double kSameRow = 0.8;    // similarity of a header with its repetition
constexpr double kSamePrint = 0.9;  // of the cells of a page that was scanned twice
constexpr size_t kLeastRepeated = 30;  // cells
constexpr double kFrame = 17;          // points; between a frame and its table, at most
constexpr int kLeastFigures = 4;       // half a row
constexpr int kMostHeaderRows = 4;

using Labels = std::array<std::set<std::u32string>, kTableKinds>;

// Every label of the forms by table. A label in two tables (总计) tells nothing.
Labels labels_of(const std::vector<Form>& forms) {
  Labels labels;
  for (const Form& form : forms) {
    for (size_t t = 0; t < form.tables.size() && t < labels.size(); ++t) {
      auto& set = labels[t];
      for (const FormRow& row : form.tables[t].rows) {
        set.insert(fold(row.label));
        for (const auto& v : row.variants) set.insert(fold(v));
        for (const auto& p : row.parents) set.insert(fold(p));
        if (!row.article.empty()) set.insert(fold(row.article));
        for (const auto& c : row.columns) {
          set.insert(fold(c.label));
          if (!c.parent.empty()) set.insert(fold(c.parent));
        }
      }
    }
  }
  labels[static_cast<int>(TableKind::kProactive)].insert(fold("信息内容"));
  labels[static_cast<int>(TableKind::kRequests)].insert(fold("申请人情况"));
  for (const char* group : {"行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉"}) {
    labels[static_cast<int>(TableKind::kReview)].insert(fold(group));
  }
  return labels;
}

// What a table's labels tell: its kind; or that it is none of the form's, but the text's own.
struct ByLabels {
  std::optional<TableKind> kind;
  bool other = false;
};

ByLabels kind_by_labels(const Table& table, const Labels& labels) {
  std::array<double, kTableKinds> hits{};
  double strange = 0;  // labels of the text layer that are none of the form's
  for (const TableCell& cell : table.cells) {
    const std::u32string text = fold(cell.reading.text());
    if (text.size() < 2 || looks_numeric(cell.reading.text())) continue;
    std::array<double, kTableKinds> best{};
    for (int k = 0; k < kTableKinds; ++k) {
      for (const auto& label : labels[k]) best[k] = std::max(best[k], similarity(text, label));
    }
    const auto top = std::max_element(best.begin(), best.end());
    strange += *top < kStrange && is_in_layer(cell);
    if (*top < kAlike || std::count(best.begin(), best.end(), *top) > 1) continue;
    hits[top - best.begin()] += 1;
  }
  const auto top = std::max_element(hits.begin(), hits.end());
  const double others = hits[0] + hits[1] + hits[2] - *top;
  if (*top < 1 || *top <= others) return {};
  if (*top < kFewLabels && *top < strange) return {std::nullopt, true};
  return {static_cast<TableKind>(top - hits.begin())};
}

// How many of the boundaries are boundaries of `table` as well.
int shared(const std::vector<double>& xs, const Table& table) {
  return static_cast<int>(std::count_if(xs.begin(), xs.end(), [&](double x) {
    return std::any_of(table.xs.begin(), table.xs.end(),
                       [x](double known) { return std::abs(known - x) < kSameColumn; });
  }));
}

// Whether boundaries, as many and laid over each other, are the same ones, each nearer to its own
// than to its neighbours. Photographs of two pages are never made flat alike.
bool one_to_one(const std::vector<double>& a, const std::vector<double>& b) {
  for (size_t i = 0; i < a.size(); ++i) {
    double least = 1e30;  // width of a column beside this boundary
    for (const auto* xs : {&a, &b}) {
      if (i > 0) least = std::min(least, (*xs)[i] - (*xs)[i - 1]);
      if (i + 1 < xs->size()) least = std::min(least, (*xs)[i + 1] - (*xs)[i]);
    }
    if (std::abs(a[i] - b[i]) > kOffPlace * least) return false;
  }
  return true;
}

// The boundaries of `next` where they would be if it began where `table` does, or, where more
// boundaries fall together then, if it ended there: an open table's first columns may be merged
// over both ends of a page, without a rule beside them. Photographs show one page larger than the
// other: both are taken to be as wide if that brings still more together.
std::vector<double> laid_over(const Table& table, const Table& next) {
  const double scale = (table.xs.back() - table.xs.front()) / (next.xs.back() - next.xs.front());
  std::vector<double> best, ended, scaled;
  for (double x : next.xs) {
    best.push_back(table.xs.front() + (x - next.xs.front()));
    ended.push_back(table.xs.back() + (x - next.xs.back()));
    scaled.push_back(table.xs.front() + (x - next.xs.front()) * scale);
  }
  if (shared(ended, table) > shared(best, table)) best = ended;
  if (std::abs(scale - 1) >= kMostScale) return best;
  if (scaled.size() == table.xs.size() && one_to_one(scaled, table.xs)) return table.xs;
  return shared(scaled, table) > shared(best, table) ? scaled : best;
}

bool same_columns(const Table& a, const Table& b) {
  return a.columns == b.columns && shared(laid_over(a, b), a) == static_cast<int>(b.xs.size());
}

// Of a fragment without legible labels: the head or the end of a page gave it hardly more than
// figures. A title that was taken for a grid has none.
std::optional<TableKind> kind_by_shape(const Table& table) {
  const auto figures =
      std::count_if(table.cells.begin(), table.cells.end(), [](const TableCell& c) {
        return !c.reading.text().empty() && looks_numeric(c.reading.text());
      });
  if (figures < kLeastFigures) return std::nullopt;
  if (table.columns >= 13 && table.columns <= 17 && table.rows <= 8) return TableKind::kReview;
  if (table.columns >= 8 && table.columns <= 11) return TableKind::kRequests;
  return std::nullopt;
}

// Adds a boundary at `x` where there is none.
void add_boundary(std::vector<double>& xs, double x) {
  for (double known : xs) {
    if (std::abs(known - x) <= kSameColumn) return;
  }
  xs.insert(std::upper_bound(xs.begin(), xs.end(), x), x);
}

int boundary(const std::vector<double>& xs, double x) {
  const auto it = std::min_element(
      xs.begin(), xs.end(), [x](double a, double b) { return std::abs(a - x) < std::abs(b - x); });
  return static_cast<int>(it - xs.begin());
}

// Puts the cells of `table` on the column boundaries `xs`.
void rebase(Table& table, const std::vector<double>& xs) {
  for (TableCell& c : table.cells) {
    const int last = static_cast<int>(xs.size()) - 2;
    const int from = std::min(boundary(xs, table.xs[c.column]), last);
    const int to = boundary(xs, table.xs[c.column + c.column_span]);
    c.column = from;
    c.column_span = std::max(1, to - from);
  }
  table.xs = xs;
  table.columns = static_cast<int>(xs.size()) - 1;
}

// Takes away a column at the table's left or right that is narrow and blank: between a table and
// the frame round it.
void drop_frame(Table& table, int column) {
  const auto covers = [column](const TableCell& c) {
    return c.column <= column && c.column + c.column_span > column;
  };
  std::erase_if(table.cells, [&](const TableCell& c) { return covers(c) && c.column_span == 1; });
  for (TableCell& c : table.cells) {
    if (covers(c)) --c.column_span;
    if (c.column > column) --c.column;
  }
  table.xs.erase(column == 0 ? table.xs.begin() : table.xs.end() - 1);
  --table.columns;
}

Table without_frame(Table table) {
  if (std::ssize(table.xs) != table.columns + 1) return table;  // without places of its columns
  const auto is_frame = [&table](int column) {
    const double width = table.xs[column + 1] - table.xs[column];
    return width <= kFrame &&
           std::all_of(table.cells.begin(), table.cells.end(), [&](const auto& c) {
             return c.column != column || c.column_span > 1 || c.reading.text().empty();
           });
  };
  while (table.columns > 2 && is_frame(0)) drop_frame(table, 0);
  while (table.columns > 2 && is_frame(table.columns - 1)) drop_frame(table, table.columns - 1);
  return table;
}

std::u32string row_text(const Table& table, int row) {
  std::u32string text;
  for (const TableCell& c : table.cells) {
    if (c.row == row) text += fold(c.reading.text());
  }
  return text;
}

// How many first rows of `next` repeat those of `table`.
int repeated_rows(const Table& table, const Table& next) {
  int rows = 0;
  for (; rows < std::min({table.rows, next.rows, kMostHeaderRows}); ++rows) {
    const std::u32string text = row_text(next, rows);
    const bool has_label = std::any_of(text.begin(), text.end(), is_han);
    if (!has_label || similarity(row_text(table, rows), text) < kSameRow) break;
    const bool numbers =
        std::any_of(text.begin(), text.end(), [](char32_t c) { return c >= U'0' && c <= U'9'; });
    if (numbers) break;
  }
  return rows;
}

// A merged cell that reaches the last row of `table` goes on in the first row of `next`.
void join_cut_cells(Table& table, int seam) {
  std::vector<TableCell> kept;
  for (TableCell& c : table.cells) {
    const bool continues = c.row == seam && c.row_span > 1 && seam > 0;
    const auto above =
        !continues ? kept.end() : std::find_if(kept.begin(), kept.end(), [&](const TableCell& a) {
          return a.row + a.row_span == seam && a.column == c.column &&
                 a.column_span == c.column_span && a.row_span > 1;
        });
    const bool split_label = above != kept.end() && fold(c.reading.text()).size() <= 4;
    if (!split_label) {
      kept.push_back(std::move(c));
      continue;
    }
    above->row_span += c.row_span;
    above->reading = single_reading(above->reading.text() + c.reading.text(),
                                    std::min(above->reading.probability(), c.reading.probability()),
                                    above->reading.method);
  }
  table.cells = std::move(kept);
}

void append(Table& table, Table next) {
  if (table.rows == 0) {
    table = std::move(next);
    return;
  }
  next.xs = laid_over(table, next);
  std::vector<double> xs = table.xs;
  for (double x : next.xs) add_boundary(xs, x);
  rebase(table, xs);
  rebase(next, xs);
  const bool goes_on = next.first_page != table.last_page && next.headed.empty();
  const int dropped = goes_on ? repeated_rows(table, next) : 0;
  const int seam = table.rows;
  table.page_starts.push_back(seam);
  for (const int row : next.headed) table.headed.push_back(seam + std::max(0, row - dropped));
  for (TableCell& c : next.cells) {
    const int end = c.row + c.row_span - dropped;
    if (end <= 0) continue;
    c.row = std::max(0, c.row - dropped);
    c.row_span = end - c.row;
    c.row += seam;
    table.cells.push_back(std::move(c));
  }
  if (table.caption.empty()) table.caption = std::move(next.caption);
  table.rows += next.rows - dropped;
  table.last_page = next.last_page;
  join_cut_cells(table, seam);
}

// Whether two fragments are of one page that was scanned twice.
bool same_print(const Table& a, const Table& b) {
  if (a.rows != b.rows || a.columns != b.columns || a.cells.size() != b.cells.size()) return false;
  const auto same = std::count_if(a.cells.begin(), a.cells.end(), [&](const TableCell& c) {
    const TableCell& other = b.cells[static_cast<size_t>(&c - a.cells.data())];
    return c.row == other.row && c.column == other.column &&
           c.reading.text() == other.reading.text();
  });
  return static_cast<double>(same) >= kSamePrint * static_cast<double>(a.cells.size());
}

}  // namespace

Tables stitch(const std::vector<Table>& fragments, const std::vector<Form>& forms) {
  const Labels labels = labels_of(forms);
  Tables tables;
  std::optional<TableKind> last;
  Table before;
  const auto is_printed_before = [&](size_t i) {
    return fragments[i].cells.size() >= kLeastRepeated &&
           std::any_of(fragments.begin(), fragments.begin() + static_cast<std::ptrdiff_t>(i),
                       [&](const Table& other) { return same_print(other, fragments[i]); });
  };
  for (size_t i = 0; i < fragments.size(); ++i) {
    if (is_printed_before(i)) continue;
    Table fragment = without_frame(fragments[i]);
    const ByLabels told = kind_by_labels(fragment, labels);
    if (told.other) {
      last.reset();
      continue;
    }
    std::optional<TableKind> kind = told.kind;
    if (!kind && last && same_columns(before, fragment)) kind = last;
    if (!kind) kind = kind_by_shape(fragment);
    last = kind;
    before = fragment;
    if (kind) append(tables[static_cast<int>(*kind)], std::move(fragment));
  }
  return tables;
}

}  // namespace gouji
