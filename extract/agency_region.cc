#include "extract/agency_region.h"

#include <re2/re2.h>

#include <algorithm>
#include <set>

#include "extract/agency_kind.h"
#include "extract/place_names.h"
#include "models/text.h"

namespace gouji {
namespace {

// Central bodies whose branches are named after the region that follows.
std::string without_central_body(std::string agency) {
  static const RE2 central("^(?:国家税务总局|国家统计局|中国共产党|中共)");
  RE2::Replace(&agency, central, "");
  return agency;
}

// The agency's name as the signature has it in full, where the text layer tells what is printed
// there; empty where the signature does not end with the name.
std::string signed_in_full(const std::string& agency, const Narrative& narrative) {
  if (agency.empty() || !narrative.closing_readings.empty()) return "";
  for (const std::string& line : narrative.signature) {
    const std::string name = squeeze(line);
    if (name.size() > agency.size() && name.ends_with(agency)) return name;
  }
  return "";
}

// Whether the agency is of the region itself that its name begins with, `body` being what follows
// there, and not of a zone or a lower region that has another code or none. `lowest`:
// PlaceNames::is_lowest.
bool is_of_region(const std::string& body, bool lowest) {
  static const RE2 region_is_its_name("^(?:街道|镇|(?:乡|苏木)(?:人民政府|$))");  // 西区街道
  static const RE2 zone(
      "开发区|高新|新区|经开|园区|产业园|工业园|示范|试验区|实验区|管理区|保税|度假|风景|集聚区|"
      "合作区|新城|自贸|农场|兵团|管委会|管理委员会");
  static const RE2 not_zone("(?:监督|城市)管理委员会");
  static const RE2 branch("分局|支局");
  static const RE2 other_government("[^府]+人民政府");
  static const RE2 no_region(
      "城市|都市|市场|市政|市容|市民|市域|县域|区域|社区|景区|区划|老区|库区|山区|牧区|灾区|地区");
  static const RE2 region("[市县区旗州盟]");
  if (body.empty()) return true;
  std::string rest = body;
  RE2::GlobalReplace(&rest, not_zone, "委员会");
  if (RE2::PartialMatch(rest, region_is_its_name) || RE2::PartialMatch(rest, zone)) return false;
  if (kind_of(body) == AgencyKind::kTownship) return lowest;
  if (!lowest && (RE2::PartialMatch(rest, branch) || RE2::PartialMatch(rest, other_government))) {
    return false;
  }
  RE2::GlobalReplace(&rest, no_region, "");
  return !RE2::PartialMatch(rest, region);
}

// Names that mean one region in the list, and many that are not there.
bool is_common(const std::u32string& name) { return name.size() == 2 && name.back() == U'区'; }

std::u32string opening(const Narrative& narrative) {
  std::string text = narrative.title;
  for (const std::string& line : narrative.signature) text += "\n" + line;
  for (const Section& section : narrative.sections) {
    if (section.number > 1 || section.text.empty()) continue;
    text += "\n" + section.text.substr(0, section.text.find('\n'));
    break;
  }
  return to_utf32(text);
}

std::u32string whole(const Narrative& narrative) {
  std::string text;
  for (const Section& section : narrative.sections) text += section.text + "\n";
  return to_utf32(text);
}

bool is_within(const Region& region, const std::string& code) {
  return region.code == code || governs(code, region);
}

bool any_within(const Region& region, const std::set<std::string>& codes) {
  return std::any_of(codes.begin(), codes.end(),
                     [&](const std::string& code) { return is_within(region, code); });
}

// `candidates` without those that lie in none of the places `named`. As they are where it would
// leave none.
std::vector<const Region*> narrowed(const std::vector<const Region*>& candidates,
                                    const std::set<std::string>& named) {
  std::vector<const Region*> out;
  std::copy_if(candidates.begin(), candidates.end(), std::back_inserter(out),
               [&](const Region* r) { return any_within(*r, named); });
  return out.empty() ? candidates : out;
}

}  // namespace

AgencyRegion find_region(const std::string& agency, int year, RegionEvidence where,
                         const Narrative& narrative, const Regions& regions,
                         const Lookalikes& lookalikes) {
  AgencyRegion out;
  std::u32string name = to_utf32(without_central_body(agency));
  const PlaceNames places(regions, year);
  PlaceNames::Head head = places.head(name);
  const std::string in_full = head.length == 0 ? signed_in_full(agency, narrative) : "";
  if (!in_full.empty()) {
    name = to_utf32(without_central_body(in_full));
    head = places.head(name);
    where = RegionEvidence::kSignature;
  }
  const std::u32string rest = name.substr(head.length);
  out.body = head.length == 0 ? agency : to_utf8(rest);
  std::vector<const Region*> candidates = head.regions, misread;
  if (head.parts == 1) misread = places.often_read_as(name.substr(0, head.length), lookalikes);
  candidates.insert(candidates.end(), misread.begin(), misread.end());
  std::erase_if(candidates, [&](const Region* r) {
    const bool lowest = places.is_lowest(*r);
    return !is_of_region(out.body, lowest) || (!lowest && places.begins_below(*r, rest));
  });
  if (candidates.empty()) return out;

  bool decided = candidates.size() == 1 && (head.parts > 1 || !is_common(candidates.front()->name));
  if (head.parts == 1 && !candidates.front()->parent.empty()) {
    const std::set<std::string> named = places.named_in(opening(narrative));
    const size_t before = candidates.size();
    candidates = narrowed(candidates, named);
    const bool borne_out = any_within(*candidates.front(), named);
    if (candidates.size() == 1 && (before > 1 || !decided) && borne_out) {
      decided = true;
      where = RegionEvidence::kText;
    }
    if (!named.empty() && !borne_out) decided = false;
  }
  if (candidates.size() > 1) {
    const std::set<std::string> named = places.named_in(whole(narrative));
    const auto left = narrowed(candidates, named);
    const bool no_other = std::all_of(named.begin(), named.end(), [&](const std::string& code) {
      return is_within(*left.front(), code);
    });
    if (left.size() == 1 && no_other) {
      candidates = left;
      decided = true;
      where = RegionEvidence::kText;
    }
  }
  if (std::find(misread.begin(), misread.end(), candidates.front()) != misread.end()) {
    decided = false;
  }
  for (const Region* r : candidates) out.candidates.push_back(places.full_name(*r));
  if (decided) out.evidence = where;
  return out;
}

bool decide_by_path(const std::string& source, AgencyRegion& region) {
  if (region.evidence != RegionEvidence::kNone || region.candidates.size() < 2) return false;
  const auto names = [&](const std::string& place) {
    return !place.empty() && source.find(place) != std::string::npos;
  };
  const auto fits = [&](const RegionName& r) { return names(r.province) || names(r.prefecture); };
  const auto& all = region.candidates;
  if (std::count_if(all.begin(), all.end(), fits) != 1) return false;
  region.candidates = {*std::find_if(all.begin(), all.end(), fits)};
  region.evidence = RegionEvidence::kFileName;
  return true;
}

}  // namespace gouji
