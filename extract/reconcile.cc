#include "extract/reconcile.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "extract/hypotheses.h"
#include "extract/judge.h"
#include "extract/slips.h"

namespace gouji {
namespace {

// Tuned with tests/bench/reconcile_sim; see docs/reconcile.md.
constexpr double kDoubtful = 0.995;  // a reading below this is examined even if all adds up
constexpr double kSure = 0.999;      // a reading above this is wrong less often than it says:
constexpr double kTooModest = 0.06;  // by this factor
constexpr double kAccept = 0.99;     // posterior from which the cell's own reading is accepted,
constexpr double kProbable =
    0.5;  // and from which another one is a better guess than the cell's own
constexpr double kReplace = 0.995;  // and from which another one takes its place,
constexpr double kSupport = 0.01;   // if the cell alone gives it this probability
constexpr double kUnsound = 0.5;    // what is left of a reading whose place or form is doubtful
constexpr double kLeast = 1e-5;     // chance that a reading is none of the alternatives
constexpr double kLike = 2e-3;      // that it is one figure of those that differ in a character
constexpr double kUnlike = 1e-4;    // or any other figure
constexpr double kBlankOrZero =
    0.3;                         // of what is neither alternative: a blank read as 0, or 0 as blank
constexpr double kStray = 0.25;  // clerks leave all empty cells of a table blank or none: what a
                                 // first blank among zeros counts as, in cells
constexpr double kLostFigure = 0.2;  // of a figure that was read as a blank, over its size

// Slips of clerks in a report: most make none, some make several. A relation then holds in print
// with a probability of 0.98, and one that does not makes others of the same report more likely not
// to.
struct Clerk {
  double share, slips;
};
constexpr Clerk kClerks[] = {{0.7, 0.1}, {0.25, 1}, {0.05, 4}};
constexpr int kMostSlips = 24;

double log_chance(const Clerk& clerk, int slips, size_t relations) {
  return -clerk.slips + slips * std::log(clerk.slips / static_cast<double>(relations));
}

std::vector<double> log_prior(size_t relations) {
  std::vector<double> out;
  for (int k = 0; k <= kMostSlips; ++k) {
    double p = 0;
    for (const Clerk& c : kClerks) p += c.share * std::exp(log_chance(c, k, relations));
    out.push_back(std::log(p));
  }
  return out;
}

// Whether one character more, less, or another turns `a` into `b`.
bool one_character_apart(const std::string& a, const std::string& b) {
  if (a.size() > b.size()) return one_character_apart(b, a);
  if (b.size() - a.size() > 1) return false;
  const auto differ = std::mismatch(a.begin(), a.end(), b.begin());
  if (differ.first == a.end()) return true;
  return std::equal(differ.first + (a.size() == b.size()), a.end(), differ.second + 1);
}

// Numbers confusions: the first differing character of two figures of equal length.
class Confusions {
 public:
  int number(const std::string& read, const std::string& other) {
    if (read.size() != other.size() || read == other) return -1;
    const auto differ = std::mismatch(read.begin(), read.end(), other.begin());
    return numbers_.try_emplace({*differ.first, *differ.second}, numbers_.size()).first->second;
  }

 private:
  std::map<std::pair<char, char>, int> numbers_;
};

class Reconciler {
 public:
  Reconciler(const Form& form, const std::vector<CellReading>& readings)
      : form_(form),
        readings_(readings),
        model_(form),
        prior_(log_prior(form.relations.size())),
        amounts_(form.cells.size(), 0),
        blank_share_(form.cells.size(), 0.5),
        considered_(form.relations.size(), 0),
        holds_(form.relations.size(), 0) {
    for (const CellReading& r : readings) cells_.push_back(r.cell);
    for (size_t i = 0; i < readings.size(); ++i) {
      if (!readings[i].candidates.empty()) amounts_[i] = readings[i].candidates[0].amount;
    }
  }

  Reconciled run() {
    learn_style();
    look_at_relations();
    for (const std::vector<int>& group : doubtful_groups()) examine(group);
    settle();
    std::vector<Check> checks = judge(form_, cells_);
    return {std::move(cells_), std::move(checks)};
  }

 private:
  struct Group {
    std::vector<DoubtfulCell> cells;
    Hypotheses hypotheses;
  };

