// What the end of a worker process says of the report that it was reading.
#pragma once

#include <chrono>

#include "models/report.h"
#include "pipeline/worker_process.h"

namespace gouji {

// Of a worker that ended by itself:
//
//     signal XCPU                                   timeout: more than `cpu` of CPU time
//     it had said that memory ran out               too_large: more than its address space
//     signal KILL, which the parent did not send    too_large: the machine ran out of memory
//     anything else                                 crashed
ReadError explain_death(const WorkerEnd& end, std::chrono::seconds cpu);

// Of one that the parent ended after `timeout` by the clock: timeout.
ReadError explain_timeout(std::chrono::milliseconds timeout);

// Of one that answered what is no report: crashed.
ReadError explain_nonsense();

}  // namespace gouji
