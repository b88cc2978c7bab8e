// `gouji ingest` with workers that read nothing: a report costs next to nothing.
// Arguments: OUT INPUT. Exit status as gouji has it.

#include <cstdio>

#include "pipeline/ingest.h"
#include "pipeline/stop_signals.h"
#include "tests/support/printed_report.h"

int main(int argc, char** argv) {
  using namespace gouji;
  if (argc != 3) return 2;
  const WorkerCommand worker{{GOUJI_UNRULY_WORKER, "2021", GOUJI_DATA_DIR "/forms"}, 0};
  const auto progress = make_silent_progress();
  const StopSignals signals;
  const auto result = ingest({.inputs = {argv[2]}, .out = argv[1], .jobs = 2}, standard_forms(),
                             worker, *progress, [&] { return signals.caught() == 0; });
  if (!result) {
    std::fprintf(stderr, "%s\n", result.error().c_str());
    return 2;
  }
  return result->stopped ? 128 + signals.caught() : 0;
}
