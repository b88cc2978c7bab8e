#include "extract/hypotheses.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>

#include "extract/search_bound.h"

namespace gouji {
namespace {

constexpr int kMostNodes = 200'000;     // of one search; docs/reconcile.md has the time it takes
constexpr size_t kMostBases = 8;        // hypotheses that it is tried with
constexpr double kSameConfusion = 0.3;  // chance that a second cell with the same shapes errs alike
constexpr Effort kThorough = {10, 1e-4, 1e-3};
constexpr Effort kCoarse = {6, 1e-2, 1e-2};  // where the other has too much to look at

class Search {
 public:
  Search(const Form& form, const SlipModel& model, const std::vector<DoubtfulCell>& cells,
         const std::vector<Micro>& amounts, const std::vector<char>& considered,
         const std::vector<double>& log_prior, const Effort& effort, double best)
      : model_(model),
        cells_(cells),
        considered_(considered),
        log_prior_(log_prior),
        effort_(effort),
        bound_(form, model, cells, considered, log_prior, effort),
        best_(best),
        as_read_(amounts),
        amounts_(amounts),
        state_(form.relations.size()),
        choice_(cells.size(), 0) {
    for (size_t r = 0; r < form.relations.size(); ++r) {
      for (int c : form.relations[r].lhs) state_[r].by += amounts[c];
      for (int c : form.relations[r].rhs) state_[r].by -= amounts[c];
    }
  }

  // Score of the best hypothesis without very unlikely choices.
  double best() {
    descend(0, 0);
    return best_;
  }

  Hypotheses run() {
    descend(0, 0);
    if (out_.complete) add_remote_choices();
    std::erase_if(out_.all,
                  [&](const Hypothesis& h) { return score(h) < best_ - effort_.hopeless; });
    return std::move(out_);
  }

 private:
  struct Alike {
    int count = 0;
    double least = 1;  // of the likelihoods
  };

  double prior(int slips) const {
    return log_prior_[std::min<size_t>(slips, log_prior_.size() - 1)];
  }
  double score(const Hypothesis& h) const { return h.log_likelihood + prior(h.slips); }

  void descend(size_t depth, double log_likelihood) {
    if (++nodes_ > kMostNodes) {
      out_.complete = false;
      return;
    }
    if (log_likelihood + bound_.of(depth, state_, used_) < best_ - effort_.hopeless) return;
    if (depth == bound_.open()) {
      finish(log_likelihood);
      return;
    }
    const std::vector<Choice>& choices = cells_[depth].choices;
    for (size_t k = 0; k < choices.size() && out_.complete; ++k) {
      if (k > 0 && remote(choices[k], effort_)) continue;
      choice_[depth] = static_cast<unsigned char>(k);
      Alike& alike = alike_[choices[k].confusion];
      const Alike alike_before = alike;
      const uint64_t used_before = used_;
      used_ |= confusion_bit(choices[k]);
      put(depth, +1);
      descend(depth + 1, log_likelihood + cost(choices[k]));
      put(depth, -1);
      alike = alike_before;
      used_ = used_before;
    }
    choice_[depth] = 0;
  }

  // Of very unlikely choices there is at most one, and all else is as in one of the best
  // hypotheses. Of those that differ in that cell alone the first stands for all.
  void add_remote_choices() {
    std::vector<Hypothesis> best = out_.all;
    std::stable_sort(best.begin(), best.end(), [this](const Hypothesis& a, const Hypothesis& b) {
      return score(a) > score(b);
    });
    if (best.size() > kMostBases) best.resize(kMostBases);
    for (size_t b = 0; b < best.size(); ++b) {
      choice_ = best[b].choice;
      for (size_t i = 0; i < cells_.size(); ++i) put(i, +1);
      for (size_t i = 0; i < cells_.size(); ++i) {
        const bool again = std::any_of(best.begin(), best.begin() + static_cast<ptrdiff_t>(b),
                                       [&](const Hypothesis& h) { return same_but_for(i, h); });
        if (!again) try_remote(i);
      }
      for (size_t i = 0; i < cells_.size(); ++i) put(i, -1);
    }
  }

