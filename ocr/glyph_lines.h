// Lines of text from glyphs.
#pragma once

#include <vector>

#include "models/page.h"

namespace gouji {

// Glyphs by lines, from top to bottom, in each from left to right. Of glyphs that are printed twice
// a little apart, to look bold, the first alone.
std::vector<std::vector<Glyph>> sorted_lines(std::vector<Glyph> glyphs);

// The text of glyphs in their order, with spaces between Latin words.
TextLine line_of(const std::vector<Glyph>& glyphs, int page);

// Lines of text from top to bottom; empty for no glyphs. Boxes as the glyphs', in points.
std::vector<TextLine> lines_of(std::vector<Glyph> glyphs, int page);

}  // namespace gouji
