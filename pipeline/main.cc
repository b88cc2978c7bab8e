#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "pipeline/command_line.h"

// OpenMP reads its environment before main(), and Tesseract's threads must be kept to one. Workers
// are started with the right one; only `show` reads in the process that was called.
int main(int argc, char** argv) {
  const bool reads = std::any_of(argv, argv + argc,
                                 [](const char* word) { return std::string_view(word) == "show"; });
  if (reads && !std::getenv("OMP_THREAD_LIMIT")) {
    ::setenv("OMP_THREAD_LIMIT", "1", 1);
    ::execv("/proc/self/exe", argv);
  }
  return gouji::run_command_line(argc, argv);
}
