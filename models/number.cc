#include "models/number.h"

namespace gouji {
namespace {

constexpr size_t kMostWholeDigits = 11;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<Micro> to_micro(std::string_view s) {
  const bool negative = !s.empty() && s.front() == '-';
  if (!s.empty() && (s.front() == '-' || s.front() == '+')) s.remove_prefix(1);
  const size_t point = std::min(s.find('.'), s.size());
  if (point == 0 || point > kMostWholeDigits || point + 1 == s.size()) return std::nullopt;
  Micro value = 0;
  for (char c : s.substr(0, point)) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  value *= kOne;
  Micro unit = kOne;
  for (char c : s.substr(std::min(point + 1, s.size()))) {
    if (!is_digit(c)) return std::nullopt;
    unit /= 10;
    if (unit == 0 && c != '0') return std::nullopt;
    value += (c - '0') * unit;
  }
  return negative ? -value : value;
}

std::string to_plain(Micro value) {
  std::string out = value < 0 ? "-" : "";
  const std::uint64_t magnitude = value < 0 ? -static_cast<std::uint64_t>(value) : value;
  out += std::to_string(magnitude / kOne);
  std::string decimals = std::to_string(magnitude % kOne + kOne).substr(1);
  decimals.erase(decimals.find_last_not_of('0') + 1);
  return decimals.empty() ? out : out + "." + decimals;
}

}  // namespace gouji
