// A run's inputs divided among several runs.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace gouji {

// One of `of` parts, `number` from 1. The only one: everything.
struct Shard {
  int number = 1, of = 1;

  bool operator==(const Shard&) const = default;
};

// More parts than any cluster's job array has tasks.
inline constexpr int kMostShards = 100'000;

// Takes `I/N`: I from 1 to N, where 0 stands for N, so that counting from 0 divides as well. Fails
// with a sentence.
tl::expected<Shard, std::string> parse_shard(std::string_view text);

// Which of `of` parts a file belongs to, from 1. Depends on the file alone, by its size and its
// first and last bytes: files with the same bytes fall into the same part, whatever their names,
// and every machine finds the same without reading files whole. One that cannot be read goes by
// its `source`.
int shard_of(const std::filesystem::path& file, std::string_view source, int of);

}  // namespace gouji
