#include "pipeline/worker_sandbox.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <functional>
#include <thread>

#include "gtest/gtest.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

constexpr int kRefused = 99;

// The errno that `act` ends with in a process that is locked up; 0 where it succeeds.
int locked_up(const std::function<bool()>& act) {
  const pid_t pid = ::fork();
  if (pid == 0) {
    if (!enter_sandbox().empty()) ::_exit(kRefused);
    errno = 0;
    ::_exit(act() ? 0 : errno);
  }
  int status = 0;
  ::waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

class Sandbox : public testing::Test {
 protected:
  void SetUp() override {
    if (locked_up([] { return true; }) == kRefused) GTEST_SKIP() << "the kernel has no seccomp";
  }
  const Scratch scratch_;
  const std::string file_ = scratch_.write("a.pdf", "text").string();
};

TEST_F(Sandbox, LetsFilesBeRead) {
  EXPECT_EQ(locked_up([&] {
              char text[4];
              const int in = ::open(file_.c_str(), O_RDONLY | O_CLOEXEC);
              return in >= 0 && ::read(in, text, 4) == 4;
            }),
            0);
}

TEST_F(Sandbox, OpensNothingForWriting) {
  const std::string other = (scratch_.path() / "b").string();
  for (int mode : {O_WRONLY, O_RDWR, O_RDONLY | O_TRUNC, O_WRONLY | O_APPEND}) {
    EXPECT_EQ(locked_up([&] { return ::open(file_.c_str(), mode) >= 0; }), EPERM) << mode;
  }
  EXPECT_EQ(locked_up([&] { return ::open(other.c_str(), O_CREAT | O_RDONLY, 0600) >= 0; }), EPERM);
  EXPECT_EQ(locked_up([&] { return ::unlink(file_.c_str()) == 0; }), EPERM);
  EXPECT_EQ(locked_up([&] { return ::rename(file_.c_str(), other.c_str()) == 0; }), EPERM);
  EXPECT_EQ(contents(file_), "text");
}

TEST_F(Sandbox, HasNoNetworkAndNoOtherPrograms) {
  for (int family : {AF_INET, AF_INET6, AF_UNIX, AF_NETLINK}) {
    EXPECT_EQ(locked_up([=] { return ::socket(family, SOCK_STREAM, 0) >= 0; }), EPERM) << family;
  }
  EXPECT_EQ(locked_up([] {
              char* const arguments[] = {nullptr};
              return ::execve("/bin/true", arguments, arguments) == 0;
            }),
            EPERM);
  EXPECT_EQ(locked_up([] { return ::fork() >= 0; }), EPERM);
  EXPECT_EQ(locked_up([] { return ::kill(::getppid(), 0) == 0; }), EPERM);
}

TEST_F(Sandbox, LetsThreadsRun) {
  EXPECT_EQ(locked_up([] {
              bool ran = false;
              std::thread([&] { ran = true; }).join();
              return ran;
            }),
            0);
}

}  // namespace
}  // namespace gouji
