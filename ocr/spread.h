// Two printed pages side by side on one sheet, as booklets are scanned and drafts are printed.
#pragma once

#include <vector>

#include "models/page.h"

namespace gouji {

// The printed pages of a sheet that lies upright and has not been made flat (no `dewarp_map`): its
// left and its right half, where it is wider than high, nothing is printed down its middle, and
// both halves are as full as pages are; in a `booklet`, of which a sheet before it had two pages,
// be they blank; else the sheet itself. Of the halves, pixels share memory with the sheet's, `side`
// is set, glyphs are those on them, and all else is still the sheet's.
std::vector<Page> printed_pages(const Page& sheet, bool booklet);

}  // namespace gouji
