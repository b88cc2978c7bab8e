#include "pipeline/discover.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <set>

#include "models/sentences.h"
#include "pipeline/translation.h"
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

// A sentence where `input` cannot be used.
std::string check(const fs::path& input) {
  std::error_code error;
  const fs::file_status status = fs::status(input, error);
  if (!fs::exists(status)) {
    const std::string name = to_one_line(input.native());
    if (!error) return tr_format("INPUT {} cannot be found", name);
    return tr_format("INPUT {} cannot be found ({})", name, tr_reason(error.message()));
  }
  if (!fs::is_directory(status)) return "";
  if (fs::directory_iterator(input, error); error) {
    return tr_format("INPUT directory {} cannot be listed ({})", to_one_line(input.native()),
                     tr_reason(error.message()));
  }
  return "";
}

class Finder {
 public:
  explicit Finder(const std::function<bool(const InputFile&)>& found) : found_(found) {}

  void add(const fs::path& input) {
    ++input_;
    if (fs::is_directory(input)) {
      add_tree({input, {}, false});
    } else {
      add_file({input, input.filename(), false});
    }
  }

 private:
  void add_tree(Place root) {
    std::deque<Place> plain{std::move(root)};
    std::deque<Place> links;  // after all others, so that a directory is found by its own name
    while (going_ && (!plain.empty() || !links.empty())) {
      std::deque<Place>& next = plain.empty() ? links : plain;
      const Place place = std::move(next.front());
      next.pop_front();
      if (!directories_.insert(identity(place.path)).second) continue;
      list(place, plain, links);
    }
  }

  void list(const Place& place, std::deque<Place>& plain, std::deque<Place>& links) {
    std::error_code error, ignored;
    std::vector<Place> below;
    for (fs::directory_iterator at(place.path, error), end; going_ && !error && at != end;
         at.increment(error)) {
      const fs::path name = at->path().filename();
      Place child{place.path / name, place.relative / name, place.through_link};
      child.through_link = child.through_link || fs::is_symlink(at->symlink_status(ignored));
      if (fs::is_directory(at->status(ignored))) {
        below.push_back(std::move(child));
      } else if (has_pdf_suffix(name)) {
        add_file(child);
      }
    }
    if (error) {
      add_file(place,
               {ErrorCode::kUnreadable, fmt::format(sentences::kNotListed, error.message())});
    }
    std::sort(below.begin(), below.end(),
              [](const Place& a, const Place& b) { return a.path.native() < b.path.native(); });
    for (Place& child : below) (child.through_link ? links : plain).push_back(std::move(child));
  }

  void add_file(const Place& place, ReadError error = {}) {
    if (!going_) return;
    going_ = found_({identity(place.path), input_, place.through_link, place.path,
                     to_valid_utf8(place.relative.native()), std::move(error)});
  }

  const std::function<bool(const InputFile&)>& found_;
  bool going_ = true;
  int input_ = 0;
  std::set<fs::path> directories_;  // listed already
};

}  // namespace

tl::expected<void, std::string> discover(const std::vector<fs::path>& inputs,
                                         const std::function<bool(const InputFile&)>& found) {
  for (const fs::path& input : inputs) {
    if (std::string problem = check(input); !problem.empty()) {
      return tl::unexpected(std::move(problem));
    }
  }
  Finder finder(found);
  for (const fs::path& input : inputs) finder.add(input);
  return {};
}

}  // namespace gouji
