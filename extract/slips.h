// How clerks err. A slip is one figure that was not meant: it puts out of balance every relation
// that the figure stands in, by the same amount.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "models/form.h"
#include "models/number.h"

namespace gouji {

// A relation that does not add up.
struct Imbalance {
  int relation = 0;  // index into Form::relations
  Micro by = 0;      // sum of the left side less that of the right
};

// The slips that explain what does not add up.
struct Slips {
  int count = 0;
  double log_shape = 0;  // log of the chance that slips are in these places, of these amounts
};

// Clerks of one kind: their share, and how many slips they make in a report. Most make hardly any,
// some make several. A relation then holds in print with a probability of 0.98, and one that does
// not makes others of the same report more likely not to.
struct Clerk {
  double share, slips;
};
inline constexpr Clerk kClerks[] = {{0.7, 0.1}, {0.25, 1}, {0.05, 4}};
inline constexpr int kMostSlips = 24;  // more are as likely as these

// Log of the chance of 0 to kMostSlips slips in given places, less that of these places, whichever
// kind of clerk wrote the report.
std::vector<double> log_prior();

// The relations of one form, by cell.
class SlipModel {
 public:
  explicit SlipModel(const Form& form);

  // The fewest slips found that explain `out_of_balance` (ascending by relation) and leave every
  // other of the relations in `considered` (one flag for each of the form's) as it is: a figure
  // that explains several at once is taken first. `amounts`: printed, one for each of Form::cells.
  Slips explain(std::vector<Imbalance> out_of_balance, const std::vector<Micro>& amounts,
                const std::vector<char>& considered) const;

  // Chance that a clerk's slip is of `by` rather than another amount, for a figure printed as
  // `printed` in a relation of these cells. Which slips are likely is known from published reports:
  // totals left at 0, totals off by one, a row left out, digits swapped.
  static double chance(Micro by, Micro printed, const std::vector<Micro>& others);

  // Chance that a slip is in this cell's figure: in any of the relations alike, mostly in the
  // total.
  double place(int cell) const { return place_[cell]; }
  double likeliest_place() const { return *std::max_element(place_.begin(), place_.end()); }

  struct Membership {
    int relation;
    int sign;  // +1: on the left side
  };
  const std::vector<Membership>& of_cell(int cell) const { return members_[cell]; }

 private:
  // What the figure in `cell` is off by, if it alone explains all the relations it stands in.
  std::optional<Micro> single_slip(int cell, const std::vector<Imbalance>& out_of_balance,
                                   const std::vector<Micro>& amounts,
                                   const std::vector<char>& considered, int& explained) const;
  std::vector<Micro> figures_of(int relation, const std::vector<Micro>& amounts) const;

  const Form& form_;
  std::vector<std::vector<Membership>> members_;  // by cell
  std::vector<double> place_;                     // likewise
};

}  // namespace gouji
