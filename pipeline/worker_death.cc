#include "pipeline/worker_death.h"

#include <fmt/format.h>
#include <sys/wait.h>

#include <csignal>

namespace gouji {
namespace {

bool ended_by(const WorkerEnd& end, int signal) {
  return WIFSIGNALED(end.status) && WTERMSIG(end.status) == signal;
}

}  // namespace

ReadError explain_death(const WorkerEnd& end, std::chrono::seconds cpu) {
  if (ended_by(end, SIGXCPU)) {
    return {ErrorCode::kTimeout, fmt::format("Reading the file took more than {} s of CPU time; "
                                             "give it more with --max-cpu.",
                                             cpu.count())};
  }
  if (end.no_memory) {
    return {ErrorCode::kTooLarge,
            fmt::format("Reading the file takes more memory than one report may have ({}); give it "
                        "more with --max-memory.",
                        end.str())};
  }
  if (ended_by(end, SIGKILL)) {
    return {ErrorCode::kTooLarge,
            "The system ended the process that read the file, most likely because memory ran out; "
            "use fewer --jobs."};
  }
  return {ErrorCode::kCrashed,
          fmt::format("The process that read the file ended ({}). Please report this, with the "
                      "file.",
                      end.str())};
}

ReadError explain_timeout(std::chrono::milliseconds timeout) {
  return {ErrorCode::kTimeout,
          fmt::format("Reading the file took longer than {:g} s; give it more time with --timeout.",
                      std::chrono::duration<double>(timeout).count())};
}

ReadError explain_nonsense() {
  return {ErrorCode::kCrashed,
          "The process that read the file gave a garbled answer. Please report this, with the "
          "file."};
}

}  // namespace gouji
