#include "models/figure.h"

#include <algorithm>
#include <string_view>

#include "models/text.h"

namespace gouji {
namespace {

constexpr std::u32string_view kDashes = U"-‐‑‒–—―−﹣";
constexpr char32_t kTyped = U'一';  // for a dash, where nothing else is printed
constexpr std::u32string_view kSlashes = U"/\\⁄∕";
constexpr std::u32string_view kCommas = U",，、";

bool is_in(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }
bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

std::u32string folded(const std::string& text) {
  std::u32string out;
  for (char32_t c : to_utf32(nfkc(without_note_marks(text)))) {
    const bool space = c <= 0x20 || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x3000;
    if (!space) out += c;
  }
  return out;
}

size_t count_digits(std::u32string_view s) {
  size_t n = 0;
  while (n < s.size() && is_digit(s[n])) ++n;
  return n;
}

// Digits, or groups of three after commas, from the front of `s`.
std::u32string take_whole(std::u32string_view& s) {
  size_t n = count_digits(s);
  std::u32string digits(s.substr(0, n));
  if (n >= 1 && n <= 3) {
    while (n < s.size() && is_in(kCommas, s[n]) && count_digits(s.substr(n + 1)) == 3) {
      digits += s.substr(n + 1, 3);
      n += 4;
    }
  }
  s.remove_prefix(n);
  return digits;
}

}  // namespace

std::optional<Figure> figure_of(const std::string& text) {
  const std::u32string s = folded(text);
  const bool nothing = std::all_of(s.begin(), s.end(), [](char32_t c) {
    return is_in(kDashes, c) || is_in(kSlashes, c) || c == kTyped;
  });
  if (nothing) return Figure{};
  std::u32string_view rest = s;
  std::u32string value;
  if (rest[0] == U'+' || is_in(kDashes, rest[0])) {
    if (rest[0] != U'+') value = U"-";
    rest.remove_prefix(1);
  }
  const std::u32string whole = take_whole(rest);
  if (whole.empty()) return std::nullopt;
  value += whole;
  if (rest.size() > 1 && rest[0] == U'.' && is_digit(rest[1])) {
    const size_t n = count_digits(rest.substr(1)) + 1;
    value += rest.substr(0, n);
    rest.remove_prefix(n);
  }
  return Figure{to_utf8(value), to_utf8(rest)};
}

}  // namespace gouji
