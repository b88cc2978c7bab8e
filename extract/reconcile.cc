#include "extract/reconcile.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "extract/cell_value.h"
#include "extract/choices.h"
#include "extract/habit.h"
#include "extract/hypotheses.h"
#include "extract/judge.h"
#include "extract/slips.h"
#include "models/disjoint_sets.h"

namespace gouji {
namespace {

// docs/reconcile.md says what these were set by. See also kAccept.
constexpr double kDoubtful = 0.995;  // a reading below this is examined even if all adds up
constexpr double kProbable = 0.5;    // posterior from which another reading is the better guess,
constexpr double kReplace = 0.995;   // and from which it takes the place of the cell's own,
constexpr double kSupport = 0.01;    // if the cell alone gives it this probability
// Chance that a relation's doubtful cells are misread from which they, not its sure ones, are what
// is out of balance, where there are too many to look at.
constexpr double kEnoughDoubt = 0.05;

// Of the alternatives that a person is told.
constexpr double kWorthNaming = 0.001;
constexpr size_t kMostNamed = 5;

// What a cell that is not surely read may be.
void name_alternatives(const CellReading& reading, Cell& cell) {
  const bool sure =
      cell.accepted() && cell.status != CellStatus::kCorrected && cell.confidence > kSureReading;
  if (sure) return;
  for (const Candidate& c : reading.candidates) {
    if (c.probability >= kWorthNaming) cell.alternatives.push_back({c.value, c.probability});
  }
  std::stable_sort(cell.alternatives.begin(), cell.alternatives.end(),
                   [](const auto& a, const auto& b) { return a.probability > b.probability; });
  if (cell.alternatives.size() > kMostNamed) cell.alternatives.resize(kMostNamed);
}

class Reconciler {
 public:
  Reconciler(const Form& form, const std::vector<CellReading>& readings)
      : form_(form),
        as_read_(readings),
        readings_(readings),
        model_(form),
        prior_(log_prior()),
        amounts_(form.cells.size(), 0),
        imbalance_(form.relations.size(), 0),
        considered_(form.relations.size(), 0),
        may_hold_(form.relations.size(), 0) {
    for (const CellReading& r : readings) cells_.push_back(r.cell);
    for (size_t i = 0; i < readings.size(); ++i) {
      if (!readings[i].candidates.empty()) amounts_[i] = readings[i].candidates[0].amount;
    }
  }

  Reconciled run() {
    blank_share_ = lean_to_habit(form_, readings_);
    look_at_relations();
    for (const std::vector<int>& group : doubtful_groups()) examine(group);
    settle();
    leave_unsupported();
    leave_what_may_hold();
    for (size_t i = 0; i < cells_.size(); ++i) name_alternatives(as_read_[i], cells_[i]);
    std::vector<Check> checks = judge(form_, cells_);
    return {std::move(cells_), std::move(checks)};
  }

 private:
  struct Group {
    std::vector<DoubtfulCell> cells;
    Hypotheses hypotheses;
    double scale = -1e300;  // log of the likeliest hypothesis' weight
  };

  // A relation says nothing where a cell is not in the document or was not read, or where a side
  // is blank throughout and the other is not 0. Blanks that may be lost figures are no such side.
  void look_at_relations() {
    for (size_t r = 0; r < form_.relations.size(); ++r) {
      const Relation& relation = form_.relations[r];
      Micro& by = imbalance_[r];
      bool all_read = true, blank[2] = {true, true};
      for (int side : {0, 1}) {
        for (int c : side == 0 ? relation.lhs : relation.rhs) {
          by += side == 0 ? amounts_[c] : -amounts_[c];
          const auto& candidates = readings_[c].candidates;
          all_read &= !candidates.empty() && cells_[c].status != CellStatus::kMissing;
          blank[side] &= !candidates.empty() && candidates[0].value.empty() &&
                         candidates[0].probability > kSureReading;
        }
      }
      considered_[r] = all_read && !(by != 0 && (blank[0] || blank[1]));
      if (considered_[r] && by == 0) proven_.add(relation, readings_);
    }
  }

