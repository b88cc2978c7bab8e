// Takes coloured seals, watermarks and the rules of writing paper off a page, so that what lies
// under them can be read.
#pragma once

#include "models/page.h"

namespace gouji {

// Makes `gray` anew from `colour` where seals and watermarks stand, and where ink has the colour of
// writing paper's rules: there it is the brightest of the three channels, in which coloured ink is
// as bright as paper and black ink is black. Other coloured print (a red title, a figure in red)
// stays as dark as it is. `colour` is let go. Does nothing on a page without colour.
void drop_stamps(Page& page);

}  // namespace gouji