  bool same_but_for(size_t i, const Hypothesis& h) const {
    for (size_t k = 0; k < choice_.size(); ++k) {
      if (k != i && h.choice[k] != choice_[k]) return false;
    }
    return true;
  }

  void try_remote(size_t i) {
    const std::vector<Choice>& choices = cells_[i].choices;
    const unsigned char own = choice_[i];
    put(i, -1);
    for (size_t k = 1; k < choices.size(); ++k) {
      if (!remote(choices[k], effort_)) continue;
      choice_[i] = static_cast<unsigned char>(k);
      put(i, +1);
      finish(log_likelihood());
      put(i, -1);
    }
    choice_[i] = own;
    put(i, +1);
  }

  // Of the choices as they stand.
  double log_likelihood() {
    alike_.clear();
    double sum = 0;
    for (size_t i = 0; i < cells_.size(); ++i) sum += cost(cells_[i].choices[choice_[i]]);
    return sum;
  }

  // What a choice adds to those before it, from now on counted among them.
  double cost(const Choice& choice) {
    return choice.confusion < 0 ? std::log(choice.likelihood)
                                : add(alike_[choice.confusion], choice);
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

  // Takes the choice of the cell at `i` into the sums, or out of them.
  void put(size_t i, int direction) {
    const Choice& choice = cells_[i].choices[choice_[i]];
    const int cell = cells_[i].cell;
    const Micro as_read = as_read_[cell];
    amounts_[cell] = direction > 0 && choice.known ? choice.amount : as_read;
    for (const auto& m : model_.of_cell(cell)) {
      RelationState& s = state_[m.relation];
      s.unknown += choice.known ? 0 : direction;
      if (choice.known) s.by += direction * m.sign * (choice.amount - as_read);
    }
  }

  void finish(double log_likelihood) {
    Hypothesis h{choice_, log_likelihood, 0};
    std::vector<Micro> imbalance(state_.size(), 0);
    int out = 0;
    std::vector<char> considered = considered_;
    for (size_t r = 0; r < state_.size(); ++r) {
      if (!considered_[r]) continue;
      if (state_[r].unknown > 1) h.log_likelihood += kCoincidence;
      if (state_[r].unknown > 0) considered[r] = 0;
      if (state_[r].unknown == 0 && state_[r].by != 0) {
        imbalance[r] = state_[r].by;
        ++out;
      }
    }
    nodes_ += out * out / 2;
    const Slips slips = model_.explain(std::move(imbalance), amounts_, considered);
    const int hidden = unknown_slips();
    h.log_likelihood += slips.log_shape + hidden * bound_.log_unknown_slip();
    h.slips = slips.count + hidden;
    if (score(h) < best_ - effort_.hopeless) return;
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
  const Effort effort_;
  const SearchBound bound_;
  double best_;  // score of the best hypothesis known
  const std::vector<Micro>& as_read_;
  std::vector<Micro> amounts_;
  std::vector<RelationState> state_;
  std::vector<unsigned char> choice_;
  std::map<int, Alike> alike_;  // by confusion
  uint64_t used_ = 0;           // confusions, as confusion_bit() has them
  int nodes_ = 0;
  Hypotheses out_;
};

}  // namespace

Hypotheses enumerate(const Form& form, const SlipModel& model, std::vector<DoubtfulCell>& cells,
                     const std::vector<Micro>& amounts, const std::vector<char>& considered,
                     const std::vector<double>& log_prior) {
  Hypotheses out;
  for (const Effort& effort : {kThorough, kCoarse}) {
    // The most doubtful first: what does not add up then shows early.
    std::stable_sort(cells.begin(), cells.end(), [&](const DoubtfulCell& a, const DoubtfulCell& b) {
      return doubt(a, effort) > doubt(b, effort);
    });
    // The best hypothesis is found first: what is hopeless is then known from the beginning.
    const Effort best_only = {0, effort.remote, effort.remote_unknown};
    const double best =
        Search(form, model, cells, amounts, considered, log_prior, best_only, kImpossible).best();
    out = Search(form, model, cells, amounts, considered, log_prior, effort, best).run();
    if (out.complete) break;
  }
  return out;
}

}  // namespace gouji
