#include "pipeline/translation.h"

#include <fmt/args.h>
#include <libintl.h>
#include <locale.h>  // NOLINT: newlocale is POSIX
#include <re2/re2.h>

#include <cstdlib>
#include <vector>

#include "pipeline/data_directory.h"
#include "pipeline/message_catalogue.h"

namespace gouji {
namespace {

constexpr const char* kDomain = "gouji";
constexpr const char* kSystemDomain = "libc";
constexpr const char* kSystemLocales = "/usr/share/locale";

enum class Spoken { kOfTheProcess, kEnglish, kChinese };

thread_local Spoken spoken = Spoken::kOfTheProcess;

// Gettext asks the calling thread's locale for the language. This one is in force only while it
// does.
class Language {
 public:
  Language() : locale_(::newlocale(LC_MESSAGES_MASK, "", nullptr)) {
    if (locale_ == nullptr) {  // LANG names one that is not built here
      for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value == nullptr || *value == '\0') continue;
        ::setenv("LANGUAGE", value, 0);
        break;
      }
      locale_ = ::newlocale(LC_MESSAGES_MASK, "C.UTF-8", nullptr);
    }
    ::bindtextdomain(kDomain, (shared_files() / "locale").c_str());
    for (const char* domain : {kDomain, kSystemDomain}) ::bind_textdomain_codeset(domain, "UTF-8");
  }

  template <typename Look>
  std::string look_up(const Look& look) const {
    const locale_t before = locale_ != nullptr ? ::uselocale(locale_) : nullptr;
    std::string out = look();
    if (before != nullptr) ::uselocale(before);
    return out;
  }

 private:
  locale_t locale_;
};

const Language& language() {
  static const Language chosen;
  return chosen;
}

std::filesystem::path chinese_file(const std::filesystem::path& locales, const char* domain) {
  return locales / "zh_CN" / "LC_MESSAGES" / (std::string(domain) + ".mo");
}

// In Chinese; null where there is no translation.
const std::string_view* chinese(std::string_view domain, const char* english) {
  static const MessageCatalogue own(chinese_file(shared_files() / "locale", kDomain));
  static const MessageCatalogue system(chinese_file(kSystemLocales, kSystemDomain));
  return (domain == kDomain ? own : system).find(english);
}

// Gettext answers the empty text with the catalogue's head.
std::string look_up(const char* domain, const char* english) {
  if (*english == '\0' || spoken == Spoken::kEnglish) return english;
  if (spoken == Spoken::kChinese) {
    const std::string_view* const found = chinese(domain, english);
    return found == nullptr ? english : std::string(*found);
  }
  return language().look_up([&] { return ::dgettext(domain, english); });
}

// `The PDF has {} pages.` as an expression that finds what stands for {}.
std::string expression(std::string_view text) {
  std::string out;
  for (size_t hole; (hole = text.find("{}")) != std::string_view::npos;
       text.remove_prefix(hole + 2)) {
    out += RE2::QuoteMeta(std::string(text.substr(0, hole))) + "(.*)";
  }
  return out + RE2::QuoteMeta(std::string(text));
}

// What stands in `text` for each {} of `english`; false where it is another text.
bool match(const std::string& text, const char* english, std::vector<std::string>& values) {
  RE2::Options options(RE2::Latin1);  // bytes
  options.set_dot_nl(true);
  const RE2 pattern(expression(english), options);
  values.resize(static_cast<size_t>(pattern.NumberOfCapturingGroups()));
  std::vector<RE2::Arg> arguments(values.size());
  std::vector<const RE2::Arg*> pointers;
  for (size_t i = 0; i < values.size(); ++i) {
    arguments[i] = RE2::Arg(&values[i]);
    pointers.push_back(&arguments[i]);
  }
  return RE2::FullMatchN(text, pattern, pointers.data(), static_cast<int>(pointers.size()));
}

}  // namespace

void speak(std::string_view name) {
  spoken = name == "en"   ? Spoken::kEnglish
           : name == "zh" ? Spoken::kChinese
                          : Spoken::kOfTheProcess;
}

std::string tr(const char* english) { return look_up(kDomain, english); }

std::string tr_reason(const std::string& english) {
  return look_up(kSystemDomain, english.c_str());
}

std::string tr_sentence(const std::string& english, std::span<const char* const> known) {
  for (const char* sentence : known) {
    const std::string translated = tr(sentence);
    std::vector<std::string> values;
    if (translated == sentence || !match(english, sentence, values)) continue;
    fmt::dynamic_format_arg_store<fmt::format_context> translated_values;
    for (const std::string& value : values) {
      const std::string inner = tr_sentence(value, known);
      translated_values.push_back(inner != value ? inner : tr_reason(value));
    }
    return translation::fill(translated, sentence, translated_values);
  }
  return english;
}

namespace translation {

std::string of_count(const char* one, const char* many, size_t count) {
  if (spoken == Spoken::kChinese) {
    if (const std::string_view* found = chinese(kDomain, one)) return std::string(*found);
  }
  if (spoken != Spoken::kOfTheProcess) return count == 1 ? one : many;
  return language().look_up([&] { return ::dngettext(kDomain, one, many, count); });
}

std::string fill(const std::string& format, fmt::string_view english, fmt::format_args values) {
  try {
    return fmt::vformat(format, values);
  } catch (const fmt::format_error&) {  // a catalogue of another version
    return fmt::vformat(english, values);
  }
}

}  // namespace translation
}  // namespace gouji
