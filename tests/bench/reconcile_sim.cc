// What reconciling makes of misread figures and of clerks' slips, by simulation. Prints the tables
// of docs/reconcile.md:
//   build/release/tests/bench/reconcile_sim [REPORTS [RATE]]
// REPORTS of each rate of misread cells (default 2000), or of one RATE alone (0.01: 1 %).
//
// Each report prints invented figures of a standard form; one table in seven has its zeros left
// blank. Clerks err at the rates and in the ways of docs/reconcile.md. A share of the cells is hard
// to read: the digit reader's log odds between the right figure and a confused one are then drawn
// from the normal distribution N(m, 2m), which is the one that is calibrated; the others are surely
// read. How often a figure is misread, and as what, is as the digit reader did it with the weights
// of data/digits on 67,455 cells in fonts kept for testing, scaled to the rate in question. Of
// 2,212 misread figures two are read as surely as those that are surely read, with the right one
// nowhere among the alternatives: one as a blank, one as no figure, as it was among the reader's
// errors above 0.999. Another figure is read above 0.999 a fifth as often as that says.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <random>
#include <set>

#include "extract/reconcile.h"
#include "tests/support/invented.h"

namespace gouji {
namespace {

constexpr double kBlindShare = 2.0 / 2212;
constexpr double kSurest = 0.9998;

// Figures that the reader gave more than 0.999 were wrong in two of 36,196 cells, where by what it
// said it should have been ten.
constexpr double kSureOdds = 6.9, kTooModest = 2.0 / 10;

// How cells are misread, by what is printed in them: blanks, 0, figures of one, two .. five
// characters and more. In the log odds of a 0 the reader is more timid than in others'.
struct Kind {
  double misread;  // per cent of the cells
  // Of the misread:
  double blank;               // read as a blank
  double unread;              // as no figure
  double unnamed;             // with the right one nowhere among the alternatives
  std::vector<double> means;  // m, of the log odds
};
const std::vector<double> kTimid = {4, 8, 12}, kUsual = {0.5, 1.5, 4, 8};
const Kind kBlank = {1.10, 0, 0.25, 0.17, kUsual};
const Kind kZero = {1.57, 0.63, 0.15, 0.14, kTimid};
const Kind kByLength[] = {{3.66, 0.59, 0.07, 0.27, kUsual},
                          {3.91, 0.25, 0.09, 0.48, kUsual},
                          {5.22, 0.10, 0.07, 0.43, kUsual},
                          {7.02, 0.08, 0.09, 0.48, kUsual},
                          {7.95, 0.05, 0.07, 0.55, kUsual}};

const Kind& kind_of_figure(const std::string& printed) {
  if (printed.empty()) return kBlank;
  if (printed == "0") return kZero;
  return kByLength[std::min(printed.size(), std::size(kByLength)) - 1];
}

// Which digits are taken for which where a figure is taken for another, of 10,000 printed (of
// 10,000 figures, where one is read that is not there): all that was seen six times or more.
struct Confusion {
  const char *printed, *read;
  double weight;
};
constexpr Confusion kConfusions[] = {
    {"3", "5", 271.8}, {"1", "", 102.3}, {"8", "", 97.2},  {"3", "", 91.7},  {"4", "", 89.6},
    {"2", "", 89.0},   {"7", "", 86.6},  {"9", "0", 86.1}, {"5", "", 82.0},  {"6", "", 78.5},
    {"9", "", 73.7},   {"6", "0", 60.9}, {"6", "5", 38.2}, {"5", "3", 35.7}, {"8", "5", 35.5},
    {"8", "0", 34.5},  {"4", "1", 31.8}, {"8", "6", 28.2}, {"8", "3", 27.2}, {"1", "4", 26.5},
    {"0", "", 26.2},   {"3", "1", 20.3}, {"1", "0", 19.7}, {"3", "0", 19.2}, {"5", "0", 17.9},
    {"9", "7", 17.0},  {"7", "2", 15.7}, {"6", "8", 15.5}, {"0", "9", 14.9}, {"3", "8", 14.9},
    {"2", "7", 14.5},  {"0", "6", 14.2}, {"5", "6", 13.7}, {"9", "5", 13.6}, {"8", "4", 13.6},
    {"3", "9", 12.8},  {"2", "0", 12.2}, {"3", "7", 11.7}, {"5", "8", 11.6}, {"8", "9", 11.5},
    {"4", "0", 11.3},  {"4", "6", 11.3}, {"5", "9", 10.5}, {"7", "0", 10.4}, {"2", "3", 10.0},
    {"2", "1", 10.0},  {"6", "4", 9.3},  {"6", "9", 9.3},  {"1", "3", 8.8},  {"3", "4", 8.5},
    {"5", "1", 8.4},   {"7", "1", 8.3},  {"0", "1", 8.0},  {"3", "2", 7.5},  {"8", "2", 7.3},
    {"0", "8", 6.9},   {"", "1", 6.9},   {"1", "2", 6.9},  {"4", "5", 6.8},  {"2", "9", 6.7},
    {"5", "2", 6.3},   {"5", "7", 6.3},  {"8", "1", 6.3},  {"", "7", 3.6},   {"", "4", 3.0},
    {"0", "3", 2.9},   {"", "5", 2.6},   {"0", "5", 2.6},  {"", "2", 2.4},   {"0", "2", 2.2},
    {"0", "4", 2.2},   {"", "6", 2.0},   {"", "0", 2.0},   {"", "3", 2.0},   {"", "8", 2.0},
    {"", "9", 1.4}};
// What is read in a blank.
constexpr Confusion kInBlanks[] = {{"", "0", 57}, {"", "7", 19}, {"", "1", 17}, {"", "4", 16},
                                   {"", "2", 12}, {"", "3", 11}, {"", "8", 9},  {"", "5", 8}};

class Simulation {
 public:
  Simulation(double misread, unsigned seed) : random_(seed), misread_(misread) {}

