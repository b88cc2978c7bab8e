// The SHA-256 of a file, by which a report is known.
#pragma once

#include <openssl/evp.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "models/report.h"

namespace gouji {

// Larger files are no annual reports; they are not read at all.
inline constexpr std::uint64_t kLargestFile = std::uint64_t{1} << 30;

// SHA-256 of bytes as they come.
class Sha256 {
 public:
  Sha256();
  void add(std::string_view bytes);
  std::string hex();  // 64 hex digits, lower case; the end

 private:
  std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> state_;
};

// The report_id of a report with this sha256: its first 16 digits. A part of the argument.
std::string_view report_id_of(std::string_view sha256);

// By what a file system knows a file's content again: whoever writes to a file changes its stamp.
struct FileStamp {
  std::uint64_t device = 0, inode = 0, bytes = 0;
  std::int64_t modified = 0, changed = 0;  // nanoseconds since 1970

  bool operator==(const FileStamp&) const = default;
};

// Nothing where the file is gone.
std::optional<FileStamp> stamp_of(const std::filesystem::path& file);

struct FileDigest {
  std::string sha256;  // 64 hex digits, lower case
  std::uint64_t bytes = 0;
  FileStamp stamp;  // from before the first byte was read
};

// Reads `file` once, in pieces. Fails with kUnreadable where it is no regular file (never waits for
// a named pipe) or cannot be read, with kTooLarge above kLargestFile.
tl::expected<FileDigest, ReadError> digest_file(const std::filesystem::path& file);

}  // namespace gouji
