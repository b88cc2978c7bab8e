// SIGINT and SIGTERM as something to ask about, instead of the end.
#pragma once

#include <csignal>

namespace gouji {

// While one exists, the first SIGINT and the first SIGTERM are only noted; a second of the same
// kind ends the process at once, and afterwards they do again what they did. One at a time. A
// signal that was ignored (as in a shell's background) stays so.
class StopSignals {
 public:
  StopSignals();
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  // The last signal that came, or 0.
  int caught() const;

 private:
  struct sigaction interrupt_ = {}, terminate_ = {};  // as they were
};

}  // namespace gouji
