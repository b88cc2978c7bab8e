#include "pipeline/review/picture_cache.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <utility>
#include <vector>

namespace gouji {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> contents(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

}  // namespace

std::optional<std::string> PictureCache::get(const std::string& name) {
  list();
  const auto kept = contents(directory_ / name);
  if (!kept) {
    forget(name);
    return std::nullopt;
  }
  note(name, kept->size());
  std::error_code ignored;  // the time is what the next start knows of its use
  fs::last_write_time(directory_ / name, fs::file_time_type::clock::now(), ignored);
  return kept;
}

void PictureCache::put(const std::string& name, const std::string& content) {
  list();
  forget(name);
  std::error_code error;
  while (!by_use_.empty() && bytes_ + content.size() > most_) {
    const std::string oldest = by_use_.front().name;
    fs::remove(directory_ / oldest, error);
    forget(oldest);
  }
  fs::create_directories(directory_, error);
  if (write(name, content)) note(name, content.size());
}

void PictureCache::list() {
  if (std::exchange(listed_, true)) return;
  std::vector<std::pair<fs::file_time_type, Kept>> found;
  std::error_code error;
  for (fs::directory_iterator i(directory_, error), end; !error && i != end; i.increment(error)) {
    std::error_code gone;
    const auto seen = i->last_write_time(gone);
    const std::uintmax_t bytes = i->file_size(gone);
    if (!gone) found.push_back({seen, {i->path().filename().string(), bytes}});
  }
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [seen, kept] : found) note(kept.name, kept.bytes);
}

// As the last one looked at.
void PictureCache::note(const std::string& name, std::uintmax_t bytes) {
  forget(name);
  by_use_.push_back({name, bytes});
  by_name_[name] = std::prev(by_use_.end());
  bytes_ += bytes;
}

void PictureCache::forget(const std::string& name) {
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) return;
  bytes_ -= found->second->bytes;
  by_use_.erase(found->second);
  by_name_.erase(found);
}

bool PictureCache::write(const std::string& name, const std::string& content) const {
  const fs::path half = directory_ / fmt::format("half-{}", ::getpid());
  std::error_code error;
  {
    std::ofstream out(half, std::ios::binary);
    out << content;
    if (!out.flush()) error = std::make_error_code(std::errc::io_error);
  }
  if (!error) fs::rename(half, directory_ / name, error);
  if (!error) return true;
  fs::remove(half, error);
  return false;
}

}  // namespace gouji
