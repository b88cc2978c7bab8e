#include "ocr/font_record.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "models/text.h"

namespace gouji {
namespace {

constexpr int kLeastDiffering = 2;  // figures; one alone may be a slip of the digit reader
constexpr int kSeveralLetters = 3;  // in one word

}  // namespace

void FontRecord::add(FontId font, const std::string& said, const std::string& seen) {
  Record& r = fonts_[font];
  ++(said == seen ? r.agreed : r.differed);
  if (said.size() != seen.size()) return;
  for (size_t i = 0; i < said.size(); ++i) ++r.pairs[{said[i], seen[i]}];
}

// A font that the digit reader misreads shows one shape as another, which stays right itself: 1 and
// 7 both look like 7. Where a map is wrong, shapes have changed places: what looks like 7 is said
// to be 1, and what is said to be 7 looks like something else.
bool FontRecord::is_broken(const Record& r) {
  std::array<int, 128> kept{}, moved{};
  for (const auto& [pair, count] : r.pairs) {
    (pair.first == pair.second ? kept : moved)[pair.first & 0x7F] += count;
  }
  int evidence = 0;
  for (const auto& [pair, count] : r.pairs) {
    const auto [said, seen] = pair;
    if (said == seen) continue;
    const bool changed_places = moved[seen & 0x7F] > kept[seen & 0x7F];
    if (changed_places && moved[said & 0x7F] > kept[said & 0x7F]) evidence += count;
  }
  return r.differed >= kLeastDiffering && evidence >= kLeastDiffering;
}

void FontRecord::add_words(FontId font, const std::string& said, const std::string& seen) {
  Record& r = fonts_[font];
  if (seen.empty()) {
    ++r.words;
    return;
  }
  ++r.numbers;
  if (std::ssize(r.disguised) < kLeastDiffering) r.disguised.insert(said);
  for (char c : seen) {
    if (is_ascii_digit(c)) ++r.digits[c - '0'];
  }
  if (said.size() != seen.size()) return;
  for (size_t i = 0; i < said.size(); ++i) {
    if (is_ascii_letter(said[i]) && is_ascii_digit(seen[i])) ++r.pairs[{said[i], seen[i]}];
  }
}

bool FontRecord::disguises_figures(const Record& r) {
  std::set<char> letters;
  for (const auto& [pair, count] : r.pairs) {
    if (is_ascii_letter(pair.first)) letters.insert(pair.first);
  }
  const bool several =
      std::ssize(r.disguised) >= kLeastDiffering || std::ssize(letters) >= kSeveralLetters;
  if (!several || r.numbers <= r.words) return false;
  int all = 0, missing = 0;  // of the digits seen, those that the font does not have otherwise
  for (int d = 0; d < 10; ++d) {
    const char c = static_cast<char>('0' + d);
    all += r.digits[d];
    if (!r.pairs.contains({c, c})) missing += r.digits[d];
  }
  return 2 * missing > all;
}

bool FontRecord::disguises_figures(FontId font) const {
  const auto found = fonts_.find(font);
  return found != fonts_.end() && disguises_figures(found->second);
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
  if (!is_ascii_digit(look) || keeps(said) || keeps(look)) return false;
  return std::any_of(fonts_.begin(), fonts_.end(), [said](const auto& other) {
    return is_ascii_digit(said) ? is_broken(other.second) : disguises_figures(other.second);
  });
}

FontVerdict FontRecord::verdict(FontId font) const {
  const auto found = fonts_.find(font);
  if (found == fonts_.end()) return FontVerdict::kTrusted;
  const Record& r = found->second;
  if (is_broken(r)) return FontVerdict::kBroken;
  const bool differs = r.differed >= kLeastDiffering && r.differed * 50 > r.agreed;
  return r.suspect || differs ? FontVerdict::kSuspect : FontVerdict::kTrusted;
}

}  // namespace gouji
