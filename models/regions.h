// The regions of China: their official names and codes.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace gouji {

struct Region {
  std::string code;                      // GB/T 2260, six digits
  std::u32string name;                   // 保定市
  std::string parent;                    // code; empty for a province
  int first_year = 0, last_year = 9999;  // of the lists that have it; 0 and 9999: of all there are
};

// Whether the place of code `above` governs `region`: a province all places in it, others those
// whose parent they are.
bool governs(std::string_view above, const Region& region);

// A region may be there several times, under the names and codes of several years.
using Regions = std::vector<Region>;

// Reads data/regions.csv (data/regions.md says what is in it), or says what is wrong with the file.
tl::expected<Regions, std::string> load_regions(const std::filesystem::path& file);

}  // namespace gouji
