#include "pipeline/utf8.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "models/text.h"

namespace gouji {
namespace {

constexpr UChar kReplacement = 0xFFFD;

bool is_plain_ascii(std::string_view s) {
  return std::all_of(s.begin(), s.end(), [](unsigned char c) { return c != 0 && c < 0x80; });
}

icu::UnicodeString decode(std::string_view bytes) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(bytes.data(), static_cast<int32_t>(bytes.size())));
}

}  // namespace

std::string to_valid_utf8(std::string_view bytes) {
  if (is_plain_ascii(bytes)) return std::string(bytes);
  icu::UnicodeString text = decode(bytes);
  for (int32_t i = 0; i < text.length(); ++i) {
    if (text[i] == 0) text.setCharAt(i, kReplacement);
  }
  std::string out;
  return text.toUTF8String(out);
}

std::string to_one_line(std::string_view utf8) {
  icu::UnicodeString text = decode(utf8);
  for (int32_t i = 0; i < text.length(); ++i) {
    if (u_iscntrl(text[i])) text.setCharAt(i, kReplacement);
  }
  std::string out;
  return text.toUTF8String(out);
}

int width_of(const std::string& utf8) {
  int width = 0;
  for (char32_t c : to_utf32(utf8)) width += c >= 0x1100 && (is_han(c) || c >= 0x3000) ? 2 : 1;
  return width;
}

}  // namespace gouji
