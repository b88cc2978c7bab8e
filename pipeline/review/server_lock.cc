#include "pipeline/review/server_lock.h"

#include <fcntl.h>
#include <sys/file.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "pipeline/translation.h"
#include "pipeline/utf8.h"

namespace gouji {
namespace {

std::string cannot_write(const std::filesystem::path& file) {
  return tr_format("cannot write {}: {}", to_one_line(file.native()),
                   tr_reason(std::strerror(errno)));
}

std::string first_bytes(int fd) {
  std::array<char, 200> text;
  const ssize_t size = ::pread(fd, text.data(), text.size(), 0);
  return size > 0 ? to_one_line(std::string(text.data(), static_cast<size_t>(size))) : "";
}

}  // namespace

tl::expected<ServerLock, std::string> ServerLock::take(const std::filesystem::path& out) {
  std::filesystem::path file = out / ".gouji" / "review.lock";
  FileDescriptor fd(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!fd.valid()) return tl::unexpected(cannot_write(file));
  if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return tl::unexpected(cannot_write(file));
    const std::string address = first_bytes(fd.get());
    const std::string name = to_one_line(out.native());
    return tl::unexpected(
        address.empty() ? tr_format("another gouji review of {} is starting", name)
                        : tr_format("gouji review of {} is already there: {}", name, address));
  }
  return ServerLock(std::move(file), std::move(fd));
}

tl::expected<void, std::string> ServerLock::set_address(const std::string& address) {
  if (::ftruncate(fd_.get(), 0) != 0 || ::pwrite(fd_.get(), address.data(), address.size(), 0) !=
                                            static_cast<ssize_t>(address.size())) {
    return tl::unexpected(cannot_write(file_));
  }
  return {};
}

}  // namespace gouji
