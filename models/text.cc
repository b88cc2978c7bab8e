#include "models/text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <vector>

#include "models/cjk_radicals.h"

namespace gouji {
namespace {

constexpr char32_t kFirstRadical = 0x2E80, kLastRadical = 0x2FDF;

void replace_radicals(icu::UnicodeString& text) {
  for (int32_t i = 0; i < text.length(); ++i) {
    const char32_t c = text.charAt(i);  // radicals are in the basic plane
    if (c < kFirstRadical || c > kLastRadical) continue;
    const auto it =
        std::lower_bound(std::begin(kCjkRadicals), std::end(kCjkRadicals), c,
                         [](const auto& pair, char32_t key) { return pair.first < key; });
    if (it != std::end(kCjkRadicals) && it->first == c) {
      text.replace(i, 1, static_cast<UChar32>(it->second));
    }
  }
}

std::string normalise(std::string_view utf8, const icu::Normalizer2* (*form)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normaliser = form(status);
  if (U_FAILURE(status)) return std::string(utf8);
  auto text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
  replace_radicals(text);
  std::string out;
  normaliser->normalize(text, status).toUTF8String(out);
  return out;
}

}  // namespace

std::string nfc(std::string_view utf8) { return normalise(utf8, icu::Normalizer2::getNFCInstance); }
std::string nfkc(std::string_view utf8) {
  return normalise(utf8, icu::Normalizer2::getNFKCInstance);
}

std::u32string to_utf32(std::string_view utf8) {
  const auto text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
  std::u32string out(static_cast<size_t>(text.countChar32()), U'\0');
  UErrorCode status = U_ZERO_ERROR;
  text.toUTF32(reinterpret_cast<UChar32*>(out.data()), static_cast<int32_t>(out.size()), status);
  return out;
}

std::string to_utf8(std::u32string_view text) {
  std::string out;
  icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(text.data()),
                                static_cast<int32_t>(text.size()))
      .toUTF8String(out);
  return out;
}

std::u32string fold(std::string_view utf8) {
  std::u32string out;
  for (char32_t c : to_utf32(nfkc(utf8))) {
    if (u_isalnum(static_cast<UChar32>(c))) {
      out += static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
    }
  }
  return out;
}

std::string squeeze(std::string_view utf8) {
  std::u32string text = to_utf32(nfkc(utf8));
  std::erase_if(text, [](char32_t c) { return u_isUWhiteSpace(static_cast<UChar32>(c)); });
  return to_utf8(text);
}

int edit_distance(std::u32string_view a, std::u32string_view b) {
  std::vector<int> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<int>(j);
  for (size_t i = 1; i <= a.size(); ++i) {
    int diagonal = row[0];
    row[0] = static_cast<int>(i);
    for (size_t j = 1; j <= b.size(); ++j) {
      const int replaced = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

double similarity(std::u32string_view a, std::u32string_view b) {
  const size_t longer = std::max(a.size(), b.size());
  return longer == 0 ? 1 : 1 - static_cast<double>(edit_distance(a, b)) / longer;
}

double share_in(std::u32string_view part, std::u32string_view whole) {
  if (part.empty()) return 1;
  std::vector<size_t> longest(whole.size() + 1, 0);
  for (const char32_t c : part) {
    size_t before = 0;  // of the part without c, and of `whole` without its last character
    for (size_t k = 1; k <= whole.size(); ++k) {
      const size_t above = longest[k];
      longest[k] = whole[k - 1] == c ? before + 1 : std::max(above, longest[k - 1]);
      before = above;
    }
  }
  return static_cast<double>(longest.back()) / static_cast<double>(part.size());
}

bool is_han(char32_t c) { return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_IDEOGRAPHIC); }

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

bool is_note_mark(char32_t c) {
  return c == 0xB2 || c == 0xB3 || c == 0xB9 || (c >= 0xBC && c <= 0xBE) ||
         (c >= 0x2070 && c <= 0x2089) || (c >= 0x2460 && c <= 0x24FF) ||
         (c >= 0x2776 && c <= 0x2793);
}

std::string without_note_marks(std::string_view utf8) {
  std::u32string out;
  bool digit = false;
  for (const char32_t c : to_utf32(utf8)) {
    if (digit && is_note_mark(c)) continue;
    digit = (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９');
    out += c;
  }
  return to_utf8(out);
}

bool is_ascii_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

bool is_other_script(char32_t c) {
  UErrorCode error = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &error);
  return U_SUCCESS(error) && script != USCRIPT_HAN && script != USCRIPT_LATIN &&
         script != USCRIPT_COMMON && script != USCRIPT_INHERITED && script != USCRIPT_UNKNOWN;
}

}  // namespace gouji
