// Two printed pages side by side on one sheet, as booklets are scanned.
#pragma once

#include <vector>

#include "models/page.h"

namespace gouji {

// The printed pages of a sheet that lies upright and has not been made flat (no `bend`): its left
// and its right half, where it is wider than high and nothing is printed down its middle; else the
// sheet itself. Glyphs go with the half that they are on. Of the halves, pixels share memory with
// the sheet's, `side` is set, and width, height and images are still the sheet's.
std::vector<Page> printed_pages(const Page& sheet);

}  // namespace gouji
