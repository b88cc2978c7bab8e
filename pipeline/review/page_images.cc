#include "pipeline/review/page_images.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>
#include <vector>

#include "pipeline/sha256.h"
#include "pipeline/translation.h"
#include "pipeline/utf8.h"
#include "pipeline/worker_channel.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kMostCpu{20};
constexpr int kMostMilliseconds = 60'000;         // by the clock
constexpr std::uintmax_t kMostKept = 256u << 20;  // bytes of all pictures kept

std::optional<std::string> contents(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// What the renderer sends; nothing where it does not in time.
std::optional<std::string> answer_of(const WorkerProcess& process) {
  pollfd ready{process.channel(), POLLIN, 0};
  if (::poll(&ready, 1, kMostMilliseconds) != 1) return std::nullopt;
  return receive_message(process.channel());
}

std::optional<Picture> picture_of(const std::string& message) {
  for (const char* type : {Picture::kPng, Picture::kJpeg}) {
    const std::string head = std::string(type) + "\n";
    if (message.starts_with(head)) return Picture{type, message.substr(head.size())};
  }
  return std::nullopt;
}

}  // namespace

PageImages::PageImages(fs::path out, WorkerCommand renderer)
    : directory_(out / ".gouji" / "pages"), renderer_(std::move(renderer)) {}

tl::expected<Picture, std::string> PageImages::page(const fs::path& pdf, const std::string& sha256,
                                                    int page, int dpi) {
  const std::lock_guard lock(one_at_a_time_);
  const fs::path file = directory_ / fmt::format("{}-{}-{}", sha256, page, dpi);
  if (const auto kept = contents(file)) {
    if (auto picture = picture_of(*kept)) {
      std::error_code ignored;
      fs::last_write_time(file, fs::file_time_type::clock::now(), ignored);
      return *picture;
    }
  }
  const auto digest = digest_file(pdf);
  if (!digest) return tl::unexpected(tr_sentence(digest.error().message));
  if (digest->sha256 != sha256) {
    return tl::unexpected(tr_format("{} has changed since it was read; run gouji ingest again",
                                    to_one_line(pdf.native())));
  }
  auto picture = draw(pdf, page, dpi);
  if (picture) keep(file, *picture);
  return picture;
}

tl::expected<Picture, std::string> PageImages::draw(const fs::path& pdf, int page, int dpi) const {
  WorkerCommand command = renderer_;
  command.arguments.insert(command.arguments.end(),
                           {pdf.native(), std::to_string(page), std::to_string(dpi)});
  auto process = WorkerProcess::start(command);
  if (!process) return tl::unexpected(process.error());
  process->begin_report(kMostCpu);
  const auto message = answer_of(*process);
  if (!message) return tl::unexpected(tr_format("page {} cannot be drawn", page));
  if (auto picture = picture_of(*message)) return *picture;
  constexpr std::string_view kError = "error\n";
  return tl::unexpected(message->starts_with(kError) ? tr_sentence(message->substr(kError.size()))
                                                     : tr_format("page {} cannot be drawn", page));
}

// A picture that cannot be kept is drawn again the next time.
void PageImages::keep(const fs::path& file, const Picture& picture) {
  std::error_code error;
  fs::create_directories(directory_, error);
  struct Kept {
    fs::file_time_type seen;
    fs::path file;
    std::uintmax_t size;
  };
  std::vector<Kept> all;
  std::uintmax_t sum = picture.bytes.size();
  for (fs::directory_iterator i(directory_, error), end; !error && i != end; i.increment(error)) {
    std::error_code gone;
    const Kept kept{i->last_write_time(gone), i->path(), i->file_size(gone)};
    if (gone) continue;
    all.push_back(kept);
    sum += kept.size;
  }
  std::sort(all.begin(), all.end(), [](const Kept& a, const Kept& b) { return a.seen < b.seen; });
  for (size_t i = 0; i < all.size() && sum > kMostKept; ++i) {
    if (fs::remove(all[i].file, error)) sum -= all[i].size;
  }
  const fs::path half = directory_ / fmt::format("half-{}", ::getpid());
  {
    std::ofstream out(half, std::ios::binary);
    out << picture.type << '\n' << picture.bytes;
    if (!out.flush()) error = std::make_error_code(std::errc::io_error);
  }
  if (!error) fs::rename(half, file, error);
  if (error) fs::remove(half, error);
}

}  // namespace gouji
