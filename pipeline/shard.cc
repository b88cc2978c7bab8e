#include "pipeline/shard.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <charconv>
#include <optional>

#include "pipeline/file_descriptor.h"
#include "pipeline/sha256.h"
#include "pipeline/translation.h"

namespace gouji {
namespace {

// A page of memory at either end. What tells one report of a kind from another (dates, the
// identifier in the trailer, the table of offsets) stands at the end of a PDF file.
constexpr size_t kEnd = 4096;

// -1 where `text` is no number.
int number(std::string_view text) {
  int out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() ? out : -1;
}

// Nothing where the file is none, or cannot be read.
std::optional<std::string> digest_ends(const std::filesystem::path& file) {
  const FileDescriptor in(::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  struct stat about = {};
  if (!in.valid() || ::fstat(in.get(), &about) != 0 || !S_ISREG(about.st_mode)) {
    return std::nullopt;
  }
  Sha256 hash;
  hash.add(std::to_string(about.st_size));
  std::string piece(kEnd, '\0');
  for (const off_t at : {off_t{0}, std::max<off_t>(about.st_size - off_t{kEnd}, 0)}) {
    const ssize_t n = ::pread(in.get(), piece.data(), piece.size(), at);
    if (n < 0) return std::nullopt;
    hash.add({piece.data(), static_cast<size_t>(n)});
  }
  return hash.hex();
}

std::string digest_text(std::string_view text) {
  Sha256 hash;
  hash.add(text);
  return hash.hex();
}

}  // namespace

tl::expected<Shard, std::string> parse_shard(std::string_view text) {
  const size_t slash = text.find('/');
  const int i = number(text.substr(0, slash));
  const int n = slash == std::string_view::npos ? -1 : number(text.substr(slash + 1));
  if (n < 1 || n > kMostShards || i < 0 || i > n) {
    return tl::unexpected(tr_format(
        "--shard takes I/N, such as 3/8, with I from 1 to N (0 stands for N), not {}", text));
  }
  return Shard{i == 0 ? n : i, n};
}

int shard_of(const std::filesystem::path& file, std::string_view source, int of) {
  if (of <= 1) return 1;
  const std::string digest = digest_ends(file).value_or(digest_text(source));
  std::uint64_t start = 0;
  std::from_chars(digest.data(), digest.data() + 16, start, 16);
  return static_cast<int>(start % static_cast<std::uint64_t>(of)) + 1;
}

}  // namespace gouji
