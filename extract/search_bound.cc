#include "extract/search_bound.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace gouji {
namespace {

constexpr double kUnknownSlip = 0.05;  // that a slip is of the amount which hides an unknown figure
constexpr double kNever = -1e4;        // log

}  // namespace

bool remote(const Choice& choice, const Effort& effort) {
  return choice.likelihood < (choice.known ? effort.remote : effort.remote_unknown);
}

// Likelihood of the likeliest choice other than what was read; 0 where there are but remote ones.
double doubt(const DoubtfulCell& cell, const Effort& effort) {
  double most = 0;
  for (size_t k = 1; k < cell.choices.size(); ++k) {
    if (!remote(cell.choices[k], effort)) most = std::max(most, cell.choices[k].likelihood);
  }
  return most;
}

uint64_t confusion_bit(const Choice& choice) {
  return choice.confusion < 0 ? 0 : uint64_t{1} << (choice.confusion % 64);
}

SearchBound::SearchBound(const Form& form, const SlipModel& model,
                         const std::vector<DoubtfulCell>& cells,
                         const std::vector<char>& considered, const std::vector<double>& log_prior,
                         const Effort& effort)
    : log_prior_(log_prior),
      likeliest_slip_(std::log(model.likeliest_slip())),
      row_slip_(std::log(model.likeliest_row_slip())),
      unknown_slip_(std::log(kUnknownSlip / static_cast<double>(form.relations.size()))),
      relations_(form.relations.size()) {
  while (open_ < cells.size() && doubt(cells[open_], effort) > 0) ++open_;
  best_from_.assign(open_ + 1, 0);
  common_.assign(open_ + 1, 0);
  best_change_.resize((open_ + 1) * relations_);
  uint64_t seen = 0;
  for (size_t i = open_; i-- > 0;) look_ahead(model, cells[i], effort, i, seen);
  classify(form, considered);
  for (size_t r = 0; r < relations_; ++r) {
    crosses_rows_.push_back(model.crosses_rows(static_cast<int>(r)));
  }
}

void SearchBound::look_ahead(const SlipModel& model, const DoubtfulCell& cell, const Effort& effort,
                             size_t i, uint64_t& seen) {
  Change change;
  for (size_t k = 1; k < cell.choices.size(); ++k) {
    const Choice& choice = cell.choices[k];
    if (remote(choice, effort)) continue;
    change.most = std::max(change.most, std::log(choice.likelihood));
    if (!choice.known) change.unknown = std::log(choice.likelihood);
    change.confusions |= confusion_bit(choice);
  }
  common_[i] = common_[i + 1] | (seen & change.confusions);
  seen |= change.confusions;
  best_from_[i] = best_from_[i + 1] + std::max(std::log(cell.choices[0].likelihood), change.most);
  std::copy_n(best_change_.begin() + (i + 1) * relations_, relations_,
              best_change_.begin() + i * relations_);
  for (const auto& m : model.of_cell(cell.cell)) {
    Change& best = best_change_[i * relations_ + m.relation];
    best.most = std::max(best.most, change.most);
    best.unknown = std::max(best.unknown, change.unknown);
    best.confusions |= change.confusions;
  }
}

void SearchBound::classify(const Form& form, const std::vector<char>& considered) {
  std::vector<std::vector<char>> taken;  // by class and cell
  for (size_t r = 0; r < form.relations.size(); ++r) {
    if (!considered[r]) continue;
    std::vector<int> cells = form.relations[r].lhs;
    cells.insert(cells.end(), form.relations[r].rhs.begin(), form.relations[r].rhs.end());
    size_t k = 0;
    const auto overlap = [&](int c) { return taken[k][c] != 0; };
    while (k < taken.size() && std::any_of(cells.begin(), cells.end(), overlap)) ++k;
    if (k == taken.size()) {
      taken.emplace_back(form.cells.size(), 0);
      classes_.emplace_back();
    }
    for (int c : cells) taken[k][c] = 1;
    classes_[k].push_back(static_cast<int>(r));
  }
}

// What a change in an undecided cell of a relation can cost at best. One whose confusion is in use
// costs nothing, nor do, after a first one, those that may share theirs. An unknown figure is only
// made up for by another.
double SearchBound::least_change(const Change& change, const RelationState& state, size_t depth,
                                 uint64_t used, uint64_t& shared) const {
  if (state.unknown > 0) return std::min(change.unknown, 0.0) + kCoincidence;
  if ((change.confusions & (used | shared)) != 0) return 0;
  shared |= change.confusions & common_[depth];
  return std::min(change.most, 0.0);
}

// The best that what does not add up so far can cost. Relations of one class have no cell in
// common, so that each needs a slip or a change of its own.
double SearchBound::least_cost(size_t depth, const std::vector<RelationState>& state,
                               uint64_t used) const {
  const auto prior = [this](size_t slips) {
    return log_prior_[std::min(slips, log_prior_.size() - 1)];
  };
  double least = 0, coincidences = 0;
  std::vector<double> gains;  // of slips over changes
  for (const std::vector<int>& relations : classes_) {
    uint64_t shared = 0;
    double rest = 0;
    int crossing = 0;
    gains.clear();
    for (int r : relations) {
      if (state[r].unknown > 1) coincidences += kCoincidence;
      if (!state[r].out()) continue;
      const Change& change = best_change_[depth * relations_ + r];
      const double cost = std::max(least_change(change, state[r], depth, used, shared), kNever);
      rest += cost;
      crossing += crosses_rows_[r];
      gains.push_back((state[r].unknown > 0 ? unknown_slip_ : likeliest_slip_) - cost);
    }
    std::sort(gains.begin(), gains.end(), std::greater<>());
    double best = prior(0) + rest;
    for (size_t slips = 1; slips <= gains.size(); ++slips) {
      rest += gains[slips - 1];
      best = std::max(best, prior(slips) + rest);
    }
    // One slip in a row may explain all of these.
    if (crossing > 1) best = std::max(best, prior(1) + row_slip_);
    least = std::min(least, best);
  }
  return least + coincidences;
}

}  // namespace gouji
