#include "extract/cell_reading.h"

#include <algorithm>

#include "extract/cell_value.h"

namespace gouji {
namespace {

// A cell that the page end cuts has a rest on the next page; with two texts it is not sure.
Reading whole_reading(const Place& place) {
  const Reading& reading = place.cell->reading;
  if (!place.continued) return reading;
  const Reading& rest = place.continued->reading;
  const double both = rest.text().empty() ? std::min(reading.probability(), rest.probability()) : 0;
  return certain(reading.text() + rest.text(), both, reading.method);
}

}  // namespace

CellReading read_cell(const Reading& reading, bool ten_thousand_yuan, bool may_be_negative) {
  CellReading out;
  out.cell = value_of(reading, ten_thousand_yuan);
  const auto allowed = [&](const Cell& c) { return may_be_negative || !c.value.starts_with("-"); };
  if (!allowed(out.cell)) out.cell.status = CellStatus::kReview;
  for (const Alternative& a : reading.alternatives) {
    const Cell c = value_of(certain(a.text, 1, reading.method), ten_thousand_yuan);
    if (!c.accepted() || !allowed(c)) continue;  // no figure, or not written as figures are
    const auto same = std::find_if(out.candidates.begin(), out.candidates.end(),
                                   [&](const Candidate& k) { return k.value == c.value; });
    if (same != out.candidates.end()) {
      same->probability += a.probability;
    } else {
      out.candidates.push_back({a.text, c.value, to_micro(c.value).value_or(0), a.probability});
    }
  }
  const bool own = !out.candidates.empty() && out.candidates[0].text == reading.text();
  out.sound = own || out.cell.value.empty();
  return out;
}

std::vector<CellReading> read_cells(const Form& form, const Mapping& mapping) {
  std::vector<CellReading> out(form.cells.size());
  for (size_t i = 0; i < out.size(); ++i) {
    const Place& place = mapping.places[i];
    if (!place.cell) continue;
    const std::string& column = form.cells[i].column;
    out[i] = read_cell(whole_reading(place), column == "amount_10k_yuan", column == "change");
    out[i].sound &= place.certain;
    out[i].cell.page = place.cell->page;
    out[i].cell.box = place.cell->box;
    if (!place.certain && out[i].cell.accepted()) out[i].cell.status = CellStatus::kReview;
  }
  return out;
}

}  // namespace gouji
