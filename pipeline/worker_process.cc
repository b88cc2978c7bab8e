#include "pipeline/worker_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>  // NOLINT: clock_getcpuclockid is POSIX
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "pipeline/translation.h"
#include "pipeline/worker_channel.h"

namespace gouji {
namespace {

// Cores are filled with reports, not with threads inside one.
constexpr const char* kOneThread = "OMP_THREAD_LIMIT=1";

// Of what a worker complains of; also the longest file that it could write.
constexpr std::uint64_t kMostComplaints = 64 << 10;

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
                                int complaints, std::uint64_t memory, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(127);
  ::setpgid(0, 0);
  const int null = ::open("/dev/null", O_RDWR);
  // A duplicate is not closed on exec; one at its own place would be, so the channel moves first.
  const int moved = ::fcntl(channel, F_DUPFD, kWorkerChannel + 1);
  ::dup2(complaints, STDERR_FILENO);
  for (int stream : {STDIN_FILENO, STDOUT_FILENO}) ::dup2(null, stream);
  ::dup2(moved, kWorkerChannel);
  ::close(moved);
  if (null > kWorkerChannel) ::close(null);
  limit(RLIMIT_CORE, 0);
  ::signal(SIGXFSZ, SIG_IGN);  // complaints end where the file does
  limit(RLIMIT_FSIZE, kMostComplaints);
  if (memory > 0) limit(RLIMIT_AS, memory);
  ::execve(arguments[0], arguments, environment);
  ::_exit(127);
}

tl::unexpected<std::string> cannot_start() {
  return tl::unexpected(
      tr_format("cannot start a worker process: {}", tr_reason(std::strerror(errno))));
}

// What Poppler and the C++ runtime print where memory has run out.
bool says_no_memory(int complaints) {
  std::string text(kMostComplaints, '\0');
  const ssize_t n = ::pread(complaints, text.data(), text.size(), 0);
  text.resize(n > 0 ? static_cast<size_t>(n) : 0);
  for (const char* words : {"Out of memory", "Bogus memory allocation size", "std::bad_alloc"}) {
    if (text.find(words) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

std::string WorkerEnd::str() const {
  if (WIFEXITED(status)) return fmt::format("exit status {}", WEXITSTATUS(status));
  const char* signal = ::sigabbrev_np(WTERMSIG(status));
  return fmt::format("signal {}", signal != nullptr ? signal : std::to_string(WTERMSIG(status)));
}

tl::expected<WorkerProcess, std::string> WorkerProcess::start(const WorkerCommand& command) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return cannot_start();
  FileDescriptor mine(ends[0]);
  const FileDescriptor theirs(ends[1]);
  FileDescriptor complaints(::memfd_create("gouji-worker", MFD_CLOEXEC));
  if (!complaints.valid() || ::fcntl(complaints.get(), F_SETFL, O_APPEND) != 0) {
    return cannot_start();
  }
  const std::vector<std::string> environment = worker_environment();
  const std::vector<char*> argv = pointers(command.arguments), envp = pointers(environment);
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid == 0) {
    become_worker(argv.data(), envp.data(), theirs.get(), complaints.get(), command.memory, parent);
  }
  if (pid < 0) return cannot_start();
  return WorkerProcess(pid, std::move(mine), std::move(complaints));
}

WorkerProcess::WorkerProcess(WorkerProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      channel_(std::move(other.channel_)),
      complaints_(std::move(other.complaints_)) {}

WorkerProcess& WorkerProcess::operator=(WorkerProcess&& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(channel_, other.channel_);
  std::swap(complaints_, other.complaints_);
  return *this;
}

WorkerProcess::~WorkerProcess() { end(); }

void WorkerProcess::begin_report(std::chrono::seconds cpu) {
  // Should that fail, words of an earlier report count against this one: it is read twice.
  [[maybe_unused]] const int truncated = ::ftruncate(complaints_.get(), 0);
  clockid_t clock;
  timespec used{};
  if (::clock_getcpuclockid(pid_, &clock) != 0 || ::clock_gettime(clock, &used) != 0) return;
  rlimit both{RLIM_INFINITY, RLIM_INFINITY};
  // The kernel counts whole seconds; the one that has begun is not the report's.
  if (cpu.count() > 0) both.rlim_cur = static_cast<rlim_t>(used.tv_sec + 1 + cpu.count());
  ::prlimit(pid_, RLIMIT_CPU, &both, nullptr);
}

WorkerEnd WorkerProcess::end() {
  if (pid_ < 0) return {};
  ::kill(pid_, SIGKILL);  // does nothing to a process that has ended by itself
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  channel_.reset();
  return {status, says_no_memory(complaints_.get())};
}

}  // namespace gouji
