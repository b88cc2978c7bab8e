#include "pipeline/sha256.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <vector>

#include "pipeline/file_descriptor.h"

namespace gouji {
namespace {

constexpr size_t kPiece = 1 << 18;

tl::unexpected<ReadError> unreadable(const std::string& why) {
  return tl::unexpected(ReadError{ErrorCode::kUnreadable, why});
}

std::string hex(const unsigned char* bytes, size_t count) {
  std::string out;
  for (size_t i = 0; i < count; ++i) out += fmt::format("{:02x}", bytes[i]);
  return out;
}

}  // namespace

tl::expected<FileDigest, ReadError> digest_file(const std::filesystem::path& file) {
  // O_NONBLOCK: opening a named pipe without a writer would wait forever.
  const FileDescriptor in(::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  if (!in.valid()) {
    return unreadable(
        fmt::format("The file cannot be opened ({}); check that it exists and may be "
                    "read.",
                    std::strerror(errno)));
  }
  struct stat about = {};
  if (::fstat(in.get(), &about) != 0 || !S_ISREG(about.st_mode)) {
    return unreadable("This is no regular file; give a PDF file.");
  }
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> hash(EVP_MD_CTX_new(),
                                                                     &EVP_MD_CTX_free);
  EVP_DigestInit_ex(hash.get(), EVP_sha256(), nullptr);
  FileDigest out;
  std::vector<char> piece(kPiece);
  for (;;) {
    const ssize_t n = ::read(in.get(), piece.data(), piece.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      return unreadable(fmt::format("The file cannot be read ({}).", std::strerror(errno)));
    }
    if (n == 0) break;
    EVP_DigestUpdate(hash.get(), piece.data(), static_cast<size_t>(n));
    out.bytes += static_cast<std::uint64_t>(n);
    if (out.bytes > kLargestFile) {
      return tl::unexpected(ReadError{
          ErrorCode::kTooLarge, fmt::format("The file is larger than {} MiB; no annual report is. "
                                            "Split it or print it again at a lower resolution.",
                                            kLargestFile >> 20)});
    }
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned int length = 0;
  EVP_DigestFinal_ex(hash.get(), digest.data(), &length);
  out.sha256 = hex(digest.data(), length);
  return out;
}

}  // namespace gouji
