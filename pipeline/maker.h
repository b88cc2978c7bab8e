// What made a result: results of the same maker can stand in one dataset.
#pragma once

#include <chrono>
#include <string>
#include <tl/expected.hpp>

#include "pipeline/worker_process.h"

namespace gouji {

struct Maker {
  std::string version;   // of the program
  std::string build;     // the start of the SHA-256 of the program that reads
  std::string settings;  // what that program is told, with the SHA-256 of its data
  std::string limits;    // what a report may take; says nothing of reports that keep within it

  bool operator==(const Maker&) const = default;
};

// The maker that results of `worker` have. Fails with a sentence where its program or its data (the
// directory behind `--data` among its arguments) cannot be read.
tl::expected<Maker, std::string> maker_of(const WorkerCommand& worker,
                                          std::chrono::milliseconds timeout,
                                          std::chrono::seconds cpu);

}  // namespace gouji
