#include "extract/choices.h"

#include <algorithm>

namespace gouji {
namespace {

// docs/reconcile.md says what these were set by.
constexpr double kTooModest = 0.06;      // how much less often than it says a sure figure is wrong
constexpr double kNeverUnnamed = 0.006;  // and than its rest says, none of the alternatives
constexpr double kBlankToBoth = 0.06;  // the same of a blank, where the text layer has none either
constexpr double kUnnamedFigure =
    0.7;  // chance that a figure read with p is none of the alternatives,
constexpr double kUnnamedBlank = 0.35;  // over (1 - p)^2; of a blank, over 1 - p
constexpr double kUnsound = 0.5;        // what is left of a reading whose place or form is doubtful
constexpr double kLeast = 1e-5;         // chance that a reading is none of the alternatives
constexpr double kLike = 0.02;          // that it is one figure of those that differ in a character
constexpr double kUnlike = 1e-4;        // or any other figure
constexpr double kBlankOrZero = 0.3;    // or the other one of blank and 0
constexpr double kLostFigure = 0.2;     // of a figure that was read as a blank, over its size

// Whether one character more, less, or another turns `a` into `b`.
bool one_character_apart(const std::string& a, const std::string& b) {
  if (a.size() > b.size()) return one_character_apart(b, a);
  if (b.size() - a.size() > 1) return false;
  const auto differ = std::mismatch(a.begin(), a.end(), b.begin());
  if (differ.first == a.end()) return true;
  return std::equal(differ.first + (a.size() == b.size()), a.end(), differ.second + 1);
}

const Choice* find(const DoubtfulCell& cell, Micro amount) {
  for (const Choice& c : cell.choices) {
    if (c.known && c.amount == amount) return &c;
  }
  return nullptr;
}

void add(Choice choice, DoubtfulCell& out) {
  for (Choice& c : out.choices) {
    if (!c.known || c.amount != choice.amount) continue;
    c.likelihood += choice.likelihood;
    return;
  }
  out.choices.push_back(choice);
}

// That a cell which reads `as_read` holds `wanted` all the same, of what is no alternative.
double chance_unnamed(const std::string& as_read, Micro wanted) {
  const double units = static_cast<double>(wanted) / kOne;
  if (as_read.empty()) return kLostFigure / (1 + units);
  return one_character_apart(as_read, to_plain(wanted)) ? kLike : kUnlike;
}

}  // namespace

int Confusions::number(const std::string& read, const std::string& other) {
  if (read.size() != other.size() || read == other) return -1;
  const auto differ = std::mismatch(read.begin(), read.end(), other.begin());
  return numbers_.try_emplace({*differ.first, *differ.second}, numbers_.size()).first->second;
}

double chance_of_none(const CellReading& reading) {
  double named = 0;
  for (const Candidate& c : reading.candidates) named += c.probability;
  const double wrong = std::max(1 - reading.candidates[0].probability, 0.0);
  return std::max({1 - named, kLeast,
                   reading.candidates[0].value.empty() ? kUnnamedBlank * wrong
                                                       : kUnnamedFigure * wrong * wrong});
}

DoubtfulCell choices_of(int cell, const CellReading& reading, double none,
                        const std::vector<Micro>& wanted, double blank_share,
                        const ProvenCharacters& proven, Confusions& confusions) {
  DoubtfulCell out{cell, {}};
  const std::string& as_read = reading.candidates[0].value;
  double unknown = none;
  const double scale = reading.sound ? 1 : kUnsound;
  if (!reading.sound) unknown += 1 - kUnsound;
  const double first = std::max(scale * reading.candidates[0].probability, kLeast);
  const bool sure_figure = first > kSureReading && !as_read.empty();
  const double others = sure_figure ? kTooModest : 1;
  if (sure_figure) unknown *= kNeverUnnamed;
  const bool twice_blank =
      first > kSureReading && as_read.empty() && reading.cell.method == Method::kText;
  if (twice_blank) unknown *= kBlankToBoth;
  const auto left = [&](const std::string& other) {
    return sure_figure ? proven.doubt_left(as_read, other) : 1;
  };
  for (const Candidate& c : reading.candidates) {
    const double p = std::max(scale * c.probability, 1e-9);
    add({true, c.amount, out.choices.empty() ? 1 : others * left(c.value) * p / first,
         confusions.number(as_read, c.value)},
        out);
  }
  for (const Micro amount : wanted) {
    if (amount < 0 || find(out, amount)) continue;
    const std::string other = to_plain(amount);
    out.choices.push_back({true, amount,
                           unknown / first * left(other) * chance_unnamed(as_read, amount),
                           confusions.number(as_read, other)});
  }
  if (reading.candidates[0].amount == 0) {
    // What may have been lost beside a 0 is no reason why there should be nothing.
    const double nothing = std::min(unknown, kUnnamedFigure * (1 - first) * (1 - first));
    const double other = as_read.empty() ? (1 - blank_share) * unknown : blank_share * nothing;
    add({true, 0, kBlankOrZero * 2 * other / first}, out);
  }
  // Of a sure reading that is wrong and hidden by a slip besides there is no need to think.
  if (first <= kSureReading) out.choices.push_back({false, 0, unknown / first});
  return out;
}

double share_of(const Candidate& candidate, const Choice& choice, const CellReading& reading) {
  const double first = std::max(reading.candidates[0].probability, kLeast);
  return std::min(1.0, candidate.probability / first / choice.likelihood);
}

}  // namespace gouji
