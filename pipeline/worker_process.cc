#include "pipeline/worker_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "pipeline/worker_channel.h"

namespace gouji {
namespace {

// Cores are filled with reports, not with threads inside one.
constexpr const char* kOneThread = "OMP_THREAD_LIMIT=1";

std::vector<char*> pointers(const std::vector<std::string>& strings) {
  std::vector<char*> out;
  for (const std::string& s : strings) out.push_back(const_cast<char*>(s.c_str()));
  out.push_back(nullptr);
  return out;
}

std::vector<std::string> worker_environment() {
  std::vector<std::string> out{kOneThread};
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string text = *variable;
    if (text.rfind("OMP_THREAD_LIMIT=", 0) != 0) out.push_back(text);
  }
  return out;
}

void limit(int resource, std::uint64_t most) {
  const rlimit both{most, most};
  ::setrlimit(resource, &both);
}

// Between fork and exec, where only async-signal-safe calls may stand.
[[noreturn]] void become_worker(char* const* arguments, char* const* environment, int channel,
                                std::uint64_t memory, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(127);
  ::setpgid(0, 0);
  const int null = ::open("/dev/null", O_RDWR);
  // A duplicate is not closed on exec; one at its own place would be, so the channel moves first.
  const int moved = ::fcntl(channel, F_DUPFD, kWorkerChannel + 1);
  for (int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(null, stream);
  ::dup2(moved, kWorkerChannel);
  ::close(moved);
  if (null > kWorkerChannel) ::close(null);
  limit(RLIMIT_CORE, 0);
  if (memory > 0) limit(RLIMIT_AS, memory);
  ::execve(arguments[0], arguments, environment);
  ::_exit(127);
}

std::string describe(int status) {
  if (WIFEXITED(status)) return fmt::format("exit status {}", WEXITSTATUS(status));
  const char* signal = ::sigabbrev_np(WTERMSIG(status));
  return fmt::format("signal {}", signal != nullptr ? signal : std::to_string(WTERMSIG(status)));
}

}  // namespace

tl::expected<WorkerProcess, std::string> WorkerProcess::start(const WorkerCommand& command) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    return tl::unexpected(fmt::format("cannot start a worker process: {}", std::strerror(errno)));
  }
  FileDescriptor mine(ends[0]);
  const FileDescriptor theirs(ends[1]);
  const std::vector<std::string> environment = worker_environment();
  const std::vector<char*> argv = pointers(command.arguments), envp = pointers(environment);
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid == 0) become_worker(argv.data(), envp.data(), theirs.get(), command.memory, parent);
  if (pid < 0) {
    return tl::unexpected(fmt::format("cannot start a worker process: {}", std::strerror(errno)));
  }
  return WorkerProcess(pid, std::move(mine));
}

WorkerProcess::WorkerProcess(WorkerProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), channel_(std::move(other.channel_)) {}

WorkerProcess& WorkerProcess::operator=(WorkerProcess&& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(channel_, other.channel_);
  return *this;
}

WorkerProcess::~WorkerProcess() { end(); }

std::string WorkerProcess::end() {
  if (pid_ < 0) return "not running";
  ::kill(pid_, SIGKILL);  // does nothing to a process that has ended by itself
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  channel_.reset();
  return describe(status);
}

}  // namespace gouji
