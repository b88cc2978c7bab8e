// How likely joint readings can still become when some of a group's cells are decided: what lets
// the search for hypotheses leave most of them out.
#pragma once

#include <cstdint>
#include <vector>

#include "extract/choices.h"
#include "extract/slips.h"
#include "models/form.h"

namespace gouji {

constexpr double kCoincidence = -3.9;   // log of the chance that unknown figures balance, 0.02
constexpr double kImpossible = -1e300;  // log

// How thorough a search is.
struct Effort {
  double hopeless;        // nats below the best so far, at which a hypothesis is dropped
  double remote;          // likelihood below which a choice is looked at by itself,
  double remote_unknown;  // and below which an unknown figure
};

bool remote(const Choice& choice, const Effort& effort);

// Likelihood of the likeliest choice other than what was read; 0 where there are but remote ones.
double doubt(const DoubtfulCell& cell, const Effort& effort);

// A bit for the choice's confusion, by its number modulo 64; 0: none.
uint64_t confusion_bit(const Choice& choice);

// A relation as the cells decided so far leave it.
struct RelationState {
  Micro by = 0;     // sum of the left side less that of the right
  int unknown = 0;  // cells of it that are decided to be something unknown
  bool out() const { return unknown == 1 || (unknown == 0 && by != 0); }
};

class SearchBound {
 public:
  // `cells`: those with a doubt first, and decided in this order; the rest are what they were read
  // as. The others as enumerate() has them.
  SearchBound(const Form& form, const SlipModel& model, const std::vector<DoubtfulCell>& cells,
              const std::vector<char>& considered, const std::vector<double>& log_prior,
              const Effort& effort);

  // Number of cells with a doubt.
  size_t open() const { return open_; }

  // Log of the chance of a slip that hides an unknown figure.
  double log_unknown_slip() const { return unknown_slip_; }

  // The most that the log of a hypothesis' chance can still gain when `depth` cells are decided,
  // with `used` confusions; what does not add up must cost something.
  double of(size_t depth, const std::vector<RelationState>& state, uint64_t used) const {
    return best_from_[depth] + least_cost(depth, state, used);
  }

 private:
  // What undecided cells of a relation can be other than what they were read as.
  struct Change {
    double most = kImpossible;     // log of the likeliest
    double unknown = kImpossible;  // that it is an unknown figure
    uint64_t confusions = 0;
  };

  void look_ahead(const SlipModel& model, const DoubtfulCell& cell, const Effort& effort, size_t i,
                  uint64_t& seen);
  void classify(const Form& form, const std::vector<char>& considered);
  double least_change(const Change& change, const RelationState& state, size_t depth, uint64_t used,
                      uint64_t& shared) const;
  double least_cost(size_t depth, const std::vector<RelationState>& state, uint64_t used) const;

  const std::vector<double>& log_prior_;
  // Logs of their chances, place included; `row_slip_`: of one that explains several relations of a
  // class.
  double likeliest_slip_, row_slip_, unknown_slip_;
  size_t relations_;
  size_t open_ = 0;
  std::vector<double> best_from_;          // by depth: most that the cells from there on can add
  std::vector<uint64_t> common_;           // by depth: confusions of more than one of these cells
  std::vector<Change> best_change_;        // by depth and relation, of these cells
  std::vector<std::vector<int>> classes_;  // considered relations that share no cell
  std::vector<char> crosses_rows_;         // by relation, as SlipModel::crosses_rows
};

}  // namespace gouji
