// How clerks err. A slip is one figure that was not meant: it puts out of balance every relation
// that the figure stands in, by the same amount. Or it is two or more of a row whose own sum holds
// all the same: counted in a column for another, or a row left out where the columns were added up.
#pragma once

#include <optional>
#include <vector>

#include "models/form.h"
#include "models/number.h"

namespace gouji {

// The slips that explain what does not add up.
struct Slips {
  int count = 0;
  double log_shape = 0;  // log of the chance that slips are in these places, of these amounts

  explicit operator bool() const { return count > 0; }
  Slips& operator+=(const Slips& more) {
    count += more.count;
    log_shape += more.log_shape;
    return *this;
  }
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

  // The greatest chance of a slip, its place included, and of one in a row whose own sum holds.
  double likeliest_slip() const;
  double likeliest_row_slip() const;

  // Whether such a slip may put a relation out of balance: it goes across rows.
  bool crosses_rows(int relation) const { return crosses_rows_[relation] != 0; }

  // The fewest slips found that explain `imbalance` (by relation: the sum of the left side less
  // that of the right) and leave every other of the relations in `considered` (a flag each) as it
  // is: a figure that explains several at once is taken first, or else figures that do so together.
  // `amounts`: printed, one for each of Form::cells.
  Slips explain(std::vector<Micro> imbalance, const std::vector<Micro>& amounts,
                const std::vector<char>& considered) const;

  // Chance that a clerk's slip is of `by` rather than another amount, for a figure printed as
  // `printed` in a relation of these cells. Which slips are likely is known from published reports:
  // totals left at 0, totals off by one, a row left out, digits swapped.
  static double chance(Micro by, Micro printed, const std::vector<Micro>& others);

  // Chance that a slip is in this cell's figure: in any of the relations alike, mostly in the
  // total.
  double place(int cell) const { return place_[cell]; }

  struct Membership {
    int relation;
    int sign;  // +1: on the left side
  };
  const std::vector<Membership>& of_cell(int cell) const { return members_[cell]; }

 private:
  struct Culprit {
    int cell;
    Micro off;  // what its figure is more than was meant
  };

  // What the figure in `cell` is off by, if it alone explains all the relations it stands in.
  std::optional<Micro> single_slip(int cell, const std::vector<Micro>& imbalance,
                                   const std::vector<Micro>& amounts,
                                   const std::vector<char>& considered, int& explained) const;
  // Figures of a relation, two or more, that are off by what all their other relations are, and
  // together by what this one is, be it nothing. Empty where there are none such.
  std::vector<Culprit> culprits(int relation, const std::vector<Micro>& imbalance,
                                const std::vector<Micro>& amounts,
                                const std::vector<char>& considered) const;
  // Chance that figures of a row whose own sum holds are off by one slip, its place included.
  double row_slip(int row, const std::vector<Culprit>& culprits,
                  const std::vector<Micro>& amounts) const;
  // Of a row of columns' totals: that one of the rows above was left out of them all.
  double left_out(int row, const std::vector<Culprit>& culprits,
                  const std::vector<Micro>& amounts) const;
  // Takes what one slip explains out of `imbalance`, or what several do that meet in a relation.
  Slips take_singly(std::vector<Micro>& imbalance, const std::vector<Micro>& amounts,
                    const std::vector<char>& considered) const;
  Slips take_together(std::vector<Micro>& imbalance, const std::vector<Micro>& amounts,
                      const std::vector<char>& considered) const;
  void settle(int cell, std::vector<Micro>& imbalance) const;
  std::vector<Micro> figures_of(int relation, const std::vector<Micro>& amounts) const;

  const Form& form_;
  std::vector<std::vector<Membership>> members_;  // by cell
  std::vector<double> place_;                     // likewise
  std::vector<char> is_row_;                      // by relation: it is of a row and its total
  std::vector<char> crosses_rows_;                // likewise
};

}  // namespace gouji
