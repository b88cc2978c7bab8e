// Dotted and dashed rules.
#pragma once

#include <vector>

#include "extract/bit_image.h"
#include "extract/direction.h"

namespace gouji {

// How a pen draws: the usual length of its marks and of the gaps between them, pixels.
struct DotPattern {
  int mark = 0, gap = 0;
};

// The dotted and dashed rules of `ink` in one direction, made whole: rows of thin marks with paper
// on both sides, evenly spaced. Rows that are clearly so add to `known`; less clear ones are taken
// where their pattern is known.
BitImage dotted_rules(const BitImage& ink, const Direction& along, std::vector<DotPattern>& known);

}  // namespace gouji
