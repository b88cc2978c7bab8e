#include "pipeline/sha256.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

#include "models/sentences.h"
#include "pipeline/file_descriptor.h"

namespace gouji {
namespace {

constexpr size_t kPiece = 1 << 18;
constexpr size_t kIdDigits = 16;

tl::unexpected<ReadError> unreadable(const std::string& why) {
  return tl::unexpected(ReadError{ErrorCode::kUnreadable, why});
}

std::int64_t nanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

FileStamp stamp(const struct stat& about) {
  return {about.st_dev, about.st_ino, static_cast<std::uint64_t>(about.st_size),
          nanoseconds(about.st_mtim), nanoseconds(about.st_ctim)};
}

}  // namespace

Sha256::Sha256() : state_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
  EVP_DigestInit_ex(state_.get(), EVP_sha256(), nullptr);
}

void Sha256::add(std::string_view bytes) {
  EVP_DigestUpdate(state_.get(), bytes.data(), bytes.size());
}

std::string Sha256::hex() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned int length = 0;
  EVP_DigestFinal_ex(state_.get(), digest.data(), &length);
  std::string out;
  for (unsigned int i = 0; i < length; ++i) out += fmt::format("{:02x}", digest[i]);
  return out;
}

std::string_view report_id_of(std::string_view sha256) { return sha256.substr(0, kIdDigits); }

std::optional<FileStamp> stamp_of(const std::filesystem::path& file) {
  struct stat about = {};
  if (::stat(file.c_str(), &about) != 0) return std::nullopt;
  return stamp(about);
}

tl::expected<FileDigest, ReadError> digest_file(const std::filesystem::path& file) {
  // O_NONBLOCK: opening a named pipe without a writer would wait forever.
  const FileDescriptor in(::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  if (!in.valid()) {
    return unreadable(fmt::format(sentences::kNotOpened, std::strerror(errno)));
  }
  struct stat about = {};
  if (::fstat(in.get(), &about) != 0 || !S_ISREG(about.st_mode)) {
    return unreadable(sentences::kNoFile);
  }
  Sha256 hash;
  FileDigest out{{}, 0, stamp(about)};
  std::vector<char> piece(kPiece);
  for (;;) {
    const ssize_t n = ::read(in.get(), piece.data(), piece.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      return unreadable(fmt::format(sentences::kNotRead, std::strerror(errno)));
    }
    if (n == 0) break;
    hash.add({piece.data(), static_cast<size_t>(n)});
    out.bytes += static_cast<std::uint64_t>(n);
    if (out.bytes > kLargestFile) {
      return tl::unexpected(ReadError{ErrorCode::kTooLarge,
                                      fmt::format(sentences::kFileTooLarge, kLargestFile >> 20)});
    }
  }
  out.sha256 = hash.hex();
  return out;
}

}  // namespace gouji
