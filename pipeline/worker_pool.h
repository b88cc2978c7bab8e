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
  std::chrono::seconds cpu{0};        // CPU time, for one report; 0: no limit
  int reports_per_worker = 0;         // then it is replaced, whatever it has leaked; 0: never
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
  // A report came in. One that was lost twice (see below) has `error` set (worker_death.h). False:
  // stop.
  std::function<bool(size_t number, Report report)> done;
  // Asked several times a second. False: stop.
  std::function<bool()> go_on;
  // Something the user should know that is no report's fault; a sentence without a full stop.
  std::function<void(const std::string&)> warn = [](const std::string&) {};
};

// A report is lost where its worker dies, takes too long, answers what is no report, or gives up
// (crashed, too_large) and leaves. It is put aside and read once more: by a new worker, while no
// other report is being read, once `next` has no more to give for now. What went wrong first is in
// `error` if it is lost again, else a warning. Returns when `next` has nothing and nothing is in
// flight: true; or when a callback said stop: then the workers are killed, and false. Fails with a
// sentence where workers cannot start or say that nothing can be read at all.
tl::expected<bool, std::string> run_workers(const PoolOptions& options,
                                            const PoolCallbacks& callbacks);

}  // namespace gouji
