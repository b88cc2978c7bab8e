// Finds which way up a scanned page lies.
#pragma once

#include "models/page.h"
#include "ocr/text_reader.h"

namespace gouji {

// Turns a scanned page whose light is even so that its text is upright. `usual`: the quarters by
// which the pages before it were turned, for a page that tells nothing. Returns the quarters,
// clockwise, by which this page was turned.
//
// Lines of text tell sideways from upright: with small gaps closed, runs along them are longer than
// runs across them. Upside down is told by where punctuation stands, and where there is little of
// it, by reading a few lines: once where they are upright and clear, twice where not.
int set_upright(Page& page, TextReader& reader, int usual);

}  // namespace gouji
