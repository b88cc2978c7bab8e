// Where the forms and the digit reader's weights are.
#pragma once

#include <filesystem>
#include <string>
#include <tl/expected.hpp>

namespace gouji {

// The directory that `given` names, or else the environment variable GOUJI_DATA, or else the first
// there is of: data/ beside or above the program (a build tree), share/gouji under the program's
// prefix, and where the program was configured to be installed. Fails with a sentence that names
// what was tried where that is no data directory (one with forms/ in it).
tl::expected<std::filesystem::path, std::string> find_data(const std::filesystem::path& given);

}  // namespace gouji
