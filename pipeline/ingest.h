// The main job: a directory of reports becomes a dataset.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "models/form.h"
#include "pipeline/progress.h"
#include "pipeline/run_summary.h"
#include "pipeline/shard.h"
#include "pipeline/worker_process.h"

namespace gouji {

struct IngestOptions {
  std::vector<std::filesystem::path> inputs;
  std::filesystem::path out;
  int jobs = 1;
  int dpi = 0;  // 0: chosen per page; the worker command says the same
  std::chrono::milliseconds timeout{300'000};  // by the clock, for one report
  std::chrono::seconds cpu{120};               // for one report
  int reports_per_worker = 500;                // then a worker is replaced
  Shard shard{};
  // Told what the user should know that is no report's fault.
  std::function<void(const std::string&)> warn = [](const std::string&) {};
};

// What a run did, beside the dataset.
struct IngestResult {
  RunSummary summary;        // of the dataset
  std::int64_t there = 0;    // inputs that an earlier run had read, and that are as they were
  std::int64_t changed = 0;  // inputs with other bytes than in the run before
  std::int64_t gone = 0;     // inputs of the run before that are not among the inputs now
  std::int64_t unread = 0;   // inputs that are not in the dataset, since the run was stopped
  bool stopped = false;      // by `go_on`
};

// Reads every report of `inputs` with workers made by `worker`, and writes the dataset into
// `out`. What an earlier run on the same `out` read with the same program and settings is not read
// again (run_store.h). A file that cannot be read is a failed report of the summary, not an error.
// `go_on` is asked several times a second; once it says no, the workers are killed, and the dataset
// is of what has been read. Memory does not grow with the number of inputs. Fails with a sentence;
// then the dataset is the one from before, and what was read is kept for the next run. `forms` must
// outlive the result.
tl::expected<IngestResult, std::string> ingest(const IngestOptions& options,
                                               const std::vector<Form>& forms,
                                               const WorkerCommand& worker, Progress& progress,
                                               const std::function<bool()>& go_on);

}  // namespace gouji
