#include "pipeline/stop_signals.h"

namespace gouji {
namespace {

// All that a signal handler may write to.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
volatile std::sig_atomic_t last_signal = 0;

void note(int signal) { last_signal = signal; }

struct sigaction take_over(int signal) {
  struct sigaction before = {}, action = {};
  action.sa_handler = note;
  action.sa_flags = SA_RESETHAND;
  ::sigaction(signal, nullptr, &before);
  if (before.sa_handler != SIG_IGN) ::sigaction(signal, &action, nullptr);
  return before;
}

}  // namespace

StopSignals::StopSignals() {
  last_signal = 0;
  interrupt_ = take_over(SIGINT);
  terminate_ = take_over(SIGTERM);
}

StopSignals::~StopSignals() {
  ::sigaction(SIGINT, &interrupt_, nullptr);
  ::sigaction(SIGTERM, &terminate_, nullptr);
}

int StopSignals::caught() const { return last_signal; }

}  // namespace gouji
