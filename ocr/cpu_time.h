// The clock that work is bounded by.
#pragma once

#include <ctime>

namespace gouji {

// CPU time that this thread has used: what is read does not depend on what else the machine does.
inline double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

}  // namespace gouji
