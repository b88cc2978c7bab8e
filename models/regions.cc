#include "models/regions.h"

#include <fstream>
#include <sstream>

#include "models/text.h"

namespace gouji {

tl::expected<Regions, std::string> load_regions(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) return tl::unexpected("cannot open " + file.string());
  Regions regions;
  std::string line;
  std::getline(in, line);  // the header
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    std::string code, name, parent;
    std::getline(fields, code, ',');
    std::getline(fields, name, ',');
    if (!std::getline(fields, parent, ',') || code.size() != 6 || name.empty()) {
      return tl::unexpected(file.string() + ": no region in the line \"" + line + '"');
    }
    regions.push_back({code, to_utf32(name), parent});
  }
  return regions;
}

}  // namespace gouji
