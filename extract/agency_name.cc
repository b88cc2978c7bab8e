#include "extract/agency_name.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>

#include "extract/standard_bodies.h"

namespace gouji {
namespace {

constexpr double kSeen = 0.5;        // cost of a changed character that is in some reading; else 1
constexpr double kPutBack = 0.25;    // of a changed character that the reader does not have
constexpr double kClearly = 0.5;     // by which the second best must cost more
constexpr size_t kPerChange = 3;     // characters of a region's name for each that may be changed
constexpr double kLeastSeen = 0.25;  // of the readings must have a character to prove it,
constexpr double kMostly = 0.5;      // of the readings must show what is read in place of one that
                                     // the reader does not have
constexpr double kSteady = 0.65;     // or fewer than these another: rare characters are read as
                                     // something else each time

constexpr std::u32string_view kKinds = U"省市县区州盟旗";
constexpr std::u32string_view kLikeCounty = U"具只员且其兵共基呈";  // what 县 is read as

constexpr std::u32string_view kAutonomous = U"自治";
constexpr std::u32string_view kGovernment = U"人民政府";
constexpr std::u32string_view kGoverned = U"省市县区州盟旗乡镇木";  // 木: of 苏木

// Whether what has a 人民政府 is of a kind that has one: 青由有具人民政府 was misread.
bool governs_something(const std::u32string& name) {
  const size_t at = name.find(kGovernment);
  return at == name.npos || at == 0 || kGoverned.find(name[at - 1]) != kGoverned.npos;
}

// The regions that a name begins with, one governing the next.
struct Chain {
  std::u32string text;  // official
  std::string last;     // code of the last one
  int parts = 0;
  int put_back = 0;  // characters that the reader does not have
  double cost = 0;
};

// The characters at each place of the readings, with their votes.
class Votes {
 public:
  explicit Votes(const std::vector<std::u32string>& readings)
      : readings_(static_cast<int>(readings.size())), places_(readings.front().size()) {
    for (size_t i = 0; i < places_.size(); ++i) {
      for (const std::u32string& r : readings) ++places_[i][r[i]];
      most_ += readings.front()[i];  // among equals the first reading's
      for (const auto& [c, n] : places_[i]) {
        if (n > places_[i][most_[i]]) most_[i] = c;
      }
    }
  }

  const std::u32string& most() const { return most_; }  // the most frequent characters

  double share(size_t at, char32_t c) const {
    const auto found = places_[at].find(c);
    return found == places_[at].end() ? 0 : static_cast<double>(found->second) / readings_;
  }

  // Of the readings, those that show `c`, which the reader does not have, or what is read for it.
  double share(size_t at, char32_t c, const std::map<char32_t, double>& others) const {
    double sum = share(at, c);
    for (const auto& [other, probability] : others) sum += share(at, other);
    return sum;
  }

  bool steady(size_t at) const { return share(at, most_[at]) >= kSteady; }

 private:
  int readings_;
  std::vector<std::map<char32_t, int>> places_;
  std::u32string most_;
};

class Mender {
 public:
  Mender(const Votes& votes, const Regions& regions, const Lookalikes& lookalikes)
      : votes_(votes), name_(votes.most()), regions_(regions), lookalikes_(lookalikes) {}

  std::u32string mend() const {
    const std::optional<Chain> chain = best_chain();
    if (!chain) return {};
    const size_t settled = chain->text.size();
    const std::u32string_view body = body_behind(settled);
    const size_t end = name_.size() - body.size();
    for (size_t i = settled; i < end; ++i) {
      if (!votes_.steady(i)) return {};
    }
    const std::u32string mended =
        chain->text + name_.substr(settled, end - settled) + std::u32string(body);
    return governs_something(mended) ? mended : std::u32string();
  }

 private:
  // The standard body that the name ends with behind the `settled` characters of a place's name, or
  // behind another place; the longest. Empty where there is none, or several may have been read so.
  std::u32string_view body_behind(size_t settled) const {
    std::u32string_view longest;
    bool several = false;
    for (const std::u32string_view body : kStandardBodies) {
      if (body.size() < longest.size() || body.size() + settled > name_.size()) continue;
      const size_t at = name_.size() - body.size();
      const bool behind_place =
          at == settled || (at > 0 && kGoverned.find(name_[at - 1]) != kGoverned.npos);
      if (!behind_place || !is_read_as(body, at)) continue;
      several = body.size() == longest.size();
      longest = body;
    }
    return several ? std::u32string_view() : longest;
  }

  // Whether what is read at `at` may be `body`: each character is what most readings have, or some
  // have it and they differ there. Nothing but a government ends with 人?政府.
  bool is_read_as(std::u32string_view body, size_t at) const {
    int unseen = 0;
    for (size_t i = 0; i < body.size(); ++i) {
      if (body[i] == name_[at + i]) continue;
      if (votes_.share(at + i, body[i]) >= kLeastSeen && !votes_.steady(at + i)) continue;
      const bool inside = body.starts_with(kGovernment) && i + 1 < kGovernment.size();
      if (!inside || ++unseen > 1) return false;
    }
    return true;
  }

