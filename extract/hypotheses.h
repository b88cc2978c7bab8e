// What a group of doubtful cells may say together: every joint reading that is not hopelessly less
// likely than the best.
#pragma once

#include <vector>

#include "extract/choices.h"
#include "extract/slips.h"
#include "models/form.h"

namespace gouji {

struct Hypothesis {
  std::vector<unsigned char> choice;  // by doubtful cell
  double log_likelihood = 0;          // of the pixels, and of how slips are shaped
  int slips = 0;                      // by the clerk
};

struct Hypotheses {
  std::vector<Hypothesis> all;
  bool complete = true;  // false: there were too many to look at
};

// Depth first, bounded in nodes. Puts `cells` in another order, which is that of
// Hypothesis::choice. `amounts`: of all Form::cells, as read; `considered`: a flag for each
// relation that counts. `log_prior` of a number of slips (index; the last one is repeated).
// Characters that are taken for others are so in several cells at once: the second cell with the
// same confusion costs a factor of 0.3, further ones hardly anything.
Hypotheses enumerate(const Form& form, const SlipModel& model, std::vector<DoubtfulCell>& cells,
                     const std::vector<Micro>& amounts, const std::vector<char>& considered,
                     const std::vector<double>& log_prior);

}  // namespace gouji
