// Where the program's own files are: the forms, the digit reader's weights, the regions.
#pragma once

#include <filesystem>
#include <string>
#include <tl/expected.hpp>

namespace gouji {

// Where what belongs to the program is installed: share/, found from the program itself, wherever
// its prefix was moved to. In a build tree the directory of that name there.
std::filesystem::path shared_files();

// The directory that `given` names, or else the environment variable GOUJI_DATA, or else the first
// there is of: gouji/ in shared_files(), and data/ beside or above the program (a build tree).
// Fails with a sentence that names what was tried where that is no data directory (one with forms/
// in it).
tl::expected<std::filesystem::path, std::string> find_data(const std::filesystem::path& given);

}  // namespace gouji