  // The regions that the name begins with; none where that is in doubt, and no chain at all where
  // it is in doubt what the name is.
  std::optional<Chain> best_chain() const {
    std::vector<Chain> chains;
    extend({}, chains);
    size_t longest = 0;
    for (const Chain& c : chains) longest = std::max(longest, c.text.size());
    std::erase_if(chains, [&](const Chain& c) { return c.text.size() < longest; });
    if (chains.empty()) return Chain{};
    const Chain& best =
        *std::min_element(chains.begin(), chains.end(),
                          [](const Chain& a, const Chain& b) { return a.cost < b.cost; });
    for (const Chain& c : chains) {
      if (c.text == best.text || c.cost >= best.cost + kClearly) continue;
      if (best.put_back > 0 || explains_more(c, best)) return std::nullopt;
      if (best.cost > 0) return Chain{};
    }
    return proved(best) ? best : Chain{};
  }

  // Whether the readings show at `at` what is read in place of `wanted`.
  bool may_stand_for(char32_t wanted, size_t at) const {
    const auto others = lookalikes_.find(wanted);
    return others != lookalikes_.end() && votes_.share(at, wanted, others->second) >= kMostly;
  }

  // Whether `other`, with characters that the reader does not have, is borne out by more readings
  // than `best`, of the same length (双滦区 by 双流区 and 双滚区).
  bool explains_more(const Chain& other, const Chain& best) const {
    for (size_t i = 0; i < best.text.size(); ++i) {
      const auto others = lookalikes_.find(other.text[i]);
      if (other.text[i] == best.text[i] || others == lookalikes_.end()) continue;
      if (votes_.share(i, other.text[i], others->second) > votes_.share(i, best.text[i])) {
        return true;
      }
    }
    return false;
  }

  // What it costs to read `region` at `at`; negative where it cannot stand there. `put_back`: its
  // characters that the reader does not have.
  double cost(const std::u32string& region, size_t at, int& put_back) const {
    if (at + region.size() > name_.size()) return -1;
    double cost = 0;
    size_t changed = 0, kept = 0;
    put_back = 0;
    for (size_t i = 0; i < region.size(); ++i) {
      const char32_t is = name_[at + i], wanted = region[i];
      const bool kind = i + 1 == region.size();
      if (is == wanted) {
        if (!kind) ++kept;
        continue;
      }
      const bool like_county = kind && wanted == U'县' && kLikeCounty.find(is) != kLikeCounty.npos;
      if (!kind && may_stand_for(wanted, at + i)) {
        cost += kPutBack;
        ++put_back;
        continue;
      }
      if ((kind && !like_county) || kKinds.find(is) != kKinds.npos) return -1;
      cost += like_county || votes_.share(at + i, wanted) > 0 ? kSeen : 1;
      if (!like_county) ++changed;
    }
    if (changed == 0 && put_back > 0) return cost;
    return kept > 0 && changed * kPerChange <= region.size() ? cost : -1;
  }

  void extend(const Chain& so_far, std::vector<Chain>& out) const {
    for (const Region& region : regions_) {
      if (!so_far.last.empty() && !governs(so_far.last, region)) continue;
      int put_back = 0;
      const double more = cost(region.name, so_far.text.size(), put_back);
      if (more < 0) continue;
      const Chain chain{so_far.text + region.name, region.code, so_far.parts + 1,
                        so_far.put_back + put_back, so_far.cost + more};
      out.push_back(chain);
      extend(chain, out);
    }
  }

  // Whether each change is either in some readings, or borne out by another region in the name and
  // not to the name of a 区, or the only one to the name of an autonomous region: nobody else has
  // such a name.
  bool proved(const Chain& chain) const {
    int unseen = 0;
    for (size_t i = 0; i < chain.text.size(); ++i) {
      if (chain.text[i] == name_[i] || chain.text[i] == U'县') continue;
      if (may_stand_for(chain.text[i], i)) continue;
      const double share = votes_.share(i, chain.text[i]);
      const bool seen = share >= kLeastSeen || (share > 0 && !votes_.steady(i));
      const size_t kind = chain.text.find_first_of(kKinds, i);
      const bool district = chain.text[kind] == U'区';
      const bool autonomous = chain.text.substr(i, kind - i).ends_with(kAutonomous);
      unseen += seen ? 0 : 1;
      if (!seen && (chain.parts < 2 || district) && !(autonomous && unseen == 1)) return false;
    }
    return true;
  }

  const Votes& votes_;
  const std::u32string& name_;
  const Regions& regions_;
  const Lookalikes& lookalikes_;
};

}  // namespace

std::u32string agreed_name(const std::vector<std::u32string>& readings, const Regions& regions,
                           const Lookalikes& lookalikes) {
  const Votes votes(readings);
  return Mender(votes, regions, lookalikes).mend();
}

}  // namespace gouji
