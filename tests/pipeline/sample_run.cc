#include "tests/pipeline/sample_run.h"

#include "tests/pipeline/scratch.h"

namespace gouji {

namespace fs = std::filesystem;

WorkerCommand test_worker() { return {{GOUJI_UNRULY_WORKER, "2021", GOUJI_DATA_DIR "/forms"}, 0}; }

tl::expected<IngestResult, std::string> run(const std::vector<fs::path>& inputs,
                                            const fs::path& out, int jobs, Shard shard) {
  const auto progress = make_silent_progress();
  return ingest({.inputs = inputs, .out = out, .jobs = jobs, .shard = shard}, standard_forms(),
                test_worker(), *progress, [] { return true; });
}

tl::expected<IngestResult, std::string> run_stopped(const std::vector<fs::path>& inputs,
                                                    const fs::path& out, int asks) {
  const auto progress = make_silent_progress();
  return ingest({.inputs = inputs, .out = out, .jobs = 2}, standard_forms(), test_worker(),
                *progress, [&] { return asks-- > 0; });
}

std::string dataset(const fs::path& out) {
  std::string text;
  for (const char* file :
       {"reports.csv", "cells.csv", "checks.csv", "narrative.csv", "claims.csv", "wide.csv",
        "agencies.csv", "series.csv", "dataset.xlsx", "datapackage.json"}) {
    text += contents(out / file);
  }
  return text;
}

}  // namespace gouji
