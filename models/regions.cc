#include "models/regions.h"

#include <fmt/format.h>

#include <charconv>
#include <fstream>
#include <sstream>

#include "models/sentences.h"
#include "models/text.h"

namespace gouji {
namespace {

// Leaves `year` as it is where there is no text; false where that is no year.
bool take_year(const std::string& text, int& year) {
  const char* end = text.data() + text.size();
  return text.empty() || std::from_chars(text.data(), end, year).ptr == end;
}

}  // namespace

bool governs(std::string_view above, const Region& region) {
  if (region.parent == above) return true;
  const bool province = above.ends_with("0000");
  return province && region.code != above && region.code.substr(0, 2) == above.substr(0, 2);
}

tl::expected<Regions, std::string> load_regions(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) return tl::unexpected(fmt::format(sentences::kNoDataFile, file.string()));
  Regions regions;
  std::string line;
  std::getline(in, line);  // the header
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    std::string code, name, parent, level, first, last;
    std::getline(fields, code, ',');
    std::getline(fields, name, ',');
    if (!std::getline(fields, parent, ',') || code.size() != 6 || name.empty()) {
      return tl::unexpected(fmt::format(sentences::kNotARegion, file.string(), line));
    }
    std::getline(fields, level, ',');
    std::getline(fields, first, ',');
    std::getline(fields, last, ',');
    Region region{code, to_utf32(name), parent};
    if (!take_year(first, region.first_year) || !take_year(last, region.last_year)) {
      return tl::unexpected(fmt::format(sentences::kNotAYear, file.string(), line));
    }
    regions.push_back(std::move(region));
  }
  return regions;
}

}  // namespace gouji
