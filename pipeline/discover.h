// INPUT files and directories become the files to read.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "models/report.h"

namespace gouji {

struct InputFile {
  std::filesystem::path identity;  // where all links end: the same for all ways to a file
  int input = 0;                   // the INPUT it was found under, from 1
  bool linked = false;             // found through a symbolic link
  std::filesystem::path path;      // to open it by; any bytes
  std::string source;              // relative to its INPUT, `/` separated, valid UTF-8
  ReadError error;  // set for a directory that cannot be listed: it stands for its files
};

// Calls `found` for every `*.pdf` (in any letter case) below the directories of `inputs`, and for
// the files of `inputs` whatever their names, as they come; until `found` returns false. Symbolic
// links are followed, no directory is searched twice, but a file that is reached in several ways
// comes as often (InputList keeps one). Whether a file can be read is not looked at. Holds the
// names of directories in memory, not those of files.
// Fails with a sentence, before the first call, where an INPUT does not exist or is a directory
// that cannot be listed.
tl::expected<void, std::string> discover(const std::vector<std::filesystem::path>& inputs,
                                         const std::function<bool(const InputFile&)>& found);

}  // namespace gouji
