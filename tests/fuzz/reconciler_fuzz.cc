// Promise: whatever the cells of a report may be, reconciling ends (see -timeout in scripts/fuzz),
// and bends nothing: a cell has a value that one of its own readings names, is `corrected` only to
// one that it gave some probability, and is never accepted where its place or form is doubtful; no
// confidence is 1. A report that is surely read and adds up comes out as it was read.

#include <fuzzer/FuzzedDataProvider.h>

#include <algorithm>

#include "extract/judge.h"
#include "extract/reconcile.h"
#include "tests/fuzz/promise.h"
#include "tests/support/invented.h"
#include "tests/support/printed_report.h"

namespace gouji {
namespace {

constexpr double kSome = 0.01;       // probability of a value that may become a cell's
constexpr size_t kMostChanges = 60;  // of a report's cells

// Reports whose figures add up, surely read.
struct Sound {
  Form form;
  std::vector<std::string> printed;
  std::vector<CellReading> readings;
};

std::vector<Sound> make_sound_reports() {
  std::vector<Sound> out;
  for (const Form& form : standard_forms()) {
    for (unsigned seed = 1; seed <= 4; ++seed) {
      Sound& report = out.emplace_back(Sound{form, invented_figures(form, seed), {}});
      for (size_t i = 0; i < form.cells.size(); ++i) {
        report.readings.push_back(
            read_cell(single_reading(report.printed[i], kMostCertain, Method::kText),
                      kind_of(form.cells[i])));
      }
    }
  }
  return out;
}

// Figures near each other, so that sums have something to choose from.
std::string figure(FuzzedDataProvider& input, const std::string& printed) {
  switch (input.ConsumeIntegralInRange(0, 6)) {
    case 0:
      return "";
    case 1:
      return "0";
    case 2:
      return std::to_string(input.ConsumeIntegral<unsigned char>());
    case 3:
      return to_plain(to_micro(printed).value_or(0) + kOne * input.ConsumeIntegral<char>());
    case 4:
      return printed + static_cast<char>('0' + input.ConsumeIntegralInRange(0, 9));
    case 5:
      return input.ConsumeRandomLengthString(14);
    default:
      return printed;
  }
}

// Alternatives as readers give them: the most probable first, together no more than kMostCertain.
Reading reading(FuzzedDataProvider& input, const std::string& printed) {
  Reading out;
  double left = kMostCertain;
  for (int n = input.ConsumeIntegralInRange(0, 5); n > 0; --n) {
    const double p = left * input.ConsumeProbability<double>();
    out.alternatives.push_back({figure(input, printed), p});
    left -= p;
  }
  std::stable_sort(out.alternatives.begin(), out.alternatives.end(),
                   [](const auto& a, const auto& b) { return a.probability > b.probability; });
  return out;
}

bool names(const CellReading& reading, const std::string& value, double probability) {
  return std::any_of(reading.candidates.begin(), reading.candidates.end(), [&](const Candidate& c) {
    return c.value == value && c.probability >= probability;
  });
}

bool is_sure(const CellReading& r) {
  return r.sound && r.cell.accepted() && r.candidates.at(0).probability > kSureReading;
}

bool all_hold(const Form& form, const std::vector<CellReading>& readings) {
  std::vector<Cell> cells;
  for (const CellReading& r : readings) cells.push_back(r.cell);
  const std::vector<Check> checks = judge(form, cells);
  return std::all_of(checks.begin(), checks.end(),
                     [](const Check& c) { return c.verdict == Verdict::kHolds; });
}

void look_at(const CellReading& before, const Cell& after) {
  GOUJI_PROMISE(after.confidence >= 0 && after.confidence <= kMostCertain);
  GOUJI_PROMISE(after.value == before.cell.value || names(before, after.value, kSome));
  GOUJI_PROMISE(after.status != CellStatus::kCorrected || names(before, after.value, kSome));
  GOUJI_PROMISE(!after.accepted() || (before.sound && names(before, after.value, 0)));
  GOUJI_PROMISE((after.status == CellStatus::kMissing) ==
                (before.cell.status == CellStatus::kMissing));
}

}  // namespace
}  // namespace gouji

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace gouji;
  FuzzedDataProvider input(data, size);
  static const std::vector<Sound> sound = make_sound_reports();
  const auto& [form, printed, as_printed] =
      sound[input.ConsumeIntegralInRange<size_t>(0, sound.size() - 1)];
  std::vector<CellReading> readings = as_printed;
  for (size_t n = 0; n < kMostChanges && input.remaining_bytes() > 0; ++n) {
    const size_t i = input.ConsumeIntegralInRange<size_t>(0, printed.size() - 1);
    const int how = input.ConsumeIntegralInRange(0, 15);
    readings[i] = how == 0 ? CellReading{}  // not in the document
                           : read_cell(reading(input, printed[i]), kind_of(form.cells[i]));
    if (how == 1) distrust(readings[i]);
  }
  const Reconciled out = reconcile(form, readings);
  GOUJI_PROMISE(out.cells.size() == form.cells.size());
  GOUJI_PROMISE(out.checks.size() == form.relations.size());
  for (size_t i = 0; i < readings.size(); ++i) look_at(readings[i], out.cells[i]);
  if (std::all_of(readings.begin(), readings.end(), is_sure) && all_hold(form, readings)) {
    for (size_t i = 0; i < readings.size(); ++i) {
      GOUJI_PROMISE(out.cells[i].value == readings[i].cell.value && out.cells[i].accepted());
    }
  }
  return 0;
}
