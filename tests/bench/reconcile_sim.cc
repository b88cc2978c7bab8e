// What reconciling makes of misread figures and of clerks' slips, by simulation. Prints the tables
// of docs/reconcile.md:
//   build/release/tests/bench/reconcile_sim [REPORTS]     (of each kind; default 2000)
//
// Each report prints invented figures of a standard form. Clerks err at the rates and in the ways
// of docs/reconcile.md. A share of the cells is hard to read: the digit reader's log odds between
// the right figure and a confused one are then drawn from the normal distribution N(m, 2m), which
// is the one that is calibrated, with m of 0.5 to 8; the others are surely read. One misread figure
// in 940 is read as surely as those, with the right one nowhere among the alternatives: so many
// were above 0.999 among the digit reader's errors on fonts kept for testing (3 of 2,826).
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <random>
#include <set>

#include "extract/reconcile.h"
#include "tests/support/invented.h"

namespace gouji {
namespace {

constexpr double kBlindShare = 1.0 / 940;
constexpr double kSurest = 0.9998;

// Which characters are taken for which, by how often: all that was seen six times or more among
// 2,862 misread of 67,723 figures in fonts kept for testing, with the weights of data/digits.
// "" is nothing; "figure" and "blank" are the whole cell.
struct Confusion {
  const char *printed, *read;
  double weight;
};
constexpr Confusion kConfusions[] = {
    {"figure", "", 574}, {"3", "5", 298},    {"1", "", 123},     {"3", "", 104},     {"2", "", 102},
    {"9", "", 100},      {"8", "", 98},      {"7", "", 90},      {"6", "", 82},      {"5", "", 82},
    {"4", "", 78},       {"9", "0", 77},     {"0", "", 72},      {"6", "0", 70},     {"5", "3", 46},
    {"0", "9", 42},      {"4", "1", 39},     {"0", "6", 39},     {"8", "0", 38},     {"", "1", 38},
    {"blank", "0", 38},  {"8", "6", 37},     {"6", "5", 36},     {"1", "0", 34},     {"8", "5", 32},
    {"1", "4", 32},      {"8", "3", 31},     {"3", "0", 26},     {"1", "3", 23},     {"3", "1", 20},
    {"0", "8", 20},      {"6", "8", 20},     {"", "5", 18},      {"4", "6", 18},     {"5", "6", 17},
    {"8", "9", 17},      {"0", "1", 17},     {"7", "2", 16},     {"blank", "3", 15}, {"3", "7", 15},
    {"4", "0", 14},      {"9", "7", 14},     {"blank", "7", 14}, {"7", "0", 13},     {"3", "2", 13},
    {"2", "0", 13},      {"4", "3", 12},     {"", "0", 12},      {"blank", "4", 12}, {"5", "8", 12},
    {"6", "4", 12},      {"4", "5", 12},     {"blank", "1", 12}, {"", "4", 12},      {"", "3", 12},
    {"5", "9", 12},      {"3", "8", 11},     {"4", "8", 11},     {"2", "3", 11},     {"", "6", 11},
    {"", "/", 11},       {"blank", "2", 11}, {"5", "0", 11},     {"", "2", 11},      {"0", "3", 10},
    {"0", "5", 10},      {"9", "5", 10},     {"3", "9", 10},     {"0", "4", 9},      {"2", "7", 9},
    {"9", "6", 9},       {"8", "4", 8},      {"7", "9", 8},      {"7", "1", 8}};

class Simulation {
 public:
  Simulation(double misread, unsigned seed) : random_(seed), misread_(misread) {
    for (double m : kDifficulties) mean_error_ += error_rate(m) / std::size(kDifficulties);
  }

  struct Figures {
    long cells = 0, misread = 0, accepted = 0, silent = 0, right = 0, corrected = 0;
    long checked = 0, checked_accepted = 0, checked_silent = 0;  // cells that stand in a relation
    long broken = 0, found = 0, falsely = 0, sound_flagged = 0, sound = 0, suspect = 0;
    double brier = 0, mean_ms = 0, worst_ms = 0;
    long reports = 0;
  };

