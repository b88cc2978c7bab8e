// INPUT files and directories become the list of files to read.
#pragma once

#include <filesystem>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "models/report.h"

namespace gouji {

struct InputFile {
  std::filesystem::path path;  // to open it by; any bytes
  std::string source;          // relative to its INPUT, `/` separated, valid UTF-8
  ReadError error;             // set for a directory that cannot be listed: it stands for its files
};

// Every `*.pdf` (in any letter case) below the directories of `inputs`, and the files of `inputs`
// whatever their names, sorted by `source` bytewise. Symbolic links are followed; a file that is
// reached in several ways is listed once: by the earliest INPUT, by its own name rather than
// through a link, by the smallest source. Whether a file can be read is not looked at.
// Fails with a sentence where an INPUT does not exist or is a directory that cannot be listed.
tl::expected<std::vector<InputFile>, std::string> discover(
    const std::vector<std::filesystem::path>& inputs);

}  // namespace gouji
