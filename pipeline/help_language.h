// What the library of the command line says by itself, in the language of whoever calls.
#pragma once

#include <CLI/App.hpp>

namespace gouji {

// Headings and words of `--help`, and complaints about a wrong call. For the program, and for each
// subcommand again, before it gets its options.
void set_help_language(CLI::App& app);

}  // namespace gouji
