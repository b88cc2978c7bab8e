// One review server an OUT.
#pragma once

#include <filesystem>
#include <string>
#include <tl/expected.hpp>

#include "pipeline/file_descriptor.h"

namespace gouji {

// Held as long as it lives, also over a crash of another holder: OUT/.gouji/review.lock, which only
// its owner may read, with the address of the server.
class ServerLock {
 public:
  // Fails with a sentence, with the address of the server that has it.
  static tl::expected<ServerLock, std::string> take(const std::filesystem::path& out);

  tl::expected<void, std::string> set_address(const std::string& address);

 private:
  ServerLock(std::filesystem::path file, FileDescriptor fd)
      : file_(std::move(file)), fd_(std::move(fd)) {}

  std::filesystem::path file_;
  FileDescriptor fd_;
};

}  // namespace gouji
