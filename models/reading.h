// What was read in one place: a distribution over strings, not a string. The first alternative is
// the best one. Stages pass alternatives on; only reconciling chooses among them.
#pragma once

#include <string>
#include <vector>

namespace gouji {

// How a value was come by: `method` in cells.csv.
enum class Method { kText, kOcr, kPerson };

// No probability is above this.
inline constexpr double kMostCertain = 0.9999;

struct Alternative {
  std::string text;        // UTF-8 as printed; "" is a blank cell
  double probability = 0;  // that `text` is what is printed, 0 to 1
};

struct Reading {
  std::vector<Alternative> alternatives;  // most probable first; empty: nothing was read at all
  Method method = Method::kOcr;

  const std::string& text() const {
    static const std::string none;
    return alternatives.empty() ? none : alternatives.front().text;
  }
  double probability() const { return alternatives.empty() ? 0 : alternatives.front().probability; }
};

// Something is printed there, and what it is was not read.
inline constexpr char kUnread[] = "?";

// A reading with one alternative.
inline Reading single_reading(std::string text, double probability, Method method) {
  return {{{std::move(text), probability}}, method};
}

}  // namespace gouji
