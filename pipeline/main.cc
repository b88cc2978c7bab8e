#include <unistd.h>

#include <cstdlib>

#include "pipeline/command_line.h"

// OpenMP reads its environment before main(), and Tesseract's threads must be kept to one.
int main(int argc, char** argv) {
  if (!std::getenv("OMP_THREAD_LIMIT")) {
    ::setenv("OMP_THREAD_LIMIT", "1", 1);
    ::execv("/proc/self/exe", argv);
  }
  return gouji::run_command_line(argc, argv);
}
