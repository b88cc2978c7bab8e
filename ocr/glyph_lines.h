// Lines of text from glyphs.
#pragma once

#include <vector>

#include "models/page.h"

namespace gouji {

// Glyphs by lines, from top to bottom, in each from left to right; none for no glyphs. Of glyphs
// that are printed twice a little apart, to look bold, the first alone.
std::vector<std::vector<Glyph>> sorted_lines(std::vector<Glyph> glyphs);

// The line that glyphs make in their order, with spaces between Latin words; its box as the
// glyphs', in points.
TextLine line_of(const std::vector<Glyph>& glyphs, int page);

}  // namespace gouji
