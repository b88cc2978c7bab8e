#include "pipeline/worker_sandbox.h"

#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

namespace gouji {
namespace {

// Reading, memory, time, waiting, signals to itself, and the end.
constexpr std::array kAllowed{
    // files that are open, and names
    SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(write), SCMP_SYS(writev),
    SCMP_SYS(close), SCMP_SYS(lseek), SCMP_SYS(fstat), SCMP_SYS(stat), SCMP_SYS(lstat),
    SCMP_SYS(newfstatat), SCMP_SYS(statx), SCMP_SYS(statfs), SCMP_SYS(fstatfs), SCMP_SYS(access),
    SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(readlinkat),
    SCMP_SYS(getdents64), SCMP_SYS(getcwd), SCMP_SYS(fcntl), SCMP_SYS(dup), SCMP_SYS(fadvise64),
    // the channel
    SCMP_SYS(recvfrom), SCMP_SYS(recvmsg), SCMP_SYS(sendto), SCMP_SYS(poll), SCMP_SYS(ppoll),
    // memory
    SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(brk),
    // threads and time
    SCMP_SYS(futex), SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(membarrier),
    SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres), SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep), SCMP_SYS(gettimeofday),
    SCMP_SYS(time), SCMP_SYS(times), SCMP_SYS(getrusage), SCMP_SYS(sysinfo), SCMP_SYS(uname),
    SCMP_SYS(getrandom), SCMP_SYS(restart_syscall),
    // who it is
    SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    // signals, and the end
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),
    SCMP_SYS(exit), SCMP_SYS(exit_group)};

class Filter {
 public:
  Filter() : context_(seccomp_init(SCMP_ACT_ERRNO(EPERM)), &seccomp_release) {
    if (!context_) error_ = -ENOMEM;
  }

  void allow(int call) { rule(SCMP_ACT_ALLOW, call, nullptr); }
  void allow(int call, scmp_arg_cmp where) { rule(SCMP_ACT_ALLOW, call, &where); }
  // As if the kernel were too old for it, so that libraries use an older call.
  void hide(int call) { rule(SCMP_ACT_ERRNO(ENOSYS), call, nullptr); }

  // 0, or a negative errno.
  int load() { return error_ != 0 ? error_ : seccomp_load(context_.get()); }

 private:
  void rule(std::uint32_t action, int call, const scmp_arg_cmp* where) {
    if (error_ != 0) return;
    error_ = seccomp_rule_add_array(context_.get(), action, call, where ? 1 : 0, where);
  }

  std::unique_ptr<void, decltype(&seccomp_release)> context_;
  int error_ = 0;
};

}  // namespace

std::string enter_sandbox() {
  constexpr unsigned long kWriting = O_ACCMODE | O_CREAT | O_TRUNC;
  Filter filter;
  for (int call : kAllowed) filter.allow(call);
  filter.allow(SCMP_SYS(open), SCMP_A1_64(SCMP_CMP_MASKED_EQ, kWriting, O_RDONLY));
  filter.allow(SCMP_SYS(openat), SCMP_A2_64(SCMP_CMP_MASKED_EQ, kWriting, O_RDONLY));
  filter.hide(SCMP_SYS(openat2));
  filter.allow(SCMP_SYS(mmap), SCMP_A2_64(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  filter.allow(SCMP_SYS(mprotect), SCMP_A2_64(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  filter.allow(SCMP_SYS(clone), SCMP_A0_64(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
  filter.hide(SCMP_SYS(clone3));
  filter.allow(SCMP_SYS(tgkill), SCMP_A0_64(SCMP_CMP_EQ, static_cast<scmp_datum_t>(::getpid())));
  const int error = filter.load();
  return error == 0 ? "" : std::strerror(-error);
}

}  // namespace gouji
