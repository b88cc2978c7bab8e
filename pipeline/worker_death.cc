#include "pipeline/worker_death.h"

#include <fmt/format.h>
#include <sys/wait.h>

#include <csignal>

#include "models/sentences.h"

namespace gouji {
namespace {

bool ended_by(const WorkerEnd& end, int signal) {
  return WIFSIGNALED(end.status) && WTERMSIG(end.status) == signal;
}

}  // namespace

ReadError explain_death(const WorkerEnd& end, std::chrono::seconds cpu) {
  if (ended_by(end, SIGXCPU)) {
    return {ErrorCode::kTimeout, fmt::format(sentences::kTooMuchCpu, cpu.count())};
  }
  if (end.no_memory) {
    return {ErrorCode::kTooLarge, fmt::format(sentences::kDiedOfMemory, end.str())};
  }
  if (ended_by(end, SIGKILL)) {
    return {ErrorCode::kTooLarge, sentences::kKilled};
  }
  return {ErrorCode::kCrashed, fmt::format(sentences::kDied, end.str())};
}

ReadError explain_timeout(std::chrono::milliseconds timeout) {
  return {ErrorCode::kTimeout,
          fmt::format(sentences::kTooLong,
                      fmt::format("{:g}", std::chrono::duration<double>(timeout).count()))};
}

ReadError explain_nonsense() { return {ErrorCode::kCrashed, sentences::kGarbled}; }

}  // namespace gouji