  struct Figures {
    long cells = 0, misread = 0, accepted = 0, silent = 0, right = 0, corrected = 0;
    long checked = 0, checked_accepted = 0, checked_silent = 0;  // cells that stand in a relation
    long no_sum = 0, blank_or_zero = 0, unnamed = 0, misread_open = 0, right_open = 0;
    long broken = 0, found = 0, falsely = 0, sound_flagged = 0, sound = 0, suspect = 0;
    double brier = 0, mean_ms = 0, worst_ms = 0;
    long reports = 0;
  };

  void report(const Form& form, Figures& out) {
    PrintedReport printed = sample_report(form, static_cast<unsigned>(random_()));
    slip(printed);
    leave_blank(printed);
    double expected = 0;
    for (const std::string& cell : printed.cells) expected += kind_of_figure(cell).misread;
    const double scale = misread_ * static_cast<double>(printed.cells.size()) / expected;
    std::vector<CellReading> readings;
    for (size_t i = 0; i < printed.cells.size(); ++i) {
      const Kind& kind = kind_of_figure(printed.cells[i]);
      readings.push_back(read(printed.cells[i], kind, scale * kind.misread, form.cells[i]));
    }
    const std::clock_t start = std::clock();
    const Reconciled result = reconcile(form, readings);
    const double ms = 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    out.mean_ms += ms;
    out.worst_ms = std::max(out.worst_ms, ms);
    count(printed, readings, result, out);
  }

 private:
  static double error_rate(const std::vector<double>& means) {
    double sum = 0;
    for (double m : means) sum += 0.5 * std::erfc(std::sqrt(m / 2) / std::sqrt(2.0));
    return sum / static_cast<double>(means.size());
  }

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

  // Some clerks leave a table's zeros empty.
  void leave_blank(PrintedReport& report) {
    for (const FormTable& table : report.form.tables) {
      if (uniform() > 1.0 / 7) continue;
      for (const FormRow& row : table.rows) {
        for (size_t c = 0; c < row.columns.size(); ++c) {
          std::string& cell = report.cells[row.first_cell + c];
          if (cell == "0") cell.clear();
        }
      }
    }
  }

