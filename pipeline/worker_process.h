// One worker process, seen from the parent.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "pipeline/file_descriptor.h"

namespace gouji {

// How a worker is started.
struct WorkerCommand {
  std::vector<std::string> arguments;  // the program's path first
  std::uint64_t memory = 0;            // most bytes of address space; 0: no limit
};

// A child process with its channel at kWorkerChannel and nothing else of the parent's: its standard
// streams are /dev/null, other workers' channels are closed to it, and the terminal's signals do
// not reach it. It is killed when this object goes, and when the parent dies.
class WorkerProcess {
 public:
  // Fails with a sentence where no process can be made. A program that cannot be executed is a
  // process that ends at once.
  static tl::expected<WorkerProcess, std::string> start(const WorkerCommand& command);
  WorkerProcess(WorkerProcess&& other) noexcept;
  WorkerProcess& operator=(WorkerProcess&& other) noexcept;
  ~WorkerProcess();

  int channel() const { return channel_.get(); }

  // Kills the process where it still runs. How it ended: `exit status 3`, `signal SEGV`.
  std::string end();

 private:
  WorkerProcess(pid_t pid, FileDescriptor channel) : pid_(pid), channel_(std::move(channel)) {}

  pid_t pid_ = -1;
  FileDescriptor channel_;
};

}  // namespace gouji