  // A choice stands for all readings of the same amount, such as a blank and a 0: sums do not tell
  // them apart.
  static void add_choice(Choice choice, DoubtfulCell& out) {
    for (Choice& c : out.choices) {
      if (c.known != choice.known || c.amount != choice.amount) continue;
      c.likelihood += choice.likelihood;
      return;
    }
    out.choices.push_back(choice);
  }

  // Whether a table's empty cells are blanks or zeros is the clerk's habit, and tells which of the
  // two a doubtful cell is; sums do not. Learnt from the table's sure readings.
  void learn_style() {
    size_t cell = 0;
    for (const FormTable& table : form_.tables) {
      const size_t first = cell;
      for (const FormRow& row : table.rows) cell += row.columns.size();
      double blanks = kStray, zeros = kStray;
      for (size_t i = first; i < cell; ++i) {
        if (!read(static_cast<int>(i))) continue;
        const Candidate& c = readings_[i].candidates[0];
        if (c.amount == 0 && c.probability > kSure) ++(c.value.empty() ? blanks : zeros);
      }
      for (size_t i = first; i < cell; ++i) {
        blank_share_[i] = blanks / (blanks + zeros);
        lean_to_style(readings_[i].candidates, blank_share_[i]);
      }
    }
  }

  static void lean_to_style(std::vector<Candidate>& candidates, double blank_share) {
    double before = 0, after = 0;
    const auto lean = [&](const Candidate& c) {
      return c.probability * (c.value.empty() ? blank_share : 1 - blank_share);
    };
    for (const Candidate& c : candidates) {
      if (c.amount != 0) continue;
      before += c.probability;
      after += lean(c);
    }
    for (Candidate& c : candidates) {
      if (c.amount == 0 && after > 0) c.probability = lean(c) * before / after;
    }
  }

  bool read(int cell) const { return !readings_[cell].candidates.empty(); }

  // A relation says nothing where a cell is not in the document, or a side is blank throughout.
  void look_at_relations() {
    const std::vector<Check> as_read = judge(form_, cells_);
    for (size_t r = 0; r < form_.relations.size(); ++r) {
      const Relation& relation = form_.relations[r];
      Micro by = 0;
      bool all_read = true, missing = false, blank[2] = {true, true};
      for (int side : {0, 1}) {
        for (int c : side == 0 ? relation.lhs : relation.rhs) {
          by += side == 0 ? amounts_[c] : -amounts_[c];
          all_read &= read(c);
          missing |= cells_[c].status == CellStatus::kMissing;
          blank[side] &= read(c) && readings_[c].candidates[0].value.empty();
        }
      }
      considered_[r] = !missing && !(by != 0 && (blank[0] || blank[1]));
      holds_[r] = all_read && by == 0;
    }
  }

  bool doubtful(int cell) const {
    const auto& members = model_.of_cell(cell);
    bool counts = false, out = false;
    for (const auto& m : members) {
      counts |= considered_[m.relation] != 0;
      out |= considered_[m.relation] && !holds_[m.relation];
    }
    const CellReading& r = readings_[cell];
    return counts && r.cell.status != CellStatus::kMissing &&
           (out || !r.sound || !r.cell.accepted() || r.candidates[0].probability < kDoubtful);
  }

  // Doubtful cells that stand in relations together, in form order.
  std::vector<std::vector<int>> doubtful_groups() {
    std::vector<int> group(form_.cells.size());
    std::iota(group.begin(), group.end(), 0);
    const auto root = [&](int c) {
      while (group[c] != c) c = group[c] = group[group[c]];
      return c;
    };
    std::vector<char> in(form_.cells.size(), 0);
    for (size_t c = 0; c < in.size(); ++c) in[c] = doubtful(static_cast<int>(c));
    for (size_t r = 0; r < form_.relations.size(); ++r) {
      if (!considered_[r]) continue;
      int first = -1;
      for (const auto* side : {&form_.relations[r].lhs, &form_.relations[r].rhs}) {
        for (int c : *side) {
          if (!in[c]) continue;
          if (first < 0) first = c;
          group[root(c)] = root(first);
        }
      }
    }
    std::map<int, std::vector<int>> members;
    for (size_t c = 0; c < in.size(); ++c) {
      if (in[c]) members[root(static_cast<int>(c))].push_back(static_cast<int>(c));
    }
    std::vector<std::vector<int>> out;
    for (auto& [root_cell, cells] : members) out.push_back(std::move(cells));
    return out;
  }

