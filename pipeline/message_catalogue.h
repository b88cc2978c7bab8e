// A compiled catalogue of messages, as msgfmt writes it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>

namespace gouji {

// Gettext has one language for a process, which its environment names; this has the one that is
// asked for. The format is that of the gettext manual, "The Format of GNU MO Files", in this
// machine's order of bytes. Of a message with a plural the first form is taken, which is the only
// one in Chinese. A file that is missing or damaged has no messages.
class MessageCatalogue {
 public:
  explicit MessageCatalogue(const std::filesystem::path& file);
  MessageCatalogue(const MessageCatalogue&) = delete;
  MessageCatalogue& operator=(const MessageCatalogue&) = delete;

  // Null where it has none.
  const std::string_view* find(std::string_view english) const;

 private:
  std::string bytes_;
  std::unordered_map<std::string_view, std::string_view> messages_;  // in bytes_
};

}  // namespace gouji