  const Confusion& pick_from(const std::vector<Confusion>& confusions) {
    std::vector<double> weights;
    for (const Confusion& c : confusions) weights.push_back(c.weight);
    return confusions[std::discrete_distribution<size_t>(weights.begin(), weights.end())(random_)];
  }

  // Another figure than the one printed, as the reader confuses them.
  std::string confused(const std::string& printed) {
    if (printed.empty()) return pick_from({std::begin(kInBlanks), std::end(kInBlanks)}).read;
    std::vector<Confusion> possible;
    for (Confusion c : kConfusions) {
      const std::string from = c.printed;
      if (printed.size() == 1 && *c.read == 0) continue;  // see Kind::blank
      if (!from.empty()) c.weight *= std::count(printed.begin(), printed.end(), from[0]);
      if (c.weight > 0) possible.push_back(c);
    }
    const Confusion& c = pick_from(possible);
    std::vector<size_t> places;
    for (size_t i = 0; i <= printed.size(); ++i) {
      if (*c.printed == 0 || (i < printed.size() && printed[i] == *c.printed)) places.push_back(i);
    }
    std::string out = printed;
    out.replace(places[pick(places.size())], std::string(c.printed).size(), c.read);
    return out;
  }

  std::string misreading(const std::string& printed, const Kind& kind) {
    const double how = uniform();
    if (how < kind.blank) return "";
    return how < kind.blank + kind.unread ? kUnread : confused(printed);
  }

  CellReading read(const std::string& printed, const Kind& kind, double misread,
                   const Address& address) {
    const ColumnKind column = kind_of(address);
    if (uniform() < misread * kBlindShare) {
      return read_cell(single_reading(uniform() < 0.5 ? "" : kUnread, kSurest, Method::kOcr),
                       column);
    }
    if (uniform() >= misread / error_rate(kind.means)) {
      return read_cell(single_reading(printed, kSurest, Method::kOcr), column);
    }
    const double m = kind.means[pick(kind.means.size())];
    double odds = std::normal_distribution<>(m, std::sqrt(2 * m))(random_);
    if (odds < -kSureOdds && uniform() > kTooModest) odds = -odds;
    const double p = 0.9998 / (1 + std::exp(-odds));
    std::vector<Alternative> alternatives = {{printed, p}, {misreading(printed, kind), 0.9998 - p}};
    if (odds < 0) {
      std::swap(alternatives[0], alternatives[1]);
      if (uniform() < kind.unnamed) alternatives[1].text = confused(printed);
    }
    return read_cell({std::move(alternatives), Method::kOcr}, column);
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
      if (!cell.accepted()) count_open(printed.cells[i], readings[i], in_relation, out);
      out.brier += std::pow(cell.confidence - right, 2);
    }
    const auto broken = broken_relations(printed);
    bool sound = true, flagged = false;
    for (size_t r = 0; r < printed.form.relations.size(); ++r) {
      const Relation& relation = printed.form.relations[r];
      const bool is = std::count(broken.begin(), broken.end(), relation.id) > 0 &&
                      !is_blank(relation.lhs, printed) && !is_blank(relation.rhs, printed);
      const bool said = result.checks[r].verdict == Verdict::kBroken;
      out.broken += is;
      out.found += is && said;
      out.falsely += !is && said;
      out.suspect += result.checks[r].verdict == Verdict::kSuspect;
      sound &= !is;
      flagged |= said;
    }
    ++out.reports;
    out.sound += sound;
    out.sound_flagged += sound && flagged;
  }

  static bool is_blank(const std::vector<int>& side, const PrintedReport& printed) {
    return std::all_of(side.begin(), side.end(), [&](int c) { return printed.cells[c].empty(); });
  }

