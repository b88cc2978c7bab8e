// Puts the glyphs of a text layer into lines.
#pragma once

#include <string>
#include <vector>

#include "models/page.h"

namespace gouji {

// Lines from top to bottom, glyphs from left to right; `page` is written into each. A space stands
// where two Latin words are apart. Text is NFC.
std::vector<TextLine> lines_of(std::vector<Glyph> glyphs, int page);

}  // namespace gouji
