// Promise: whatever lattices with whatever readings a document has, stitching, mapping and judging
// end; each place is a cell of the tables, and each relation has a verdict.

#include <fuzzer/FuzzedDataProvider.h>

#include <cmath>

#include "extract/cell_value.h"
#include "extract/judge.h"
#include "extract/map_form.h"
#include "extract/stitch.h"
#include "tests/fuzz/promise.h"
#include "tests/support/printed_report.h"

namespace gouji {
namespace {

// A label of the form, in part, or any bytes.
std::string text(FuzzedDataProvider& input) {
  const auto& forms = standard_forms();
  const auto& tables = forms[input.ConsumeIntegralInRange<size_t>(0, forms.size() - 1)].tables;
  const auto& table = tables[input.ConsumeIntegralInRange<size_t>(0, tables.size() - 1)];
  switch (input.ConsumeIntegralInRange(0, 4)) {
    case 0:
      return table.rows[input.ConsumeIntegralInRange<size_t>(0, table.rows.size() - 1)].label;
    case 1: {
      const auto& columns = table.rows.front().columns;
      return columns[input.ConsumeIntegralInRange<size_t>(0, columns.size() - 1)].label;
    }
    case 2:
      return std::to_string(input.ConsumeIntegral<short>());
    case 3:
      return input.ConsumeRandomLengthString(20);
    default:
      return "";
  }
}

// A lattice that cells cover without overlap, as extract/grid makes them.
Table table(FuzzedDataProvider& input, int page) {
  Table t;
  t.rows = input.ConsumeIntegralInRange(1, 24);
  t.columns = input.ConsumeIntegralInRange(1, 16);
  t.first_page = t.last_page = page;
  for (int i = 0; i <= t.columns; ++i) t.xs.push_back(30 * i);
  std::vector<bool> taken(t.rows * t.columns);
  for (int row = 0; row < t.rows; ++row) {
    for (int column = 0; column < t.columns; ++column) {
      if (taken[row * t.columns + column]) continue;
      int across = input.ConsumeIntegralInRange(1, t.columns - column), down = 1;
      if (input.ConsumeBool()) across = 1;
      for (int i = 1; i < across; ++i) {
        if (taken[row * t.columns + column + i]) across = i;
      }
      if (!input.ConsumeBool()) down = input.ConsumeIntegralInRange(1, t.rows - row);
      for (int j = 0; j < down; ++j) {
        for (int i = 0; i < across; ++i) taken[(row + j) * t.columns + column + i] = true;
      }
      t.cells.push_back(
          {row,
           column,
           down,
           across,
           single_reading(text(input), input.ConsumeProbability<double>(), Method::kText),
           page,
           {30.0 * column, 20.0 * row, 30.0 * (column + across), 20.0 * (row + down)}});
    }
  }
  return t;
}

bool is_in(const TableCell* cell, const Tables& tables) {
  if (!cell) return true;
  return std::any_of(tables.begin(), tables.end(), [&](const Table& t) {
    return cell >= t.cells.data() && cell < t.cells.data() + t.cells.size();
  });
}

}  // namespace
}  // namespace gouji

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace gouji;
  FuzzedDataProvider input(data, size);
  std::vector<Table> fragments;
  for (int page = 1; page <= 4 && input.remaining_bytes() > 0; ++page) {
    fragments.push_back(table(input, page));
  }
  const Tables tables = stitch(fragments, standard_forms());
  for (const Form& form : standard_forms()) {
    const Mapping mapping = map_form(tables, form);
    GOUJI_PROMISE(std::isfinite(mapping.cost));
    GOUJI_PROMISE(mapping.cells.size() == form.cells.size());
    std::vector<Cell> cells;
    for (const MappedCell& place : mapping.cells) {
      GOUJI_PROMISE(is_in(place.cell, tables) && is_in(place.continued, tables));
      cells.push_back(place.cell ? value_of(place.cell->reading, false) : Cell{});
    }
    GOUJI_PROMISE(judge(form, cells).size() == form.relations.size());
  }
  return 0;
}
