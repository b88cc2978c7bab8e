// The command line: `gouji ingest`, `gouji merge`, `gouji show`, `gouji review`.
#pragma once

namespace gouji {

// Exit status. Scripts rely on these numbers.
enum ExitStatus {
  kAllRead = 0,     // every report was read, flagged ones included
  kSomeFailed = 1,  // at least one input failed; the others are all in the dataset
  kNoDataset = 2,   // wrong usage, or an output that cannot be written
  kSignalled = 128  // plus the signal's number: stopped by it, the dataset is of what was read
};

// What main() does.
int run_command_line(int argc, char** argv);

}  // namespace gouji
