#include "pipeline/agencies.h"

#include <algorithm>

namespace gouji {
namespace {

bool ends_with_any(const std::string& text, std::initializer_list<const char*> ends) {
  return std::any_of(ends.begin(), ends.end(),
                     [&](const char* end) { return text.ends_with(end); });
}

void add_candidates(const std::vector<RegionName>& more, std::vector<RegionName>& all) {
  for (const RegionName& region : more) {
    const auto at = std::lower_bound(
        all.begin(), all.end(), region.code,
        [](const RegionName& r, const std::string& code) { return r.code < code; });
    if (at == all.end() || at->code != region.code) all.insert(at, region);
  }
}

}  // namespace

std::string full_name(const AgencyRegion& region) {
  if (region.evidence == RegionEvidence::kNone) return "";
  const RegionName& r = region.candidates.front();
  std::string name = r.province + r.prefecture + r.county + region.body;
  if (region.body.empty() || ends_with_any(region.body, {"镇", "乡", "苏木"})) {
    return name + "人民政府";
  }
  return region.body.ends_with("街道") ? name + "办事处" : name;
}

void Agencies::add(const Report& report) {
  if (report.agency.empty()) return;
  AgencyRow& row = all_[{report.agency, report.region.code()}];
  row.agency = report.agency;
  row.kind = report.agency_kind;
  RegionEvidence& evidence = row.region.evidence;
  if (row.reports == 0 || report.region.evidence < evidence) evidence = report.region.evidence;
  row.region.body = report.region.body;
  add_candidates(report.region.candidates, row.region.candidates);
  ++row.reports;
}

void Agencies::supersede(const std::string& agency, const std::string& region_code,
                         std::string report_id) {
  all_[{agency, region_code}].superseded.push_back(std::move(report_id));
}

std::vector<AgencyRow> Agencies::rows() const {
  std::vector<AgencyRow> out;
  for (const auto& [key, row] : all_) out.push_back(row);
  return out;
}

}  // namespace gouji