  // Why a cell is not accepted. The first three are beyond what sums can settle.
  static void count_open(const std::string& printed, const CellReading& reading, bool in_relation,
                         Figures& out) {
    const auto& candidates = reading.candidates;
    const bool own_right = !candidates.empty() && candidates[0].value == printed;
    const bool named = std::any_of(candidates.begin(), candidates.end(), [&](const Candidate& c) {
      return c.value == printed && c.probability >= 0.01;
    });
    const bool nothing =
        !candidates.empty() && candidates[0].amount == 0 && (printed.empty() || printed == "0");
    ++(!in_relation            ? out.no_sum
       : !own_right && nothing ? out.blank_or_zero
       : !own_right && !named  ? out.unnamed
       : !own_right            ? out.misread_open
                               : out.right_open);
  }

  std::mt19937_64 random_;
  const double misread_;
};

double percent(long part, long whole) {
  return whole == 0 ? 100 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

const std::vector<double> kRates = {0.001, 0.003, 0.01, 0.03, 0.1};

void print_results(const std::vector<double>& rates,
                   const std::vector<Simulation::Figures>& results) {
  fmt::print(
      "| misread | right before | right after | accepted | of cells in sums | silent, per 100,000 "
      "| in sums | corrected | broken: precision | recall | sound reports flagged | Brier | CPU ms "
      "| worst |\n"
      "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
  for (size_t i = 0; i < results.size(); ++i) {
    const Simulation::Figures& f = results[i];
    fmt::print(
        "| {:.1f} % | {:.3f} % | {:.3f} % | {:.2f} % | {:.2f} % | {:.2f} | {:.2f} | {} | {:.2f} % "
        "| {:.2f} % | {} of {} | {:.5f} | {:.2f} | {:.1f} |\n",
        100 * rates[i], 100 - percent(f.misread, f.cells), percent(f.right, f.cells),
        percent(f.accepted, f.cells), percent(f.checked_accepted, f.checked),
        1000 * percent(f.silent, f.accepted), 1000 * percent(f.checked_silent, f.checked_accepted),
        f.corrected, percent(f.found, f.found + f.falsely), percent(f.found, f.broken),
        f.sound_flagged, f.sound, f.brier / static_cast<double>(f.cells),
        f.mean_ms / static_cast<double>(f.reports), f.worst_ms);
  }
}

// Of all cells, those that are not accepted, by why.
void print_open(const std::vector<double>& rates, const std::vector<Simulation::Figures>& results) {
  fmt::print(
      "\n| misread | not accepted | in no sum | blank for 0 or 0 for blank | right figure not "
      "named "
      "| named, not certain | read right, not certain |\n"
      "| --- | --- | --- | --- | --- | --- | --- |\n");
  for (size_t i = 0; i < results.size(); ++i) {
    const Simulation::Figures& f = results[i];
    fmt::print("| {:.1f} % | {:.3f} % | {:.3f} % | {:.3f} % | {:.3f} % | {:.3f} % | {:.3f} % |\n",
               100 * rates[i], 100 - percent(f.accepted, f.cells), percent(f.no_sum, f.cells),
               percent(f.blank_or_zero, f.cells), percent(f.unnamed, f.cells),
               percent(f.misread_open, f.cells), percent(f.right_open, f.cells));
  }
}

void simulate(int reports, const std::vector<double>& rates) {
  std::vector<Simulation::Figures> results;
  for (double misread : rates) {
    Simulation simulation(misread, 1);
    Simulation::Figures& f = results.emplace_back();
    for (int i = 0; i < reports; ++i) simulation.report(standard_form("2021"), f);
  }
  print_results(rates, results);
  print_open(rates, results);
}

}  // namespace
}  // namespace gouji

int main(int argc, char** argv) {
  const int reports = argc > 1 ? std::atoi(argv[1]) : 2000;
  gouji::simulate(reports, argc > 2 ? std::vector{std::atof(argv[2])} : gouji::kRates);
  return 0;
}
