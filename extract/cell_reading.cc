#include "extract/cell_reading.h"

#include <re2/re2.h>

#include <algorithm>

#include "extract/cell_value.h"

namespace gouji {
namespace {

// A cell that the page end cuts has a rest on the next page; with two texts it is not sure.
Reading whole_reading(const MappedCell& place) {
  const Reading& reading = place.cell->reading;
  if (!place.continued) return reading;
  const Reading& rest = place.continued->reading;
  const double both = rest.text().empty() ? std::min(reading.probability(), rest.probability()) : 0;
  return single_reading(reading.text() + rest.text(), both, reading.method);
}

// That a point between thousands was a comma, or is no speck before a last 0. Left to sums to
// confirm.
constexpr double kComma = 0.9;

// 1.321 as 1321, in a column of counts, and 12.0 as 12; empty where the point is no such.
std::string without_points(const std::string& value) {
  static const RE2 thousands(R"(-?[1-9]\d{0,2}(?:\.\d{3})+)"), no_rest(R"((-?\d+)\.00?)");
  std::string whole;
  if (RE2::FullMatch(value, no_rest, &whole)) return whole;
  if (!RE2::FullMatch(value, thousands)) return "";
  std::string out = value;
  std::erase(out, '.');
  return out;
}

// Where 无 was read this often in a table, the clerk writes it for 0. Of 60,000 cells of made
// reports that hold something else none was read as it, so that what is read as 无 there is one.
constexpr int kHabit = 5;
constexpr double kNone = 0.995;
constexpr double kLegible = 0.6;  // of Tesseract's confidence, which is no probability

bool is_none(const CellReading& reading) {
  return reading.sound && !reading.candidates.empty() && says_none(reading.candidates[0].text) &&
         reading.candidates[0].probability >= kLegible;
}

void believe_none_where_usual(const Form& form, const Mapping& mapping,
                              std::vector<CellReading>& readings) {
  auto first = readings.begin();
  for (const FormTable& table : form.tables) {
    auto end = first;
    for (const FormRow& row : table.rows) end += static_cast<std::ptrdiff_t>(row.columns.size());
    const bool usual = std::count_if(first, end, is_none) >= kHabit;
    for (; first != end; ++first) {
      const MappedCell& place = mapping.cells[static_cast<size_t>(first - readings.begin())];
      if (!usual || !is_none(*first) || first->cell.accepted() || place.continued) continue;
      first->candidates[0].probability = first->cell.confidence = kNone;
      first->cell.status = CellStatus::kBlank;
    }
  }
}

// Makes `cell` one that the column can hold; false where it cannot be.
bool suit(Cell& cell, const ColumnKind& kind, double& probability) {
  if (!kind.may_be_negative && cell.value.starts_with("-")) return false;
  if (!kind.whole || cell.value.find('.') == std::string::npos) return true;
  const std::string whole = without_points(cell.value);
  if (whole.empty()) return false;
  cell.value = whole;
  probability *= kComma;
  return true;
}

}  // namespace

ColumnKind kind_of(const Address& address) {
  return {.ten_thousand_yuan = address.column == "amount_10k_yuan",
          .may_be_negative = address.column == "change",
          .whole = !address.column.starts_with("amount")};
}

CellReading read_cell(const Reading& reading, const ColumnKind& kind) {
  CellReading out;
  out.cell = value_of(reading, kind.ten_thousand_yuan);
  const std::string as_read = out.cell.value;
  if (!suit(out.cell, kind, out.cell.confidence) || out.cell.value != as_read) {
    out.cell.status = CellStatus::kReview;
  }
  for (const Alternative& a : reading.alternatives) {
    Cell c = value_of(single_reading(a.text, 1, reading.method), kind.ten_thousand_yuan);
    double probability = a.probability;
    if (!c.accepted() || !suit(c, kind, probability)) continue;
    const auto same = std::find_if(out.candidates.begin(), out.candidates.end(),
                                   [&](const Candidate& k) { return k.value == c.value; });
    if (same != out.candidates.end()) {
      same->probability += probability;
    } else {
      out.candidates.push_back({a.text, c.value, to_micro(c.value).value_or(0), probability});
    }
  }
  const bool own = !out.candidates.empty() && out.candidates[0].text == reading.text();
  if (!own && !out.cell.value.empty()) distrust(out);
  return out;
}

void distrust(CellReading& reading) {
  reading.sound = false;
  if (reading.cell.accepted()) reading.cell.status = CellStatus::kReview;
}

std::vector<CellReading> read_cells(const Form& form, const Mapping& mapping) {
  std::vector<CellReading> out(form.cells.size());
  for (size_t i = 0; i < out.size(); ++i) {
    const MappedCell& place = mapping.cells[i];
    if (!place.cell) continue;
    out[i] = read_cell(whole_reading(place), kind_of(form.cells[i]));
    out[i].cell.page = place.cell->page;
    out[i].cell.box = place.cell->box;
    if (!place.certain) distrust(out[i]);
  }
  believe_none_where_usual(form, mapping, out);
  return out;
}

}  // namespace gouji
