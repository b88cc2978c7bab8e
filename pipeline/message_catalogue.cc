#include "pipeline/message_catalogue.h"

#include <cstdint>
#include <cstring>
#include <fstream>
#include <optional>
#include <sstream>

namespace gouji {
namespace {

constexpr std::uint32_t kMagic = 0x950412de;

std::optional<std::uint32_t> number_at(std::string_view bytes, size_t place) {
  std::uint32_t out = 0;
  if (place > bytes.size() || bytes.size() - place < sizeof out) return std::nullopt;
  std::memcpy(&out, bytes.data() + place, sizeof out);
  return out;
}

// The text that a length and an offset at `place` name, up to its first NUL.
std::optional<std::string_view> text_at(std::string_view bytes, size_t place) {
  const auto length = number_at(bytes, place), offset = number_at(bytes, place + 4);
  if (!length || !offset || *offset > bytes.size() || bytes.size() - *offset < *length) {
    return std::nullopt;
  }
  const std::string_view text = bytes.substr(*offset, *length);
  return text.substr(0, text.find('\0'));
}

}  // namespace

MessageCatalogue::MessageCatalogue(const std::filesystem::path& file) {
  std::ostringstream content;
  content << std::ifstream(file, std::ios::binary).rdbuf();
  bytes_ = content.str();
  if (number_at(bytes_, 0) != kMagic) return;
  const auto count = number_at(bytes_, 8), english = number_at(bytes_, 12),
             translated = number_at(bytes_, 16);
  if (!count || !english || !translated) return;
  for (size_t i = 0; i < *count; ++i) {
    const auto from = text_at(bytes_, *english + 8 * i), to = text_at(bytes_, *translated + 8 * i);
    if (!from || !to) return;
    if (!from->empty() && !to->empty()) messages_.emplace(*from, *to);
  }
}

const std::string_view* MessageCatalogue::find(std::string_view english) const {
  const auto found = messages_.find(english);
  return found == messages_.end() ? nullptr : &found->second;
}

}  // namespace gouji
