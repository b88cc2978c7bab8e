// Runs of `ingest` with workers that read nothing (unruly_worker.cc).
#pragma once

#include <filesystem>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "pipeline/ingest.h"
#include "tests/pipeline/sample_report.h"

namespace gouji {

// Fills in the form of 2021.
WorkerCommand test_worker();

tl::expected<IngestResult, std::string> run(const std::vector<std::filesystem::path>& inputs,
                                            const std::filesystem::path& out, int jobs = 1,
                                            Shard shard = {});

// Stopped after the parent has asked `asks` times whether to go on.
tl::expected<IngestResult, std::string> run_stopped(
    const std::vector<std::filesystem::path>& inputs, const std::filesystem::path& out, int asks);

// All that must be the same whenever the inputs are.
std::string dataset(const std::filesystem::path& out);

}  // namespace gouji