  bool out_of_balance(const SlipModel::Membership& m) const {
    return considered_[m.relation] && imbalance_[m.relation] != 0;
  }

  bool doubtful(int cell) const {
    const auto& members = model_.of_cell(cell);
    const auto considered = [&](const auto& m) { return considered_[m.relation] != 0; };
    if (std::none_of(members.begin(), members.end(), considered)) return false;
    const CellReading& r = readings_[cell];
    return !r.sound || !r.cell.accepted() || r.candidates[0].probability < kDoubtful ||
           std::any_of(members.begin(), members.end(),
                       [&](const auto& m) { return out_of_balance(m); });
  }

  // Doubtful cells that stand in relations together, in form order.
  std::vector<std::vector<int>> doubtful_groups() {
    DisjointSets groups(form_.cells.size());
    std::vector<char> in(form_.cells.size(), 0);
    for (size_t c = 0; c < in.size(); ++c) in[c] = doubtful(static_cast<int>(c));
    for (size_t r = 0; r < form_.relations.size(); ++r) {
      if (!considered_[r]) continue;
      int first = -1;
      for (const auto* side : {&form_.relations[r].lhs, &form_.relations[r].rhs}) {
        for (int c : *side) {
          if (!in[c]) continue;
          if (first < 0) first = c;
          groups.unite(c, first);
        }
      }
    }
    std::map<int, std::vector<int>> members;
    for (size_t c = 0; c < in.size(); ++c) {
      if (in[c]) members[groups.find(static_cast<int>(c))].push_back(static_cast<int>(c));
    }
    std::vector<std::vector<int>> out;
    for (auto& [root_cell, cells] : members) out.push_back(std::move(cells));
    return out;
  }

  // Amounts that would make a relation of the cell's hold which does not.
  std::vector<Micro> wanted(int cell) const {
    std::vector<Micro> out;
    for (const auto& m : model_.of_cell(cell)) {
      if (out_of_balance(m)) out.push_back(amounts_[cell] - m.sign * imbalance_[m.relation]);
    }
    return out;
  }

  void examine(const std::vector<int>& cells) {
    Group group;
    for (int c : cells) {
      group.cells.push_back(choices_of(c, readings_[c], chance_of_none(as_read_[c]), wanted(c),
                                       blank_share_[c], proven_, confusions_));
    }
    group.hypotheses = enumerate(form_, model_, group.cells, amounts_, considered_, prior_);
    for (const Hypothesis& h : group.hypotheses.all) {
      group.scale = std::max(group.scale, h.log_likelihood + prior_[std::min(h.slips, kMostSlips)]);
    }
    groups_.push_back(std::move(group));
  }

  // Logs of how likely hypotheses are under one kind of clerk, less what they have in common.
  static double log_weight(const Hypothesis& h, const Clerk& clerk) {
    return h.log_likelihood + h.slips * std::log(clerk.slips);
  }

  // The report's clerk is inferred from all groups together; then each cell gets what it deserves.
  void settle() {
    constexpr size_t kKinds = std::size(kClerks);
    double kind[kKinds];
    std::vector<double> sums[kKinds];  // by group
    for (size_t k = 0; k < kKinds; ++k) {
      kind[k] = std::log(kClerks[k].share) - kClerks[k].slips;
      for (const Group& group : groups_) {
        double sum = 0;
        for (const Hypothesis& h : group.hypotheses.all) {
          sum += std::exp(log_weight(h, kClerks[k]) - group.scale);
        }
        sums[k].push_back(std::max(sum, 1e-300));
        if (group.hypotheses.complete) kind[k] += std::log(sums[k].back());
      }
    }
    const double most = *std::max_element(kind, kind + kKinds);
    double total = 0;
    for (double& p : kind) total += p = std::exp(p - most);
    for (size_t g = 0; g < groups_.size(); ++g) {
      const Group& group = groups_[g];
      if (!group.hypotheses.complete) {
        for (const DoubtfulCell& cell : group.cells) withdraw(cell.cell);
        continue;
      }
      std::vector<double> posterior;
      for (const Hypothesis& h : group.hypotheses.all) {
        double p = 0;
        for (size_t k = 0; k < kKinds; ++k) {
          p += kind[k] / total * std::exp(log_weight(h, kClerks[k]) - group.scale) / sums[k][g];
        }
        posterior.push_back(p);
      }
      judge_group(group, posterior);
    }
  }

