#include "ocr/font_record.h"

#include <algorithm>
#include <array>

#include "models/text.h"

namespace gouji {
namespace {

constexpr int kLeastDiffering = 2;  // figures; one alone may be a slip of the digit reader

}  // namespace

void FontRecord::add(FontId font, const std::string& said, const std::string& seen) {
  Record& r = fonts_[font];
  ++(said == seen ? r.agreed : r.differed);
  if (said.size() != seen.size()) return;
  for (size_t i = 0; i < said.size(); ++i) ++r.pairs[{said[i], seen[i]}];
}

// A font that the digit reader misreads shows one shape as another, which stays right itself: 1 and
// 7 both look like 7. Where a map is wrong, shapes have changed places: what looks like 7 is said
// to be 1, and what is said to be 7 looks like something else. Letters that look like digits are
// evidence where the font has no such digits: clerks type O for 0, and have 0 as well.
bool FontRecord::is_broken(const Record& r) {
  std::array<int, 128> kept{}, moved{};
  for (const auto& [pair, count] : r.pairs) {
    (pair.first == pair.second ? kept : moved)[pair.first & 0x7F] += count;
  }
  int evidence = 0;
  for (const auto& [pair, count] : r.pairs) {
    const auto [said, seen] = pair;
    if (said == seen) continue;
    if (is_ascii_letter(said)) {
      if (kept[seen & 0x7F] == 0) evidence += count;
      continue;
    }
    const bool changed_places = moved[seen & 0x7F] > kept[seen & 0x7F];
    if (changed_places && moved[said & 0x7F] > kept[said & 0x7F]) evidence += count;
  }
  return evidence >= kLeastDiffering;
}

char FontRecord::look_of(FontId font, char said) const {
  const auto found = fonts_.find(font);
  if (found == fonts_.end()) return 0;
  char best = 0;
  int most = 0;
  for (const auto& [pair, count] : found->second.pairs) {
    if (pair.first != said || count <= most) continue;
    most = count;
    best = pair.second;
  }
  return best;
}

bool FontRecord::has_moved(FontId font, char said) const {
  const auto found = fonts_.find(font);
  if (found == fonts_.end()) return false;
  const auto keeps = [&](char c) { return found->second.pairs.contains({c, c}); };
  const char look = look_of(font, said);
  if (look < '0' || look > '9' || keeps(said) || keeps(look)) return false;
  return std::any_of(fonts_.begin(), fonts_.end(),
                     [](const auto& other) { return is_broken(other.second); });
}

FontVerdict FontRecord::verdict(FontId font) const {
  const auto found = fonts_.find(font);
  if (found == fonts_.end()) return FontVerdict::kTrusted;
  const Record& r = found->second;
  if (r.differed >= kLeastDiffering && is_broken(r)) return FontVerdict::kBroken;
  const bool differs = r.differed >= kLeastDiffering && r.differed * 50 > r.agreed;
  return r.suspect || differs ? FontVerdict::kSuspect : FontVerdict::kTrusted;
}

}  // namespace gouji
