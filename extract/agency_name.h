// Mends the name of an agency that was read from pixels, where rare characters are read as common
// ones (保定市添水县 for 保定市涞水县).
#pragma once

#include <string>
#include <vector>

#include "models/lookalikes.h"
#include "models/regions.h"

namespace gouji {

// What `readings` of a name, all of equal length and one of them at least, agree on. Where most of
// them say the same character by character, that is the name. The regions that it begins with get
// their official names where these are hardly in doubt: few of the characters differ, no other
// region fits as well, and either some readings have those characters, or the region before or
// after it in the name is the one that governs it or is governed by it, or a single character
// of an autonomous region's name (恭城瑶族自治县) differs. Names of regions that are
// not in the list (新区, 开发区) must not be made into names that are: what ends with 区 needs a
// reading. Characters that the reader does not have (`lookalikes`) are put back where most of the
// readings show what is read in their place, and one official name alone has them there; that needs
// no other proof, since they cannot be read. Empty where the readings of a character differ too
// much, and no official name settles it, or where several official names may have been read so.
std::u32string agreed_name(const std::vector<std::u32string>& readings, const Regions& regions,
                           const Lookalikes& lookalikes);

}  // namespace gouji
