// What a doubtful cell may hold, for the search among joint readings.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "extract/cell_reading.h"
#include "extract/proven_characters.h"
#include "models/number.h"

namespace gouji {

// One value that a cell may have. The likelihood is relative to the cell's first choice.
struct Choice {
  bool known = true;  // false: stands for all values that are not named
  Micro amount = 0;
  double likelihood = 1;
  int confusion = -1;  // which characters were taken for which, as a number; -1: none in particular
};

struct DoubtfulCell {
  int cell = 0;                 // index into Form::cells
  std::vector<Choice> choices;  // [0] is the reading as it stands
};

// Numbers confusions: the first differing character of two figures of equal length.
class Confusions {
 public:
  int number(const std::string& read, const std::string& other);

 private:
  std::map<std::pair<char, char>, int> numbers_;
};

// Chance that a cell's figure is none of those that its witnesses name.
double chance_of_none(const CellReading& reading);

// The choices of a cell, of which `none` is the above. A choice stands for all readings of the same
// amount, such as a blank and a 0. `wanted`: amounts that would make a relation hold which does
// not; where no witness names them they never become the cell's value, but they make another one
// doubtful. `blank_share`: see habit.h. `proven`: what makes a sure figure surer.
DoubtfulCell choices_of(int cell, const CellReading& reading, double none,
                        const std::vector<Micro>& wanted, double blank_share,
                        const ProvenCharacters& proven, Confusions& confusions);

// How much of its choice's probability a candidate has: of the readings of one amount each keeps
// its share.
double share_of(const Candidate& candidate, const Choice& choice, const CellReading& reading);

}  // namespace gouji
