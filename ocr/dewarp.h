// Makes photographed pages flat: undoes perspective and the curl of the sheet.
#pragma once

#include "models/page.h"
#include "ocr/small_ink.h"

namespace gouji {

// Makes a page straight and flat that is upright and whose light is even. `small`: its ink; `skew`,
// in degrees: about how far its lines run down to the right. Follows rules and lines of text, and
// finds the smooth map under which all that should be horizontal is, and all that should be
// vertical (a polynomial in two variables for each, fitted by weighted least squares: linear, since
// a line's place is a coefficient as well). A page that is flat already, as from a scanner, is only
// turned. Changes `gray`, and `to_points` or `dewarp_map`.
void dewarp(Page& page, const SmallInk& small, double skew);

}  // namespace gouji
