// One worker process, seen from the parent.
#pragma once

#include <sys/types.h>

#include <chrono>
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

// How a worker ended.
struct WorkerEnd {
  int status = 0;           // as waitpid gives it
  bool no_memory = false;   // something in it said that memory ran out, before it ended
  std::string str() const;  // `exit status 3`, `signal SEGV`
};

// A child process with its channel at kWorkerChannel and nothing else of the parent's: it reads
// from and prints to /dev/null, what it complains of on stderr goes to a file in memory, other
// workers' channels are closed to it, and the terminal's signals do not reach it. Files that it
// writes end at 64 KiB. It is killed when this object goes, and when the parent dies.
class WorkerProcess {
 public:
  // Fails with a sentence where no process can be made. A program that cannot be executed is a
  // process that ends at once.
  static tl::expected<WorkerProcess, std::string> start(const WorkerCommand& command);
  WorkerProcess(WorkerProcess&& other) noexcept;
  WorkerProcess& operator=(WorkerProcess&& other) noexcept;
  ~WorkerProcess();

  int channel() const { return channel_.get(); }

  // Forgets what the process complained of, and ends it (signal XCPU) once it has used `cpu` more
  // of CPU time than until now; 0: no limit.
  void begin_report(std::chrono::seconds cpu);

  // Kills the process where it still runs.
  WorkerEnd end();

 private:
  WorkerProcess(pid_t pid, FileDescriptor channel, FileDescriptor complaints)
      : pid_(pid), channel_(std::move(channel)), complaints_(std::move(complaints)) {}

  pid_t pid_ = -1;
  FileDescriptor channel_, complaints_;
};

}  // namespace gouji
