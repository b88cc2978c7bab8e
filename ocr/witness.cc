#include "ocr/witness.h"

#include <algorithm>

#include "models/figure.h"

namespace gouji {
namespace {

// Of a wrong text layer, that it says what the digit reader would have to have misread.
constexpr double kSameSlip = 0.1;
// Of a figure that the digit reader did not think of (data/digits/README.md).
constexpr double kUnheard = 2e-4;

std::string value_of(const std::string& text) {
  const auto figure = figure_of(text);
  return figure && figure->rest.empty() ? figure->value : "?";
}

}  // namespace

double probability_of(const std::string& value, const Reading& pixels) {
  double sum = 0;
  for (const Alternative& a : pixels.alternatives) {
    if (value_of(a.text) == value) sum += a.probability;
  }
  return sum;
}

Reading weigh(const std::string& text, double errs, const Reading& pixels) {
  const std::string said = value_of(text);
  const double seen = std::max(probability_of(said, pixels), kUnheard);
  std::vector<Alternative> all = {{text, (1 - errs) * seen}};
  double sum = all[0].probability, withheld = 1;
  for (const Alternative& a : pixels.alternatives) {
    withheld -= a.probability;
    if (value_of(a.text) == said) continue;
    all.push_back({a.text, errs * kSameSlip * a.probability});
    sum += all.back().probability;
  }
  sum += errs * kSameSlip * std::max(0.0, withheld);  // what the reader doubts stays in doubt
  for (Alternative& a : all) a.probability = std::min(kMostCertain, a.probability / sum);
  std::stable_sort(all.begin(), all.end(), [](const Alternative& a, const Alternative& b) {
    return a.probability > b.probability;
  });
  const bool layer = all[0].text == text;
  return {std::move(all), layer ? Method::kText : Method::kOcr};
}

}  // namespace gouji
