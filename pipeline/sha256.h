// The SHA-256 of a file, by which a report is known (contract: report_id).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <tl/expected.hpp>

#include "models/report.h"

namespace gouji {

// Larger files are no annual reports; they are not read at all.
inline constexpr std::uint64_t kLargestFile = std::uint64_t{1} << 30;

struct FileDigest {
  std::string sha256;  // 64 hex digits, lower case
  std::uint64_t bytes = 0;
};

// Reads `file` once, in pieces. Fails with kUnreadable where it is no regular file (never waits for
// a named pipe) or cannot be read, with kTooLarge above kLargestFile.
tl::expected<FileDigest, ReadError> digest_file(const std::filesystem::path& file);

}  // namespace gouji
