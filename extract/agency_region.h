// Of which region an agency is.
#pragma once

#include <string>

#include "extract/narrative.h"
#include "models/lookalikes.h"
#include "models/regions.h"
#include "models/report.h"

namespace gouji {

// The region of `agency`, by the official names of the time that it begins with: a government's
// own, for a department (涟水县财政局) its government's, for a township its county's. What the
// name leaves open (鼓楼区 is in four cities) is decided by the province or prefecture that the
// title, the signature or the first paragraph names, or else the whole text if it names no other.
//
// Undecided where that leaves several candidates, which are kept; where title, signature or first
// paragraph name other prefectures or provinces only; and for what has no code of its own or is of
// a region that the name does not spell: development zones, townships of an unnamed county. A wrong
// code is worse than none.
//
// A name read from pixels that another official name is often misread as (`lookalikes`; empty where
// a text layer tells) leaves that other one open as well, and is decided in the same way.
//
// `where`: what `agency` was read from. `year`: that the report is on; 0: unknown.
AgencyRegion find_region(const std::string& agency, int year, RegionEvidence where,
                         const Narrative& narrative, const Regions& regions,
                         const Lookalikes& lookalikes);

// Decides among several candidates by the province or prefecture in the path of the file, a hint
// of last resort. `source`: as in Report. False where it tells nothing.
bool decide_by_path(const std::string& source, AgencyRegion& region);

}  // namespace gouji
