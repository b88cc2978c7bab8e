#include "extract/proven_characters.h"

#include <algorithm>
#include <cstdint>

#include "models/text.h"

namespace gouji {
namespace {

// Of characters that are misread, the next is misread alike with a chance of 0.3 (kSameConfusion of
// the hypotheses): as if it had been looked at this often before.
constexpr double kAsIfSeen = 2.33;
constexpr double kLeastLeft = 0.1;  // for what befalls one character alone, such as dust
constexpr size_t kMostDigits = 12;

// The sum of the places that each digit has in a figure: 100 for the 3 of 312, 11 for that of 1033.
std::map<char, std::int64_t> places(const std::string& figure) {
  std::map<char, std::int64_t> out;
  const std::string whole = figure.substr(0, figure.find('.'));
  std::int64_t place = 1;
  for (auto c = whole.rbegin(); c != whole.rend(); ++c, place *= 10) {
    if (is_ascii_digit(*c)) out[*c] += place;
  }
  return out;
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
  std::map<char, std::int64_t> balance;
  std::map<char, std::vector<int>> with;
  for (const int side : {1, -1}) {
    for (const int cell : side > 0 ? r.lhs : r.rhs) {
      const std::string& value = readings[cell].candidates[0].value;
      if (value.size() > kMostDigits) continue;
      for (const auto& [c, place] : places(value)) {
        balance[c] += side * place;
        with[c].push_back(cell);
      }
    }
  }
  for (const auto& [c, cells] : with) {
    if (balance[c] == 0) continue;  // 8 = 8 may be 3 = 3
    std::vector<int>& all = cells_[c];
    all.insert(all.end(), cells.begin(), cells.end());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
  }
}

double ProvenCharacters::doubt_left(const std::string& read, const std::string& other) const {
  const auto found = cells_.find(differing(read, other));
  if (found == cells_.end()) return 1;
  return std::max(kLeastLeft, kAsIfSeen / (kAsIfSeen + static_cast<double>(found->second.size())));
}

}  // namespace gouji
