// What the run store holds becomes the dataset.
#pragma once

#include <filesystem>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "models/form.h"
#include "pipeline/dataset_writer.h"
#include "pipeline/run_store.h"
#include "pipeline/run_summary.h"

namespace gouji {

// Ends the run that `store` has begun: writes what it settled with `writer` into `out`, report by
// report and as people corrected it (pipeline/corrections.h), and puts the dataset in its place.
// `row` is completed with its counts. Fails with a sentence; then the store keeps what it has, and
// the dataset is the one from before.
tl::expected<RunSummary, std::string> export_dataset(RunStore& store, DatasetWriter& writer,
                                                     const std::vector<Form>& forms,
                                                     const std::filesystem::path& out, RunRow& row);

// Writes the dataset of the run that `store` has taken up again (use_last_run) once more, with the
// corrections made since then.
tl::expected<RunSummary, std::string> rewrite_dataset(RunStore& store,
                                                      const std::vector<Form>& forms,
                                                      const std::filesystem::path& out);

}  // namespace gouji