  void report(const Form& form, Figures& out) {
    PrintedReport printed = sample_report(form, static_cast<unsigned>(random_()));
    slip(printed);
    std::vector<CellReading> readings;
    for (size_t i = 0; i < printed.cells.size(); ++i) {
      readings.push_back(read(printed.cells[i], kind_of(form.cells[i])));
    }
    const auto start = std::chrono::steady_clock::now();
    const Reconciled result = reconcile(form, readings);
    const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - start;
    out.mean_ms += time.count();
    out.worst_ms = std::max(out.worst_ms, time.count());
    count(printed, readings, result, out);
  }

 private:
  static constexpr double kDifficulties[] = {0.5, 1.5, 4, 8};

  static double error_rate(double m) { return 0.5 * std::erfc(std::sqrt(m / 2) / std::sqrt(2.0)); }

  double uniform() { return std::uniform_real_distribution<>()(random_); }
  size_t pick(size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(random_); }

  // Most clerks make no slip, some several.
  void slip(PrintedReport& report) {
    const double kind = uniform();
    const double mean = kind < 0.7 ? 0.1 : kind < 0.95 ? 1 : 4;
    for (int n = std::poisson_distribution<>(mean)(random_); n > 0; --n) slip_once(report);
  }

  void slip_once(PrintedReport& report) {
    const Form& form = report.form;
    const Relation& relation = form.relations[pick(form.relations.size())];
    const std::vector<int>& side =
        uniform() < 0.7 || relation.lhs.empty() ? relation.rhs : relation.lhs;
    const int cell = side[pick(side.size())];
    const Micro value = to_micro(report.cells[cell]).value_or(0);
    report.cells[cell] = to_plain(std::max<Micro>(0, value + slip_of(report, relation, value)));
  }

  Micro slip_of(const PrintedReport& report, const Relation& relation, Micro value) {
    constexpr Micro kOne = 1'000'000;
    const int sign = uniform() < 0.5 ? -1 : 1;
    const double kind = uniform();
    if (kind < 0.15) return -value;       // left at 0
    if (kind < 0.45) return sign * kOne;  // off by one
    if (kind < 0.65) return sign * static_cast<Micro>(2 + pick(8)) * kOne;
    if (kind < 0.8) {  // a figure left out
      return -to_micro(report.cells[relation.lhs[pick(relation.lhs.size())]]).value_or(0);
    }
    if (kind < 0.9) return sign * static_cast<Micro>(1 + pick(9)) * 10 * kOne;  // another digit
    std::string swapped = to_plain(value);
    if (swapped.size() > 1) std::swap(swapped.end()[-1], swapped.end()[-2]);
    return to_micro(swapped).value_or(value) - value;
  }

  std::string confused(const std::string& printed) {
    for (int tries = 0; tries < 100; ++tries) {
      const Confusion& c = kConfusions[confusion_(random_)];
      const std::string from = c.printed, to = c.read;
      if (from == "blank" || from == "figure") {
        if (from == "blank" && printed.empty()) return to;
        if (from == "figure" && !printed.empty()) return to;
        continue;
      }
      if (printed.empty()) continue;
      std::string out = printed;
      if (from.empty()) {
        out.insert(pick(out.size() + 1), to);
      } else {
        const size_t at = out.find(from);
        if (at == std::string::npos) continue;
        out.replace(at, from.size(), to);
      }
      if (out != printed && to_micro(out.empty() ? "0" : out)) return out;
    }
    return printed == "1" ? "7" : "1";
  }

  CellReading read(const std::string& printed, const ColumnKind& kind) {
    const double hard = misread_ / mean_error_;
    if (uniform() < misread_ * kBlindShare) {
      return read_cell(certain(confused(printed), kSurest, Method::kOcr), kind);
    }
    if (uniform() >= hard) return read_cell(certain(printed, kSurest, Method::kOcr), kind);
    const double m = kDifficulties[pick(std::size(kDifficulties))];
    const double odds = std::normal_distribution<>(m, std::sqrt(2 * m))(random_);
    const double p = 0.9998 / (1 + std::exp(-odds));
    const std::string other = confused(printed);
    std::vector<Alternative> alternatives = {{printed, p}, {other, 0.9998 - p}};
    if (odds < 0) std::swap(alternatives[0], alternatives[1]);
    return read_cell({std::move(alternatives), Method::kOcr}, kind);
  }

