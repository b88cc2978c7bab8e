// Two witnesses of one figure: the text layer, and pixels.
#pragma once

#include "models/reading.h"

namespace gouji {

// How often a text layer says another figure than the one that is printed.
inline constexpr double kLayerErrs = 5e-4;   // of a font that nothing speaks against
inline constexpr double kSuspectErrs = 0.3;  // of a font that has been found wrong elsewhere
inline constexpr double kEmptyErrs = 0.01;   // no glyph in a cell of a table that has glyphs

// The probability of each figure, by Bayes' rule: the text layer says `text`, and is wrong with a
// probability of `errs`; `pixels` is what the digit reader saw, whose alternatives stand for
// independent evidence. Figures are compared as figure_of() gives them, so that 1,234 and １２３４
// agree; the first alternative is as its witness wrote it, with the method of that witness. No
// probability is above kMostCertain.
Reading weigh(const std::string& text, double errs, const Reading& pixels);

// The probability that `pixels` gives to the figure `value` ("?" for no figure).
double probability_of(const std::string& value, const Reading& pixels);

}  // namespace gouji
