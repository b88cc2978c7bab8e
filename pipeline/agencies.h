// Who reports: the agencies of a dataset.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "models/report.h"

namespace gouji {

// An agency of a region, as reports name it.
struct AgencyRow {
  std::string agency;
  AgencyKind kind = AgencyKind::kOther;
  AgencyRegion region;  // candidates: of all its reports
  std::int64_t reports = 0;
  std::vector<std::string> superseded;  // ids of reports with a later version
};

// The agency's name with all regions above it, the same for all ways to print it
// (江苏省淮安市涟水县人民政府 for 涟水县); empty where the region is undecided.
std::string full_name(const AgencyRegion& region);

// Collects the agencies, a few hundred bytes each. Reports without an agency count for none.
class Agencies {
 public:
  void add(const Report& report);

  // A report that a later version takes the place of.
  void supersede(const std::string& agency, const std::string& region_code, std::string report_id);

  // By name, then region.
  std::vector<AgencyRow> rows() const;

 private:
  std::map<std::pair<std::string, std::string>, AgencyRow> all_;
};

}  // namespace gouji
