#include "extract/place_names.h"

#include <algorithm>

#include "models/text.h"

namespace gouji {
namespace {

// The lists of regions are of Decembers, and some years have none: a name may be in force a year
// before the first list that has it, and is printed for a while before and after that.
constexpr int kUnlisted = 1;
constexpr int kEarly = 2, kLate = 1;

// Of the readings of a name that are another official name: from one in 50 on, that name alone is
// in doubt. Those above: 双滦区 as 双流区 (0.17), 濂溪区 as 梁溪区 (0.11), 砀山县 as 确山县 (0.08),
// 滦州市 as 深州市 (0.03), 鄱阳县 as 邵阳县 (0.03); below are ten that were seen once or twice.
constexpr double kOften = 0.02;

bool within(const Region& r, int year, int early, int late) {
  return year == 0 || (r.first_year - early <= year && year <= r.last_year + late);
}

}  // namespace

Regions regions_about(const Regions& regions, int year) {
  Regions out;
  std::copy_if(regions.begin(), regions.end(), std::back_inserter(out),
               [year](const Region& r) { return within(r, year, kEarly, kLate); });
  return out;
}

PlaceNames::PlaceNames(const Regions& regions, int year) : year_(year) {
  for (const Region& r : regions) {
    if (!within(r, year, kEarly, kLate)) continue;
    there_.push_back(&r);
    by_first_[r.name.front()].push_back(&r);
  }
}

void PlaceNames::extend(std::u32string_view text, const Region* above, size_t from, int parts,
                        Head& best) const {
  if (from >= text.size()) return;
  const auto found = by_first_.find(text[from]);
  if (found == by_first_.end()) return;
  for (const Region* r : found->second) {
    if (above != nullptr && !governs(above->code, *r)) continue;
    if (!text.substr(from).starts_with(r->name)) continue;
    const size_t length = from + r->name.size();
    if (length > best.length) best = {{}, length, parts + 1};
    if (length == best.length) {
      best.regions.push_back(r);
      best.parts = std::min(best.parts, parts + 1);
    }
    extend(text, r, length, parts + 1, best);
  }
}

PlaceNames::Head PlaceNames::head(std::u32string_view text) const {
  Head best;
  extend(text, nullptr, 0, 0, best);
  auto& all = best.regions;
  std::sort(all.begin(), all.end(),
            [](const Region* a, const Region* b) { return a->code < b->code; });
  all.erase(std::unique(all.begin(), all.end(),
                        [](const Region* a, const Region* b) { return a->code == b->code; }),
            all.end());
  const auto in_force = [&](const Region* r) { return within(*r, year_, kUnlisted, 0); };
  if (std::any_of(all.begin(), all.end(), in_force)) {
    std::erase_if(all, [&](const Region* r) { return !in_force(r); });
  }
  return best;
}

std::set<std::string> PlaceNames::named_in(std::u32string_view text) const {
  std::set<std::string> codes;
  for (size_t at = 0; at < text.size();) {
    size_t longest = 0;
    std::vector<const Region*> here;
    const auto found = by_first_.find(text[at]);
    if (found != by_first_.end()) {
      for (const Region* r : found->second) {
        if (r->name.size() < longest || !text.substr(at).starts_with(r->name)) continue;
        if (r->name.size() > longest) here.clear();
        longest = r->name.size();
        here.push_back(r);
      }
    }
    const bool market = text.substr(at + longest).starts_with(U"场");  // 吉林市场
    for (const Region* r : here) {
      if (r->code.ends_with("00") && !market) codes.insert(r->code);
    }
    at += std::max<size_t>(longest, 1);
  }
  return codes;
}

const Region* PlaceNames::by_code(const std::string& code) const {
  const auto found =
      std::find_if(there_.begin(), there_.end(), [&](const Region* r) { return r->code == code; });
  return found == there_.end() ? nullptr : *found;
}

std::vector<const Region*> PlaceNames::often_read_as(std::u32string_view name,
                                                     const Lookalikes& lookalikes) const {
  std::vector<const Region*> out;
  std::copy_if(there_.begin(), there_.end(), std::back_inserter(out), [&](const Region* r) {
    return r->name != name && read_as(lookalikes, r->name, name) >= kOften;
  });
  return out;
}

RegionName PlaceNames::full_name(const Region& region) const {
  RegionName out;
  out.code = region.code;
  for (const Region* r = &region; r != nullptr; r = by_code(r->parent)) {
    std::string& level = r->code.ends_with("0000") ? out.province
                         : r->code.ends_with("00") ? out.prefecture
                                                   : out.county;
    level = to_utf8(r->name);
  }
  return out;
}

bool PlaceNames::is_lowest(const Region& region) const {
  return std::none_of(there_.begin(), there_.end(),
                      [&](const Region* r) { return r->parent == region.code; });
}

bool PlaceNames::begins_below(const Region& above, std::u32string_view text) const {
  return std::any_of(there_.begin(), there_.end(), [&](const Region* r) {
    const std::u32string stem = r->name.substr(0, r->name.size() - 1);
    return stem.size() > 1 && governs(above.code, *r) && text.starts_with(stem);
  });
}

}  // namespace gouji