  // `posterior`: of the group's hypotheses.
  void judge_group(const Group& group, const std::vector<double>& posterior) {
    for (size_t i = 0; i < group.cells.size(); ++i) {
      std::vector<double> by_choice(group.cells[i].choices.size(), 0.0);
      for (size_t h = 0; h < posterior.size(); ++h) {
        by_choice[group.hypotheses.all[h].choice[i]] += posterior[h];
      }
      decide(group.cells[i], by_choice);
    }
    for (size_t h = 0; h < posterior.size(); ++h) {
      const std::vector<unsigned char>& choice = group.hypotheses.all[h].choice;
      std::map<int, Micro> by;
      std::set<int> unknown;
      for (size_t i = 0; i < group.cells.size(); ++i) {
        const Choice& c = group.cells[i].choices[choice[i]];
        for (const auto& m : model_.of_cell(group.cells[i].cell)) {
          by[m.relation] += m.sign * (c.amount - amounts_[group.cells[i].cell]);
          if (!c.known) unknown.insert(m.relation);
        }
      }
      for (const auto& [relation, change] : by) {
        if (imbalance_[relation] + change == 0 || unknown.contains(relation)) {
          may_hold_[relation] += posterior[h];
        }
      }
    }
  }

  void decide(const DoubtfulCell& doubtful, const std::vector<double>& posterior) {
    const CellReading& reading = readings_[doubtful.cell];
    Cell& cell = cells_[doubtful.cell];
    const bool own = reading.candidates[0].text == cell.raw;  // else the column cannot hold it
    size_t best = 0;
    double most = 0, as_read = 0;
    for (size_t k = 0; k < reading.candidates.size(); ++k) {
      const bool stays = k == 0 && own;
      const Candidate& candidate = reading.candidates[k];
      if (!stays && as_read_[doubtful.cell].candidates[k].probability < kSupport) continue;
      // A blank is never made a 0, nor a 0 a blank: habit only says how sure the reading is.
      if (k > 0 && candidate.amount == reading.candidates[0].amount) continue;
      const double p = probability_of(candidate, doubtful, posterior, reading);
      if (stays) as_read = p;
      if (p > most) {
        most = p;
        best = k;
      }
    }
    const bool stays = own && (best == 0 || most < kProbable);
    if (!stays && most < kProbable) {
      cell.status = CellStatus::kReview;
      cell.confidence = std::min(cell.confidence, 1 - most);
      return;
    }
    if (stays) most = as_read;
    cell.value = reading.candidates[stays ? 0 : best].value;
    cell.confidence = std::min(most, kMostCertain);
    if (!reading.sound || most < (stays ? kAccept : kReplace) || (!stays && cell.value.empty())) {
      cell.status = CellStatus::kReview;
    } else if (!stays) {
      cell.status = CellStatus::kCorrected;
    } else {
      cell.status = cell.value.empty() ? CellStatus::kBlank : CellStatus::kOk;
    }
  }

  static double probability_of(const Candidate& candidate, const DoubtfulCell& doubtful,
                               const std::vector<double>& posterior, const CellReading& reading) {
    for (size_t c = 0; c < doubtful.choices.size(); ++c) {
      const Choice& choice = doubtful.choices[c];
      if (choice.known && choice.amount == candidate.amount) {
        return posterior[c] * share_of(candidate, choice, reading);
      }
    }
    return 0;
  }

