// Finds ruled tables on a page's pixels, whatever the page is made of: born digital or scanned.
#pragma once

#include <vector>

#include "models/page.h"
#include "models/table.h"

namespace gouji {

// The grids of `page` (rasterised and cleaned), from top to bottom. Lines are found by directional
// opening of the binarised page (as in Camelot's lattice method), gathered into tables by
// connectedness, their ends joined into a lattice; cells are the connected parts of that lattice
// between which no rule stands. Rules may be dotted or broken; one lost between two figures is put
// back, and a missing outer rule (tables open at the sides) is put where the others end. `printed`:
// where the text layer has characters, in points; a figure 1 under another is no rule there.
std::vector<Grid> find_grids(const Page& page, const std::vector<Box>& printed = {});

// The grids of a born-digital page whose tables have no rules down, or none at all
// (extract/implied_rules.h). All are `implied`.
std::vector<Grid> find_implied_grids(const Page& page);

}  // namespace gouji
