// How a fuzz target says that a promise is broken.
#pragma once

#include <cstdio>
#include <cstdlib>

// Ends the process where `condition` does not hold, so that libFuzzer keeps the input.
#define GOUJI_PROMISE(condition)                                                   \
  do {                                                                             \
    if (!(condition)) {                                                            \
      std::fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                \
    }                                                                              \
  } while (false)