  DoubtfulCell choices_of(int cell) {
    const CellReading& reading = readings_[cell];
    DoubtfulCell out{cell, {}};
    double named = 0;
    for (const Candidate& c : reading.candidates) named += c.probability;
    double unknown = std::max(1 - named, kLeast);
    if (!read(cell)) {
      out.choices.push_back({false, 0, 1});
      return out;
    }
    const double scale = reading.sound ? 1 : kUnsound;
    if (!reading.sound) unknown += (1 - kUnsound) * named;
    const double first = std::max(scale * reading.candidates[0].probability, kLeast);
    const double others = first > kSure ? kTooModest : 1;
    unknown *= others;
    const std::string& as_read = reading.candidates[0].value;
    for (const Candidate& c : reading.candidates) {
      const double p = std::max(scale * c.probability, 1e-9);
      add_choice({true, c.amount, out.choices.empty() ? 1 : others * p / first,
                  confusions_.number(as_read, c.value)},
                 out);
    }
    add_what_sums_ask_for(cell, unknown / first, out);
    if (reading.candidates[0].amount == 0) {
      const double other = as_read.empty() ? 1 - blank_share_[cell] : blank_share_[cell];
      add_choice({true, 0, kBlankOrZero * 2 * other * unknown / first}, out);
    }
    // Of a sure reading that is wrong and hidden by a slip besides there is no need to think.
    if (first <= kSure) out.choices.push_back({false, 0, unknown / first});
    return out;
  }

  // Values that no witness named but that would make a relation hold: they never become the cell's
  // value, but they make another one doubtful.
  void add_what_sums_ask_for(int cell, double unknown, DoubtfulCell& out) {
    const std::string& as_read = readings_[cell].candidates[0].value;
    for (const auto& m : model_.of_cell(cell)) {
      if (!considered_[m.relation] || holds_[m.relation]) continue;
      const Micro wanted = amounts_[cell] - m.sign * imbalance(m.relation);
      const bool named = std::any_of(out.choices.begin(), out.choices.end(), [&](const Choice& c) {
        return c.known && c.amount == wanted;
      });
      if (wanted < 0 || named) continue;
      const std::string value = to_plain(wanted);
      const double units = static_cast<double>(wanted) / 1e6;
      const double chance = as_read.empty()                       ? kLostFigure / (1 + units)
                            : one_character_apart(as_read, value) ? kLike
                                                                  : kUnlike;
      out.choices.push_back({true, wanted, unknown * chance, confusions_.number(as_read, value)});
    }
  }

  Micro imbalance(int relation) const {
    Micro by = 0;
    for (int c : form_.relations[relation].lhs) by += amounts_[c];
    for (int c : form_.relations[relation].rhs) by -= amounts_[c];
    return by;
  }

  void examine(const std::vector<int>& cells) {
    Group group;
    for (int c : cells) group.cells.push_back(choices_of(c));
    // The most doubtful first: what does not add up then shows early.
    const auto doubt = [](const DoubtfulCell& c) {
      double most = 0;
      for (size_t k = 1; k < c.choices.size(); ++k) most = std::max(most, c.choices[k].likelihood);
      return most;
    };
    std::stable_sort(
        group.cells.begin(), group.cells.end(),
        [&](const DoubtfulCell& a, const DoubtfulCell& b) { return doubt(a) > doubt(b); });
    group.hypotheses = enumerate(form_, model_, group.cells, amounts_, considered_, prior_);
    groups_.push_back(std::move(group));
  }

  // Probabilities of all choices of a group's cells under one kind of clerk, not normalised.
  double weigh(const Group& group, const Clerk& clerk, double scale,
               std::vector<std::vector<double>>& weights) const {
    double sum = 0;
    weights.clear();
    for (const DoubtfulCell& c : group.cells) weights.emplace_back(c.choices.size(), 0.0);
    for (const Hypothesis& h : group.hypotheses.all) {
      const double w =
          std::exp(h.log_likelihood - scale +
                   h.slips * std::log(clerk.slips / static_cast<double>(form_.relations.size())));
      sum += w;
      for (size_t i = 0; i < h.choice.size(); ++i) weights[i][h.choice[i]] += w;
    }
    return sum;
  }

