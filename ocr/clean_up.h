// Makes a scanned page even and straight.
#pragma once

#include "models/page.h"
#include "ocr/small_ink.h"

namespace gouji {

// Inverts a negative, makes gray again what is strewn with dots, evens out the light (division by
// the local paper colour), makes white what is beside a photographed sheet, and takes away creases.
// Changes `gray` of a page that was rasterised.
void clean_up(Page& page);

// Undoes the skew of a page that is upright and whose light is even, as from a scanner, or the
// perspective and curl of a photographed one. `small`: its ink. Changes `gray`, and `to_points` or
// `dewarp_map`.
void straighten(Page& page, const SmallInk& small);

}  // namespace gouji
