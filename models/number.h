// Numbers as reports print them, and exact sums of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gouji {

// Millionths, so that sums of printed decimals are exact. A relation's sum of two dozen numbers of
// eleven digits before the point fits.
using Micro = std::int64_t;

// The number 1.
inline constexpr Micro kOne = 1'000'000;

// The value of a number in plain notation (`-12`, `7730.28`); nothing where the text is no such
// number, has more than six decimals that are not zero, or more than eleven digits before the
// point.
std::optional<Micro> to_micro(std::string_view plain);

// Plain notation, without trailing zeros after the point.
std::string to_plain(Micro value);

}  // namespace gouji
