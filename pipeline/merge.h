// The shards of a run become one dataset.
#pragma once

#include <filesystem>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "models/form.h"
#include "pipeline/run_summary.h"
#include "pipeline/worker_process.h"

namespace gouji {

// Writes into `out` what one run over all inputs would have written there, from `shards`: what each
// `ingest` with --shard I/N had as its OUT. `worker` is what this program would read with. Fails
// with a sentence where a shard is missing, not finished, given twice, or read with another program
// or other settings, and where the shards do not add up to the inputs that each of them found.
// `forms` must outlive the summary.
tl::expected<RunSummary, std::string> merge(const std::vector<std::filesystem::path>& shards,
                                            const std::filesystem::path& out,
                                            const std::vector<Form>& forms,
                                            const WorkerCommand& worker);

}  // namespace gouji