  // The report's clerk is inferred from all groups together; then each cell gets what it deserves.
  void settle() {
    constexpr size_t kKinds = std::size(kClerks);
    std::vector<std::vector<std::vector<double>>> weights[kKinds];
    std::vector<double> sums[kKinds];
    double kind[kKinds];
    for (size_t k = 0; k < kKinds; ++k) {
      kind[k] = std::log(kClerks[k].share) - kClerks[k].slips;
    }
    for (const Group& group : groups_) {
      double scale = -1e300;
      for (const Hypothesis& h : group.hypotheses.all) {
        scale = std::max(scale, h.log_likelihood + prior_[std::min(h.slips, kMostSlips)]);
      }
      for (size_t k = 0; k < kKinds; ++k) {
        sums[k].push_back(weigh(group, kClerks[k], scale, weights[k].emplace_back()));
        if (group.hypotheses.complete) kind[k] += std::log(std::max(sums[k].back(), 1e-300));
      }
    }
    const double most = *std::max_element(kind, kind + kKinds);
    double total = 0;
    for (double& p : kind) total += p = std::exp(p - most);
    for (size_t g = 0; g < groups_.size(); ++g) {
      for (size_t i = 0; i < groups_[g].cells.size(); ++i) {
        const DoubtfulCell& cell = groups_[g].cells[i];
        std::vector<double> posterior(cell.choices.size(), 0.0);
        for (size_t k = 0; k < kKinds; ++k) {
          for (size_t c = 0; c < posterior.size(); ++c) {
            posterior[c] += kind[k] / total * weights[k][g][i][c] / std::max(sums[k][g], 1e-300);
          }
        }
        groups_[g].hypotheses.complete ? decide(cell, posterior) : withdraw(cell.cell);
      }
    }
  }

  // Of the readings of one amount each keeps its share.
  double share(const CellReading& reading, const Choice& choice, const Candidate& candidate) const {
    const double first = std::max(reading.candidates[0].probability, kLeast);
    return std::min(1.0, candidate.probability / first / choice.likelihood);
  }

  void decide(const DoubtfulCell& doubtful, const std::vector<double>& posterior) {
    const CellReading& reading = readings_[doubtful.cell];
    Cell& cell = cells_[doubtful.cell];
    if (!read(doubtful.cell)) return;
    int best = -1;  // of what the cell itself names
    double most = 0;
    for (size_t k = 0; k < reading.candidates.size(); ++k) {
      const Candidate& candidate = reading.candidates[k];
      if (k > 0 && candidate.probability < kSupport) continue;
      // A blank is never made a 0, nor a 0 a blank: habit only says how sure the reading is.
      if (k > 0 && candidate.amount == reading.candidates[0].amount) continue;
      for (size_t c = 0; c < doubtful.choices.size(); ++c) {
        const Choice& choice = doubtful.choices[c];
        if (!choice.known || choice.amount != candidate.amount) continue;
        const double p = posterior[c] * share(reading, choice, candidate);
        if (p > most) {
          most = p;
          best = static_cast<int>(k);
        }
      }
    }
    const bool own = reading.candidates[0].text == cell.raw;
    if (best < 0 || (most < kProbable && (best > 0 || !own))) {
      cell.status = CellStatus::kReview;
      cell.confidence = std::min(cell.confidence, most);
      return;
    }
    const bool stays = best == 0 && own;
    cell.value = reading.candidates[best].value;
    cell.confidence = std::min(most, kMostCertain);
    if (!reading.sound || most < (stays ? kAccept : kReplace)) {
      cell.status = CellStatus::kReview;
    } else if (!stays) {
      cell.status = CellStatus::kCorrected;
    } else {
      cell.status = cell.value.empty() ? CellStatus::kBlank : CellStatus::kOk;
    }
  }

  // Of a group that is too entangled: what does not add up, or was not sure, is left to a person.
  void withdraw(int cell) {
    const auto& members = model_.of_cell(cell);
    const bool out = std::any_of(members.begin(), members.end(), [&](const auto& m) {
      return considered_[m.relation] && !holds_[m.relation];
    });
    if (out && cells_[cell].accepted()) cells_[cell].status = CellStatus::kReview;
  }

  static constexpr double kMostCertain = 0.9999;

  const Form& form_;
  std::vector<CellReading> readings_;
  const SlipModel model_;
  const std::vector<double> prior_;
  std::vector<Cell> cells_;
  std::vector<Micro> amounts_;
  std::vector<double> blank_share_;  // of the cells that add nothing, in the cell's table
  std::vector<char> considered_, holds_;
  Confusions confusions_;
  std::vector<Group> groups_;
};

}  // namespace

Reconciled reconcile(const Form& form, const std::vector<CellReading>& readings) {
  return Reconciler(form, readings).run();
}

}  // namespace gouji
