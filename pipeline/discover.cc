#include "pipeline/discover.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <tuple>

#include "pipeline/utf8.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;

bool has_pdf_suffix(const fs::path& file) {
  std::string suffix = file.extension().native();
  for (char& c : suffix) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return suffix == ".pdf";
}

// What a path leads to in the end, to know it again; the path itself where it leads nowhere.
fs::path identity(const fs::path& path) {
  std::error_code error;
  fs::path real = fs::canonical(path, error);
  return error ? fs::absolute(path, error).lexically_normal() : real;
}

struct Place {
  fs::path path;
  fs::path relative;  // to INPUT
  bool through_link = false;
};

class Finder {
 public:
  // A sentence where `input` cannot be used.
  std::string add(const fs::path& input) {
    ++input_;
    std::error_code error;
    const fs::file_status status = fs::status(input, error);
    if (!fs::exists(status)) {
      return fmt::format("INPUT {} cannot be found{}", to_one_line(input.native()),
                         error ? " (" + error.message() + ")" : "");
    }
    if (!fs::is_directory(status)) {
      add_file({input, input.filename(), false});
      return "";
    }
    if (fs::directory_iterator(input, error); error) {
      return fmt::format("INPUT directory {} cannot be listed ({})", to_one_line(input.native()),
                         error.message());
    }
    add_tree({input, {}, false});
    return "";
  }

  std::vector<InputFile> take() {
    std::vector<InputFile> out;
    for (auto& [real, found] : files_) out.push_back(std::move(found.file));
    std::sort(out.begin(), out.end(), [](const InputFile& a, const InputFile& b) {
      return std::tie(a.source, a.path.native()) < std::tie(b.source, b.path.native());
    });
    return out;
  }

 private:
  struct Found {
    std::tuple<int, bool, std::string> rank;  // INPUT, through a link, relative path
    InputFile file;
  };

  void add_tree(Place root) {
    std::deque<Place> plain{std::move(root)};
    std::deque<Place> links;  // after all others, so that a directory is found by its own name
    while (!plain.empty() || !links.empty()) {
      std::deque<Place>& next = plain.empty() ? links : plain;
      const Place place = std::move(next.front());
      next.pop_front();
      if (!directories_.insert(identity(place.path)).second) continue;
      list(place, plain, links);
    }
  }

  void list(const Place& place, std::deque<Place>& plain, std::deque<Place>& links) {
    std::error_code error;
    std::vector<fs::path> names;
    for (fs::directory_iterator at(place.path, error), end; !error && at != end;
         at.increment(error)) {
      names.push_back(at->path().filename());
    }
    if (error) {
      add_file(place, {ErrorCode::kUnreadable,
                       fmt::format("The directory cannot be listed ({}); check that it may be "
                                   "read.",
                                   error.message())});
    }
    std::sort(names.begin(), names.end());
    for (const fs::path& name : names) {
      Place child{place.path / name, place.relative / name, place.through_link};
      const bool link = fs::is_symlink(fs::symlink_status(child.path, error));
      child.through_link = child.through_link || link;
      if (fs::is_directory(fs::status(child.path, error))) {
        (child.through_link ? links : plain).push_back(std::move(child));
      } else if (has_pdf_suffix(name)) {
        add_file(child);
      }
    }
  }

  void add_file(const Place& place, ReadError error = {}) {
    Found found{{input_, place.through_link, place.relative.native()},
                {place.path, to_valid_utf8(place.relative.native()), std::move(error)}};
    const auto [at, fresh] = files_.emplace(identity(place.path), found);
    if (!fresh && found.rank < at->second.rank) at->second = std::move(found);
  }

  int input_ = 0;
  std::set<fs::path> directories_;   // listed already
  std::map<fs::path, Found> files_;  // by identity
};

}  // namespace

tl::expected<std::vector<InputFile>, std::string> discover(const std::vector<fs::path>& inputs) {
  Finder finder;
  for (const fs::path& input : inputs) {
    if (std::string problem = finder.add(input); !problem.empty()) {
      return tl::unexpected(std::move(problem));
    }
  }
  return finder.take();
}

}  // namespace gouji
