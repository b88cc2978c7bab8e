#include "pipeline/staged_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "pipeline/translation.h"
#include "pipeline/utf8.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;

constexpr size_t kBuffer = 1 << 18;

std::string cannot_write(const fs::path& path, const std::string& why) {
  return tr_format("cannot write {}: {}", to_one_line(path.native()), tr_reason(why));
}

}  // namespace

tl::expected<StagedFiles, std::string> StagedFiles::open(const fs::path& directory,
                                                         const std::vector<std::string>& names) {
  std::error_code error;
  fs::create_directories(directory, error);
  if (error) return tl::unexpected(cannot_write(directory, error.message()));
  StagedFiles out;
  out.directory_ = FileDescriptor(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!out.directory_.valid()) {
    return tl::unexpected(cannot_write(directory, std::strerror(errno)));
  }
  for (const std::string& name : names) {
    File file{directory / name, directory / fmt::format(".{}.part", name), FileDescriptor(), {}};
    const fs::file_status there = fs::status(file.path, error);
    if (fs::exists(there) && !fs::is_regular_file(there)) {
      return tl::unexpected(
          cannot_write(file.path, tr("something else than a file is in its place")));
    }
    file.out = FileDescriptor(
        ::open(file.temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    if (!file.out.valid()) return tl::unexpected(cannot_write(file.path, std::strerror(errno)));
    out.files_.push_back(std::move(file));
  }
  return out;
}

StagedFiles::~StagedFiles() {
  for (const File& file : files_) {
    if (file.out.valid()) ::unlink(file.temporary.c_str());
  }
}

tl::expected<void, std::string> StagedFiles::append(size_t index, std::string_view text) {
  File& file = files_.at(index);
  file.buffer += text;
  if (file.buffer.size() >= kBuffer) flush(file);
  if (!failure_.empty()) return tl::unexpected(failure_);
  return {};
}

tl::expected<void, std::string> StagedFiles::commit() {
  for (File& file : files_) {
    flush(file);
    if (failure_.empty() && ::fsync(file.out.get()) != 0) fail(file.path);
  }
  for (File& file : files_) {
    if (!failure_.empty()) return tl::unexpected(failure_);
    if (std::rename(file.temporary.c_str(), file.path.c_str()) != 0) {
      fail(file.path);
    } else {
      file.out.reset();
    }
  }
  ::fsync(directory_.get());  // keeps the renames over a power cut, where the file system can
  if (!failure_.empty()) return tl::unexpected(failure_);
  return {};
}

void StagedFiles::flush(File& file) {
  std::string_view rest = file.buffer;
  while (failure_.empty() && !rest.empty()) {
    const ssize_t n = ::write(file.out.get(), rest.data(), rest.size());
    if (n >= 0) {
      rest.remove_prefix(static_cast<size_t>(n));
    } else if (errno != EINTR) {
      fail(file.path);
    }
  }
  file.buffer.clear();
}

void StagedFiles::fail(const fs::path& path) {
  failure_ = cannot_write(path, std::strerror(errno));
}

}  // namespace gouji
