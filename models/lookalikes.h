// Characters of the regions' names that the reader of Chinese text does not have, and what it reads
// in their place.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace gouji {

// For each such character, with which probability it is read as which other.
using Lookalikes = std::map<char32_t, std::map<char32_t, double>>;

// Reads data/lookalikes.csv (data/lookalikes.md says what is in it), or says what is wrong with the
// file.
tl::expected<Lookalikes, std::string> load_lookalikes(const std::filesystem::path& file);

// The probability that `printed` is read as `read`, each of its characters by itself: 1 for a text
// that the reader has, and 0 for another in its place.
double read_as(const Lookalikes& lookalikes, std::u32string_view printed, std::u32string_view read);

}  // namespace gouji
