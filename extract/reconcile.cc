#include "extract/reconcile.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "extract/cell_value.h"
#include "extract/choices.h"
#include "extract/habit.h"
#include "extract/hypotheses.h"
#include "extract/judge.h"
#include "extract/slips.h"

namespace gouji {
namespace {

// docs/reconcile.md says what these were set by. See also kAccept.
constexpr double kDoubtful = 0.995;  // a reading below this is examined even if all adds up
constexpr double kProbable = 0.5;    // posterior from which another reading is the better guess,
constexpr double kReplace = 0.995;   // and from which it takes the place of the cell's own,
constexpr double kSupport = 0.01;    // if the cell alone gives it this probability

class Reconciler {
 public:
  Reconciler(const Form& form, const std::vector<CellReading>& readings)
      : form_(form),
        readings_(readings),
        model_(form),
        prior_(log_prior(form.relations.size())),
        amounts_(form.cells.size(), 0),
        imbalance_(form.relations.size(), 0),
        considered_(form.relations.size(), 0),
        holds_(form.relations.size(), 0) {
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
    std::vector<Check> checks = judge(form_, cells_);
    return {std::move(cells_), std::move(checks)};
  }

 private:
  struct Group {
    std::vector<DoubtfulCell> cells;
    Hypotheses hypotheses;
  };

  bool read(int cell) const { return !readings_[cell].candidates.empty(); }

  // A relation says nothing where a cell is not in the document, or a side is blank throughout.
  void look_at_relations() {
    for (size_t r = 0; r < form_.relations.size(); ++r) {
      const Relation& relation = form_.relations[r];
      Micro& by = imbalance_[r];
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

  // Amounts that would make a relation of the cell's hold which does not.
  std::vector<Micro> wanted(int cell) const {
    std::vector<Micro> out;
    for (const auto& m : model_.of_cell(cell)) {
      if (!considered_[m.relation] || holds_[m.relation]) continue;
      out.push_back(amounts_[cell] - m.sign * imbalance_[m.relation]);
    }
    return out;
  }

  void examine(const std::vector<int>& cells) {
    Group group;
    for (int c : cells) {
      group.cells.push_back(choices_of(c, readings_[c], wanted(c), blank_share_[c], confusions_));
    }
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
        const double p = posterior[c] * share_of(candidate, choice, reading);
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

  const Form& form_;
  std::vector<CellReading> readings_;
  const SlipModel model_;
  const std::vector<double> prior_;
  std::vector<Cell> cells_;
  std::vector<Micro> amounts_;
  std::vector<double> blank_share_;  // of the cells that add nothing, in the cell's table
  std::vector<Micro> imbalance_;     // of each relation as it was read
  std::vector<char> considered_, holds_;
  Confusions confusions_;
  std::vector<Group> groups_;
};

}  // namespace

Reconciled reconcile(const Form& form, const std::vector<CellReading>& readings) {
  return Reconciler(form, readings).run();
}

}  // namespace gouji