  // Of a group that is too entangled: what was not sure is left to a person, and what does not add
  // up, unless it is a sure figure and others account for it.
  void withdraw(int cell) {
    const auto& members = model_.of_cell(cell);
    const Candidate& own = readings_[cell].candidates[0];
    const bool sure_figure = own.probability > kSureReading && !own.value.empty();
    const bool accounted = std::all_of(members.begin(), members.end(), [&](const auto& m) {
      return !out_of_balance(m) || (sure_figure && is_doubtful_enough(m.relation));
    });
    const bool sure = own.probability >= kAccept && accounted && !is_asked_for_twice(cell);
    if (!sure && cells_[cell].accepted()) cells_[cell].status = CellStatus::kReview;
  }

  // Whether another figure in this cell would make two relations hold at once.
  bool is_asked_for_twice(int cell) const {
    std::vector<Micro> amounts = wanted(cell);
    std::sort(amounts.begin(), amounts.end());
    return std::adjacent_find(amounts.begin(), amounts.end()) != amounts.end();
  }

  // Whether cells of a relation are so doubtful that rather one of these than a sure one is what
  // puts it out of balance.
  bool is_doubtful_enough(int relation) const {
    double doubt = 0;
    for (const auto* side : {&form_.relations[relation].lhs, &form_.relations[relation].rhs}) {
      for (int c : *side) {
        const CellReading& r = readings_[c];
        const double p = r.sound ? r.candidates[0].probability : 0;
        if (p < kDoubtful) doubt += 1 - p;
      }
    }
    return doubt >= kEnoughDoubt;
  }

  // A reading that was doubtful by itself is not accepted for the shape of a clerk's slip alone:
  // some sum must bear it out.
  void leave_unsupported() {
    const std::vector<Check> checks = judge(form_, cells_);
    for (size_t c = 0; c < cells_.size(); ++c) {
      if (!cells_[c].accepted() || readings_[c].cell.accepted()) continue;
      const auto& members = model_.of_cell(static_cast<int>(c));
      if (std::none_of(members.begin(), members.end(), [&](const auto& m) {
            return considered_[m.relation] && checks[m.relation].lhs == checks[m.relation].rhs;
          })) {
        cells_[c].status = CellStatus::kReview;
      }
    }
  }

  // Figures may each be sure enough, and their sum's being wrong not: then the least sure of them
  // is for a person.
  void leave_what_may_hold() {
    const std::vector<Check> checks = judge(form_, cells_);
    for (size_t r = 0; r < checks.size(); ++r) {
      if (checks[r].verdict != Verdict::kBroken || 1 - may_hold_[r] >= kAccept) continue;
      std::vector<int> all = form_.relations[r].lhs;
      all.insert(all.end(), form_.relations[r].rhs.begin(), form_.relations[r].rhs.end());
      const int least = *std::min_element(all.begin(), all.end(), [this](int a, int b) {
        return std::pair(cells_[a].confidence, a) < std::pair(cells_[b].confidence, b);
      });
      cells_[least].status = CellStatus::kReview;
    }
  }

  const Form& form_;
  const std::vector<CellReading>& as_read_;
  std::vector<CellReading> readings_;  // as the clerk's habit has them
  const SlipModel model_;
  const std::vector<double> prior_;
  std::vector<Cell> cells_;
  std::vector<Micro> amounts_;
  std::vector<double> blank_share_;  // of the cells that add nothing, in the cell's table
  std::vector<Micro> imbalance_;     // of each relation as it was read
  std::vector<char> considered_;
  std::vector<double> may_hold_;  // probability that a relation out of balance holds in print
  ProvenCharacters proven_;
  Confusions confusions_;
  std::vector<Group> groups_;
};

}  // namespace

Reconciled reconcile(const Form& form, const std::vector<CellReading>& readings) {
  return Reconciler(form, readings).run();
}

}  // namespace gouji
