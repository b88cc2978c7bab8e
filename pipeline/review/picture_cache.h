// Pictures that were drawn, kept in a directory for the next time they are looked at.
#pragma once

#include <cstdint>
#include <filesystem>
#include <list>
#include <map>
#include <optional>
#include <string>

namespace gouji {

// Nobody else writes to the directory: it is listed once, by the first to ask. Those looked at
// longest ago go once all together have more than `most` bytes. What cannot be read or kept is not
// there the next time; nothing else comes of it.
class PictureCache {
 public:
  PictureCache(std::filesystem::path directory, std::uintmax_t most)
      : directory_(std::move(directory)), most_(most) {}

  // `name`: of a file.
  std::optional<std::string> get(const std::string& name);
  void put(const std::string& name, const std::string& content);

 private:
  struct Kept {
    std::string name;
    std::uintmax_t bytes = 0;
  };

  void list();
  void note(const std::string& name, std::uintmax_t bytes);
  void forget(const std::string& name);
  bool write(const std::string& name, const std::string& content) const;

  const std::filesystem::path directory_;
  const std::uintmax_t most_;
  bool listed_ = false;
  std::list<Kept> by_use_;  // the one looked at longest ago first
  std::map<std::string, std::list<Kept>::iterator> by_name_;
  std::uintmax_t bytes_ = 0;  // of all
};

}  // namespace gouji
