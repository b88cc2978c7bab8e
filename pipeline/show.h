// `gouji show`: one report as it is read and mapped, for a person at a terminal.
#pragma once

#include <filesystem>

namespace gouji {

struct ShowOptions {
  std::filesystem::path file;
  std::filesystem::path data;   // directory with forms/ and digits/
  std::filesystem::path debug;  // where page pictures go; empty: none are made
  int dpi = 0;                  // of the raster; 0: chosen per page
};

// Prints to stdout. Returns the exit status: 0 read, 1 the report failed, 2 `debug` cannot be
// written.
int show(const ShowOptions& options);

}  // namespace gouji
