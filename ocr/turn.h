// Turns a page's pixels by right angles; no pixel changes its value.
#pragma once

#include "models/page.h"

namespace gouji {

// Turns the pixels clockwise by `quarters` (0 to 3) right angles, and keeps the way back to points.
// For pages that have not been made flat (no `dewarp_map`).
void turn(Page& page, int quarters);

// Turns and mirrors the pixels so that they lie as the page is displayed: those of an image may be
// placed in any of eight ways.
void turn_as_displayed(Page& page);

}  // namespace gouji
