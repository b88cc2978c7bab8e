#include "pipeline/maker.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "pipeline/dataset_tables.h"
#include "pipeline/sha256.h"
#include "pipeline/translation.h"
#include "pipeline/utf8.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;

constexpr size_t kShownDigits = 16;

tl::expected<std::string, std::string> digest(const fs::path& file) {
  const auto out = digest_file(file);
  if (out) return out->sha256.substr(0, kShownDigits);
  return tl::unexpected(tr_format("cannot read {}: {}", to_one_line(file.native()),
                                  tr_sentence(out.error().message)));
}

// Of all files of a data directory, but for the sample reports, which nothing is read with.
tl::expected<std::string, std::string> digest_data(const fs::path& directory) {
  std::error_code error;
  std::vector<fs::path> files;
  for (fs::recursive_directory_iterator at(directory, error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().filename() == "samples") at.disable_recursion_pending();
    if (at->is_regular_file(error)) files.push_back(at->path());
  }
  if (error) {
    return tl::unexpected(tr_format("cannot read {}: {}", to_one_line(directory.native()),
                                    tr_reason(error.message())));
  }
  std::sort(files.begin(), files.end());
  Sha256 hash;
  for (const fs::path& file : files) {
    const auto one = digest(file);
    if (!one) return one;
    hash.add(file.lexically_relative(directory).native() + "\n" + *one + "\n");
  }
  return hash.hex().substr(0, kShownDigits);
}

}  // namespace

tl::expected<Maker, std::string> maker_of(const WorkerCommand& worker,
                                          std::chrono::milliseconds timeout,
                                          std::chrono::seconds cpu) {
  const auto build = digest(worker.arguments.front());
  if (!build) return tl::unexpected(build.error());
  Maker out{program_version(), *build, "", ""};
  for (size_t i = 1; i < worker.arguments.size(); ++i) {
    std::string argument = worker.arguments[i];
    if (worker.arguments[i - 1] == "--data") {
      const auto data = digest_data(argument);
      if (!data) return tl::unexpected(data.error());
      argument = *data;
    }
    out.settings += (i > 1 ? " " : "") + argument;
  }
  out.limits = fmt::format("timeout {} ms, cpu {} s, memory {} bytes", timeout.count(), cpu.count(),
                           worker.memory);
  return out;
}

}  // namespace gouji
