// Who reports, on which year, and when.
#pragma once

#include <string>

#include "extract/narrative.h"
#include "models/lookalikes.h"
#include "models/regions.h"
#include "models/report.h"

namespace gouji {

struct Identity {
  std::string title;   // the narrative's; one read from pixels with the region's own characters in
                       // the agency's name, where the reader does not have them, and with the last
                       // character that every title has
  std::string agency;  // from the title or, failing that, the signature; the fuller form of the
                       // same name where the report itself prints one (淮安市 before 洪泽区…)
  AgencyKind kind = AgencyKind::kOther;
  AgencyRegion region;
  int year = 0;           // reported on; 0: unknown
  std::string published;  // ISO 8601; empty: none
};

// Where lines were read from pixels several times, agency and date are what the readings agree on:
// a region's name is mended (extract/agency_name), and stays empty where readings of a character
// differ too much; a date of which readings differ is left out. What a text layer says is never
// changed. `regions` and `lookalikes` may be empty.
Identity identify(const Narrative& narrative, const Regions& regions, const Lookalikes& lookalikes);

// The year reported on, where the title alone tells it and who reports: the name of an official
// region's agency, the same in all readings of its line. 0: it does not, and a signature may help.
int year_told_by_title(const Narrative& narrative, const Regions& regions,
                       const Lookalikes& lookalikes);

}  // namespace gouji
