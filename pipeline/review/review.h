// `gouji review`: a person looks at what is not certain, in a browser.
#pragma once

#include <filesystem>

#include "pipeline/worker_process.h"

namespace gouji {

struct ReviewOptions {
  std::filesystem::path out;        // of `gouji ingest`
  std::filesystem::path data;       // directory with forms/
  WorkerCommand renderer;           // as PageImages takes it
  std::filesystem::path export_to;  // a page is written there, and nothing served; empty: none
  int port = 0;                     // 0: a free one
  int audit = 0;                    // cells of a random sample to look at
};

// Serves until a signal says to stop. Returns the exit status: 0, or 2 where there is nothing to
// serve, or no place to serve it at; then it has said why.
int review(const ReviewOptions& options);

}  // namespace gouji
