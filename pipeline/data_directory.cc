#include "pipeline/data_directory.h"

#include <cstdlib>
#include <vector>

#include "pipeline/translation.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;

fs::path program_directory() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error).parent_path();
}

bool is_data(const fs::path& directory) {
  std::error_code error;
  return fs::is_directory(directory / "forms", error);
}

std::vector<fs::path> usual_places() {
  std::vector<fs::path> out{shared_files() / "gouji"};
  for (fs::path above = program_directory(); above.has_relative_path();
       above = above.parent_path()) {
    out.push_back(above / "data");
  }
  return out;
}

}  // namespace

fs::path shared_files() { return (program_directory() / GOUJI_SHARED_FILES).lexically_normal(); }

tl::expected<fs::path, std::string> find_data(const fs::path& given) {
  const char* variable = std::getenv("GOUJI_DATA");
  const fs::path named = !given.empty() ? given : fs::path(variable != nullptr ? variable : "");
  if (!named.empty()) {
    if (is_data(named)) return named;
    return tl::unexpected(tr_format("{} is no data directory of gouji: it has no forms/ ({})",
                                    named.string(), given.empty() ? "GOUJI_DATA" : "--data"));
  }
  std::string tried;
  for (const fs::path& place : usual_places()) {
    if (is_data(place)) return place;
    tried += (tried.empty() ? "" : ", ") + place.string();
  }
  return tl::unexpected(tr_format(
      "cannot find gouji's data directory, with forms/ in it; say where it is with --data "
      "or GOUJI_DATA (tried {})",
      tried));
}

}  // namespace gouji
