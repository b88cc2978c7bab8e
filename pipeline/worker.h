// The inside of a worker process: reads one report after another with a warm ReportReader. Whatever
// happens in it happens to it alone.
#pragma once

#include <filesystem>

#include "pipeline/read_report.h"

namespace gouji {

// Talks over kWorkerChannel (worker_channel.h) until the parent closes it; returns the exit status.
// Enters the sandbox (worker_sandbox.h) before it reads the first report; where that is refused,
// says so and goes on without.
// The border at which exceptions end: one out of a report makes that report `too_large` where
// memory ran out, `crashed` otherwise, and the worker leaves after that answer, since what it holds
// may be half done.
int run_worker(const std::filesystem::path& data, const ReadOptions& options);

}  // namespace gouji