  static void count(const PrintedReport& printed, const std::vector<CellReading>& readings,
                    const Reconciled& result, Figures& out) {
    std::set<int> checked;
    for (const Relation& r : printed.form.relations) {
      checked.insert(r.lhs.begin(), r.lhs.end());
      checked.insert(r.rhs.begin(), r.rhs.end());
    }
    for (size_t i = 0; i < readings.size(); ++i) {
      const Cell& cell = result.cells[i];
      const bool right = cell.value == printed.cells[i];
      const bool in_relation = checked.contains(static_cast<int>(i));
      ++out.cells;
      out.misread += readings[i].cell.value != printed.cells[i];
      out.right += right;
      out.accepted += cell.accepted();
      out.silent += cell.accepted() && !right;
      out.corrected += cell.status == CellStatus::kCorrected;
      out.checked += in_relation;
      out.checked_accepted += in_relation && cell.accepted();
      out.checked_silent += in_relation && cell.accepted() && !right;
      out.brier += std::pow(cell.confidence - right, 2);
    }
    const auto broken = broken_relations(printed);
    bool flagged = false;
    for (size_t r = 0; r < printed.form.relations.size(); ++r) {
      const bool is = std::count(broken.begin(), broken.end(), printed.form.relations[r].id) > 0;
      const bool said = result.checks[r].verdict == Verdict::kBroken;
      out.broken += is;
      out.found += is && said;
      out.falsely += !is && said;
      out.suspect += result.checks[r].verdict == Verdict::kSuspect;
      flagged |= said;
    }
    ++out.reports;
    out.sound += broken.empty();
    out.sound_flagged += broken.empty() && flagged;
  }

  static std::discrete_distribution<size_t> confusions() {
    std::vector<double> weights;
    for (const Confusion& c : kConfusions) weights.push_back(c.weight);
    return {weights.begin(), weights.end()};
  }

  std::mt19937_64 random_;
  const double misread_;
  double mean_error_ = 0;
  std::discrete_distribution<size_t> confusion_ = confusions();
};

double percent(long part, long whole) {
  return whole == 0 ? 100 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

void simulate(int reports) {
  fmt::print(
      "| misread | right before | right after | accepted | of cells in sums | silent, per 100,000 "
      "| "
      "in sums | corrected | broken: precision | recall | sound reports flagged | Brier | ms | "
      "worst ms |\n"
      "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
  for (double misread : {0.001, 0.003, 0.01, 0.03, 0.1}) {
    Simulation simulation(misread, 1);
    Simulation::Figures f;
    for (int i = 0; i < reports; ++i) simulation.report(standard_form("2021"), f);
    fmt::print(
        "| {:.1f} % | {:.3f} % | {:.3f} % | {:.2f} % | {:.2f} % | {:.2f} | {:.2f} | {} | {:.2f} % "
        "| "
        "{:.2f} % | {} of {} | {:.5f} | {:.2f} | {:.1f} |\n",
        100 * misread, 100 - percent(f.misread, f.cells), percent(f.right, f.cells),
        percent(f.accepted, f.cells), percent(f.checked_accepted, f.checked),
        1000 * percent(f.silent, f.accepted), 1000 * percent(f.checked_silent, f.checked_accepted),
        f.corrected, percent(f.found, f.found + f.falsely), percent(f.found, f.broken),
        f.sound_flagged, f.sound, f.brier / static_cast<double>(f.cells),
        f.mean_ms / static_cast<double>(f.reports), f.worst_ms);
  }
}

}  // namespace
}  // namespace gouji

int main(int argc, char** argv) {
  gouji::simulate(argc > 1 ? std::atoi(argv[1]) : 2000);
  return 0;
}
