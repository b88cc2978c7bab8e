#include "extract/proven_characters.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "models/text.h"

namespace gouji {
namespace {

// Of characters that are misread, the next is misread alike with a chance of 0.3 (kSameConfusion of
// the hypotheses): as if it had been looked at this often before.
constexpr double kAsIfSeen = 2.33;
constexpr double kLeastLeft = 0.1;  // for what befalls one character alone, such as dust
constexpr size_t kMostDigits = 12;

// The whole part of a figure.
std::string_view digits_of(std::string_view figure) { return figure.substr(0, figure.find('.')); }

// The sum of the places of a digit in a figure: 100 for the 3 of 312, 11 for that of 1033.
std::int64_t places(const std::string& figure, char digit) {
  std::int64_t sum = 0, place = 1;
  const std::string_view digits = digits_of(figure);
  for (auto c = digits.rbegin(); c != digits.rend(); ++c, place *= 10) {
    if (*c == digit) sum += place;
  }
  return sum;
}

// What a figure would be without a digit: 12 for 312 without the 3.
std::int64_t without(const std::string& figure, char digit) {
  std::int64_t value = 0;
  for (const char c : digits_of(figure)) {
    if (is_ascii_digit(c) && c != digit) value = 10 * value + (c - '0');
  }
  return value;
}

// The character of `read` without which, or with another for which, it would be `other`; 0: it
// takes more.
char differing(const std::string& read, const std::string& other) {
  if (read.size() != other.size() && read.size() != other.size() + 1) return 0;
  const auto [in_read, in_other] =
      std::mismatch(read.begin(), read.end(), other.begin(), other.end());
  if (in_read == read.end()) return 0;
  const bool same = read.size() == other.size();
  return std::equal(in_read + 1, read.end(), in_other + (same ? 1 : 0), other.end()) ? *in_read : 0;
}

}  // namespace

void ProvenCharacters::add(const Relation& r, const std::vector<CellReading>& readings) {
  const auto value = [&](int cell) -> const std::string& {
    return readings[cell].candidates[0].value;
  };
  for (const auto* side : {&r.lhs, &r.rhs}) {
    for (const int cell : *side) {
      if (value(cell).size() > kMostDigits) return;
    }
  }
  const auto add_to = [](std::vector<int>& all, const std::vector<int>& cells) {
    all.insert(all.end(), cells.begin(), cells.end());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
  };
  for (char digit = '0'; digit <= '9'; ++digit) {
    std::int64_t if_other = 0, if_none = 0;
    std::vector<int> with;
    for (const int sign : {1, -1}) {
      for (const int cell : sign > 0 ? r.lhs : r.rhs) {
        if_none += sign * without(value(cell), digit);
        const std::int64_t place = places(value(cell), digit);
        if_other += sign * place;
        if (place > 0) with.push_back(cell);
      }
    }
    if (if_other != 0) add_to(no_other_[digit], with);  // 8 = 8 may be 3 = 3
    if (if_none != 0) add_to(there_[digit], with);
  }
}

double ProvenCharacters::doubt_left(const std::string& read, const std::string& other) const {
  const auto& proven = read.size() == other.size() ? no_other_ : there_;
  const auto found = proven.find(differing(read, other));
  if (found == proven.end()) return 1;
  return std::max(kLeastLeft, kAsIfSeen / (kAsIfSeen + static_cast<double>(found->second.size())));
}

}  // namespace gouji
