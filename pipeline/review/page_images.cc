#include "pipeline/review/page_images.h"

#include <fmt/format.h>
#include <poll.h>

#include <charconv>
#include <chrono>
#include <optional>

#include "pipeline/translation.h"
#include "pipeline/utf8.h"
#include "pipeline/worker_channel.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kMostCpu{20};
constexpr int kMostMilliseconds = 60'000;         // by the clock
constexpr std::uintmax_t kMostKept = 256u << 20;  // bytes of all pictures kept

// What the renderer sends; nothing where it does not in time.
std::optional<std::string> answer_of(const WorkerProcess& process) {
  pollfd ready{process.channel(), POLLIN, 0};
  if (::poll(&ready, 1, kMostMilliseconds) != 1) return std::nullopt;
  return receive_message(process.channel());
}

// `image/png 143.5`, a line end, the bytes; nothing of another message.
std::optional<DrawnPage> page_of(const std::string& message) {
  const size_t line = message.find('\n');
  if (line == std::string::npos) return std::nullopt;
  for (const char* type : {Picture::kPng, Picture::kJpeg}) {
    const std::string head = std::string(type) + ' ';
    if (!message.starts_with(head)) continue;
    const char* const end = message.data() + line;
    double dpi = 0;
    const auto number = std::from_chars(message.data() + head.size(), end, dpi);
    if (number.ec != std::errc() || number.ptr != end || !(dpi > 0)) return std::nullopt;
    return DrawnPage{{type, message.substr(line + 1)}, dpi};
  }
  return std::nullopt;
}

}  // namespace

PageImages::PageImages(fs::path out, WorkerCommand renderer)
    : renderer_(std::move(renderer)), kept_(out / ".gouji" / "pages", kMostKept) {}

tl::expected<DrawnPage, std::string> PageImages::page(const fs::path& pdf,
                                                      const std::string& sha256, int page,
                                                      int dpi) {
  const std::lock_guard lock(one_at_a_time_);
  const std::string name = fmt::format("{}-{}-{}-paper", sha256, page, dpi);
  if (const auto kept = kept_.get(name)) {
    if (auto drawn = page_of(*kept)) return *drawn;
  }
  const auto hash = hashes_.of(pdf);
  if (!hash) return tl::unexpected(tr_sentence(hash.error().message));
  if (*hash != sha256) {
    return tl::unexpected(tr_format("{} has changed since it was read; run gouji ingest again",
                                    to_one_line(pdf.native())));
  }
  const auto message = draw(pdf, page, dpi);
  if (!message) return tl::unexpected(message.error());
  kept_.put(name, *message);
  return *page_of(*message);
}

tl::expected<std::string, std::string> PageImages::draw(const fs::path& pdf, int page,
                                                        int dpi) const {
  WorkerCommand command = renderer_;
  command.arguments.insert(command.arguments.end(),
                           {pdf.native(), std::to_string(page), std::to_string(dpi)});
  auto process = WorkerProcess::start(command);
  if (!process) return tl::unexpected(process.error());
  process->begin_report(kMostCpu);
  auto message = answer_of(*process);
  if (message && page_of(*message)) return std::move(*message);
  constexpr std::string_view kError = "error\n";
  return tl::unexpected(message && message->starts_with(kError)
                            ? tr_sentence(message->substr(kError.size()))
                            : tr_format("page {} cannot be drawn", page));
}

}  // namespace gouji
