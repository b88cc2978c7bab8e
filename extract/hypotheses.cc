#include "extract/hypotheses.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace gouji {
namespace {

constexpr int kMostNodes = 60'000;      // of one search; docs/reconcile.md has the time it takes
constexpr double kLikeliestSlip = 0.4;  // as SlipModel::chance has it
constexpr double kRemote = 1e-5;        // likelihood below which a choice is looked at by itself
constexpr size_t kMostBases = 8;        // hypotheses that it is tried with
constexpr double kImpossible = -1e300;
// Nats below the best so far, at which a hypothesis is dropped; the second where the first leaves
// too many.
constexpr double kHopeless[] = {10, 6};
constexpr double kSameConfusion = 0.3;  // chance that a second cell with the same shapes errs alike
constexpr double kUnknownSlip = 0.05;  // that a slip is of the amount which hides an unknown figure
constexpr double kCoincidence = 0.02;  // that two unknown figures balance

class Search {
 public:
  Search(const Form& form, const SlipModel& model, const std::vector<DoubtfulCell>& cells,
         const std::vector<Micro>& amounts, const std::vector<char>& considered,
         const std::vector<double>& log_prior, double hopeless)
      : model_(model),
        cells_(cells),
        considered_(considered),
        log_prior_(log_prior),
        hopeless_(hopeless),
        as_read_(amounts),
        amounts_(amounts),
        state_(form.relations.size()),
        choice_(cells.size(), 0),
        best_from_(cells.size() + 1, 0),
        best_change_((cells.size() + 1) * form.relations.size(), kImpossible) {
    for (size_t r = 0; r < form.relations.size(); ++r) {
      for (int c : form.relations[r].lhs) state_[r].by += amounts[c];
      for (int c : form.relations[r].rhs) state_[r].by -= amounts[c];
    }
    for (size_t i = cells.size(); i-- > 0;) look_ahead(i);
  }

  Hypotheses run() {
    descend(0, 0);
    if (out_.complete) add_remote_choices();
    std::erase_if(out_.all, [&](const Hypothesis& h) { return score(h) < best_ - hopeless_; });
    return std::move(out_);
  }

 private:
  struct State {
    Micro by = 0;
    int unknown = 0;  // cells of it that are decided to be something unknown
    bool out() const { return unknown == 1 || (unknown == 0 && by != 0); }
  };
  struct Alike {
    int count = 0;
    double least = 1;  // of the likelihoods
  };

  double prior(int slips) const {
    return log_prior_[std::min<size_t>(slips, log_prior_.size() - 1)];
  }
  double score(const Hypothesis& h) const { return h.log_likelihood + prior(h.slips); }

  // What the cells from `i` on can add at most: in all, and where they are not what they were read
  // as, by relation.
  void look_ahead(size_t i) {
    double first = std::log(cells_[i].choices[0].likelihood), most = first, change = kImpossible;
    for (size_t k = 1; k < cells_[i].choices.size(); ++k) {
      if (remote(cells_[i].choices[k])) continue;
      change = std::max(change, std::log(cells_[i].choices[k].likelihood));
    }
    most = std::max(first, change);
    best_from_[i] = best_from_[i + 1] + most;
    const size_t relations = state_.size();
    std::copy_n(best_change_.begin() + (i + 1) * relations, relations,
                best_change_.begin() + i * relations);
    for (const auto& m : model_.of_cell(cells_[i].cell)) {
      double& best = best_change_[i * relations + m.relation];
      best = std::max(best, change);
    }
  }

  // The best that what does not add up so far can cost: a slip or a change in a cell that is not
  // yet decided puts at most three relations right.
  double least_cost(size_t depth) const {
    double change = kImpossible;
    int out = 0;
    for (size_t r = 0; r < state_.size(); ++r) {
      if (!considered_[r] || !state_[r].out()) continue;
      ++out;
      change = std::max(change, best_change_[depth * state_.size() + r]);
    }
    const int events = (out + 2) / 3;
    double best = kImpossible;
    for (int slips = 0; slips <= events; ++slips) {
      const double changes = slips < events ? (events - slips) * std::min(change, 0.0) : 0;
      best = std::max(best, prior(slips) + slips * std::log(kLikeliestSlip) + changes);
    }
    return best;
  }

  void descend(size_t depth, double log_likelihood) {
    if (++nodes_ > kMostNodes) {
      out_.complete = false;
      return;
    }
    if (log_likelihood + best_from_[depth] + least_cost(depth) < best_ - hopeless_) return;
    if (depth == cells_.size()) {
      finish(log_likelihood);
      return;
    }
    const DoubtfulCell& cell = cells_[depth];
    const Micro as_read = as_read_[cell.cell];
    for (size_t k = 0; k < cell.choices.size() && out_.complete; ++k) {
      const Choice& choice = cell.choices[k];
      if (k > 0 && remote(choice)) continue;
      choice_[depth] = static_cast<unsigned char>(k);
      Alike& alike = alike_[choice.confusion];
      const Alike before = alike;
      const double cost = choice.confusion < 0 ? std::log(choice.likelihood) : add(alike, choice);
      put(cell.cell, choice, +1, as_read);
      descend(depth + 1, log_likelihood + cost);
      put(cell.cell, choice, -1, as_read);
      alike_[choice.confusion] = before;
    }
    choice_[depth] = 0;
  }

  static bool remote(const Choice& choice) { return choice.likelihood < kRemote; }

