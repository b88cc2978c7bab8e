// What of the glyphs in a table cell is printed as its text: not what lies behind it, nor what is
// crossed out.
#pragma once

#include <vector>

#include "models/page.h"

namespace gouji {

// Drops from each cell of a grid the glyphs (visible ones) that are far fainter than the grid's
// usually are, as those of a watermark that runs through it. Returns from which cells any was
// dropped.
std::vector<bool> drop_faint(const Page& page, std::vector<std::vector<Glyph>>& cells);

// Drops the digits of a line that are crossed out, as word processors show deleted text, where
// others are not. Returns whether the line shows a revision: digits are crossed out, or some are
// underlined, as inserted text is, and some are not.
bool drop_deleted(const Page& page, std::vector<Glyph>& line);

// Digits smaller than others in their line are marks of notes, and become such characters (₂).
void mark_notes(std::vector<Glyph>& line);

}  // namespace gouji
