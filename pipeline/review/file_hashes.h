// Files whose content is known: hashed once, as long as they stay what they are.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <tl/expected.hpp>

#include "pipeline/sha256.h"

namespace gouji {

class FileHashes {
 public:
  using Digest =
      std::function<tl::expected<FileDigest, ReadError>(const std::filesystem::path& file)>;

  explicit FileHashes(Digest digest = digest_file) : digest_(std::move(digest)) {}

  // The SHA-256 of `file`, which is read only where its stamp is another one than the last time.
  tl::expected<std::string, ReadError> of(const std::filesystem::path& file) {
    const auto known = known_.find(file);
    if (known != known_.end() && stamp_of(file) == known->second.stamp) return known->second.sha256;
    auto digest = digest_(file);
    if (!digest) return tl::unexpected(digest.error());
    return (known_[file] = std::move(*digest)).sha256;
  }

 private:
  const Digest digest_;
  std::map<std::filesystem::path, FileDigest> known_;
};

}  // namespace gouji
