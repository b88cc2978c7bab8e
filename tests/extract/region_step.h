// How tests go through the list of regions.
#pragma once

#include <cstddef>

namespace gouji {

// From one region to the next that is looked at: all of them; with sanitizers, under which that
// takes ten times as long and finds nothing more, every twentieth.
#ifdef GOUJI_SANITIZE
inline constexpr size_t kRegionStep = 20;
#else
inline constexpr size_t kRegionStep = 1;
#endif

}  // namespace gouji