  // Of very unlikely choices there is at most one, and all else is as in one of the best
  // hypotheses.
  void add_remote_choices() {
    std::vector<Hypothesis> best = out_.all;
    std::stable_sort(best.begin(), best.end(), [this](const Hypothesis& a, const Hypothesis& b) {
      return score(a) > score(b);
    });
    if (best.size() > kMostBases) best.resize(kMostBases);
    for (const Hypothesis& base : best) {
      double log_likelihood = 0;
      choice_ = base.choice;
      for (size_t i = 0; i < cells_.size(); ++i) {
        const Choice& choice = cells_[i].choices[choice_[i]];
        log_likelihood += std::log(choice.likelihood);
        put(cells_[i].cell, choice, +1, as_read_[cells_[i].cell]);
      }
      for (size_t i = 0; i < cells_.size(); ++i) try_remote(i, log_likelihood);
      for (size_t i = 0; i < cells_.size(); ++i) {
        put(cells_[i].cell, cells_[i].choices[choice_[i]], -1, as_read_[cells_[i].cell]);
      }
    }
  }

  void try_remote(size_t i, double log_likelihood) {
    const DoubtfulCell& cell = cells_[i];
    const unsigned char own = choice_[i];
    for (size_t k = 1; k < cell.choices.size(); ++k) {
      if (!remote(cell.choices[k])) continue;
      choice_[i] = static_cast<unsigned char>(k);
      put(cell.cell, cell.choices[own], -1, as_read_[cell.cell]);
      put(cell.cell, cell.choices[k], +1, as_read_[cell.cell]);
      finish(log_likelihood + std::log(cell.choices[k].likelihood) -
             std::log(cell.choices[own].likelihood));
      put(cell.cell, cell.choices[k], -1, as_read_[cell.cell]);
      put(cell.cell, cell.choices[own], +1, as_read_[cell.cell]);
    }
    choice_[i] = own;
  }

  // What one more cell with the same confusion adds.
  static double add(Alike& alike, const Choice& choice) {
    const auto joint = [](const Alike& a) {
      return a.count == 0   ? 0
             : a.count == 1 ? std::log(a.least)
                            : std::log(kSameConfusion * a.least);
    };
    const double before = joint(alike);
    alike.least = std::min(alike.least, choice.likelihood);
    ++alike.count;
    return joint(alike) - before;
  }

  void put(int cell, const Choice& choice, int direction, Micro as_read) {
    amounts_[cell] = direction > 0 && choice.known ? choice.amount : as_read;
    for (const auto& m : model_.of_cell(cell)) {
      State& s = state_[m.relation];
      s.unknown += choice.known ? 0 : direction;
      if (choice.known) s.by += direction * m.sign * (choice.amount - as_read);
    }
  }

  void finish(double log_likelihood) {
    Hypothesis h{choice_, log_likelihood, 0};
    std::vector<Imbalance> out_of_balance;
    std::vector<char> considered = considered_;
    for (size_t r = 0; r < state_.size(); ++r) {
      if (!considered_[r]) continue;
      if (state_[r].unknown > 1) h.log_likelihood += std::log(kCoincidence);
      if (state_[r].unknown > 0) considered[r] = 0;
      if (state_[r].unknown == 0 && state_[r].by != 0) {
        out_of_balance.push_back({static_cast<int>(r), state_[r].by});
      }
    }
    const Slips slips = model_.explain(std::move(out_of_balance), amounts_, considered);
    const int hidden = unknown_slips();
    h.log_likelihood += slips.log_shape + hidden * std::log(kUnknownSlip);
    h.slips = slips.count + hidden;
    if (score(h) < best_ - hopeless_) return;
    best_ = std::max(best_, score(h));
    out_.all.push_back(std::move(h));
  }

  // A figure that is none of the known ones does not add up but by a slip of the clerk's that
  // happens to make it seem so.
  int unknown_slips() const {
    int slips = 0;
    for (size_t i = 0; i < cells_.size(); ++i) {
      if (cells_[i].choices[choice_[i]].known) continue;
      const auto& members = model_.of_cell(cells_[i].cell);
      slips += std::any_of(members.begin(), members.end(), [&](const auto& m) {
        return considered_[m.relation] && state_[m.relation].unknown == 1;
      });
    }
    return slips;
  }

  const SlipModel& model_;
  const std::vector<DoubtfulCell>& cells_;
  const std::vector<char>& considered_;
  const std::vector<double>& log_prior_;
  const double hopeless_;
  const std::vector<Micro>& as_read_;
  std::vector<Micro> amounts_;
  std::vector<State> state_;
  std::vector<unsigned char> choice_;
  std::vector<double> best_from_;    // most that the cells from here on can add
  std::vector<double> best_change_;  // by depth and relation: most that a change there can add
  std::map<int, Alike> alike_;
  int nodes_ = 0;
  double best_ = -1e300;
  Hypotheses out_;
};

}  // namespace

Hypotheses enumerate(const Form& form, const SlipModel& model,
                     const std::vector<DoubtfulCell>& cells, const std::vector<Micro>& amounts,
                     const std::vector<char>& considered, const std::vector<double>& log_prior) {
  Hypotheses out;
  for (double hopeless : kHopeless) {
    out = Search(form, model, cells, amounts, considered, log_prior, hopeless).run();
    if (out.complete) break;
  }
  return out;
}

}  // namespace gouji
