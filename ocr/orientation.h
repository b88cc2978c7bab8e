// Finds which way up a scanned page lies.
#pragma once

#include <vector>

#include "models/page.h"
#include "models/table.h"
#include "ocr/legibility.h"
#include "ocr/small_ink.h"
#include "ocr/text_reader.h"

namespace gouji {

// How a page lay, and what its layout tells of that.
struct Orientation {
  int quarters = 0;                 // clockwise, by which it was turned
  bool as_expected = true;          // as the pages before it
  bool certain = false;             // that it is upright now, or has no text
  bool may_be_upside_down = false;  // its punctuation says that it is upside down
};

// Turns a scanned page whose light is even, and `small`, its ink, so that lines of text run across.
// `usual`: the quarters by which the pages before it were turned, tried first, and for a page that
// tells nothing.
//
// Lines of text tell sideways from upright: with small gaps closed, runs along them are longer than
// runs across them. Upside down is told by where punctuation stands; where there is little of it,
// only what is read can tell.
Orientation set_upright(Page& page, SmallInk& small, int usual);

// Whether words were read so clearly, in tables and beside them, that their page is not upside
// down.
bool is_upright(const std::vector<Table>& tables, Legibility beside);

// Whether the page is upside down, by reading a few lines: once where they are upright and clear,
// twice where not. `small`, `orientation`: what set_upright left.
bool is_upside_down(const Page& page, const SmallInk& small, const Orientation& orientation,
                    TextReader& reader);

}  // namespace gouji
