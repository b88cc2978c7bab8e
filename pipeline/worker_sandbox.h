// What a worker process may still ask of the kernel once it has started.
#pragma once

#include <string>

namespace gouji {

// From here on this process reads files, computes and talks over the channels it has; it opens
// nothing for writing, changes no directory, makes no socket, starts no program, and maps no new
// code. Whatever else it asks for fails with EPERM, which libraries take as "not available here".
// Cannot be undone. Returns an empty string, or why the kernel refused (then nothing has changed).
std::string enter_sandbox();

}  // namespace gouji
