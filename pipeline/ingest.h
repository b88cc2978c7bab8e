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
  // Told what the user should know that is no report's fault.
  std::function<void(const std::string&)> warn = [](const std::string&) {};
};

struct IngestError {
  bool interrupted = false;  // `go_on` said so
  std::string message;       // a sentence, where not interrupted
};

// Reads every report of `inputs` with workers made by `worker`, and writes the dataset into
// `out`. `go_on` is asked several times a second; once it says no, the workers are killed.
// A file that cannot be read is a failed report of the summary, not an error. After an error `out`
// holds what it held before. `forms` must outlive the summary.
tl::expected<RunSummary, IngestError> ingest(const IngestOptions& options,
                                             const std::vector<Form>& forms,
                                             const WorkerCommand& worker, Progress& progress,
                                             const std::function<bool()>& go_on);

}  // namespace gouji
