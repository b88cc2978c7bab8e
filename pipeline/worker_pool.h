// Reports are read by worker processes; here the parent hands files out and takes answers in.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "models/report.h"
#include "pipeline/worker_process.h"

namespace gouji {

struct PoolOptions {
  WorkerCommand worker;
  int jobs = 1;                       // most workers at a time
  std::chrono::milliseconds timeout;  // wall clock, for one report and for a worker's start
};

struct Job {
  size_t number = 0;  // the caller's; comes back with the report
  std::filesystem::path file;
};

// What the pool asks its caller. All are called from run_workers, one at a time, and may throw
// nothing.
struct PoolCallbacks {
  // The next file. Nothing: none now; asked again after the next report has come in.
  std::function<std::optional<Job>()> next;
  // A report came in. One whose worker died, timed out or answered what is no report has `error`
  // set (crashed, timeout). False: stop.
  std::function<bool(size_t number, Report report)> done;
  // Asked several times a second. False: stop.
  std::function<bool()> go_on;
};

// Returns when `next` has nothing and nothing is in flight: true; or when a callback said stop:
// then the workers are killed, and false. Fails with a sentence where workers cannot start or say
// that nothing can be read at all.
tl::expected<bool, std::string> run_workers(const PoolOptions& options,
                                            const PoolCallbacks& callbacks);

}  // namespace gouji
