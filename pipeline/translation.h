// Messages in the language of whoever runs the program: its texts are written in English, and po/
// has their translations (GNU gettext). The language is the one that LC_ALL, LC_MESSAGES or LANG
// names, or those of LANGUAGE (see the manual of gettext); the locale itself need not be built on
// the machine.
//
// The process's own locale stays "C": numbers, libraries, and the system's reasons, which go into
// the dataset, are the same in every language. What is to be in the dataset is never translated.
#pragma once

#include <fmt/format.h>

#include <span>
#include <string>
#include <string_view>

#include "models/sentences.h"

namespace gouji {

// UTF-8; the text itself where there is no translation.
std::string tr(const char* english);

// In which language the calling thread's messages are from now on, where one process serves several
// readers: `en` or `zh`. Another one: that of whoever runs the program.
void speak(std::string_view language);

// Why the system refused something, as strerror and std::error_code say it.
std::string tr_reason(const std::string& english);

// A text that was made elsewhere with one of the templates `known`: in its translation stands what
// stands for `{}`, translated likewise. The text itself where it is of no template.
std::string tr_sentence(const std::string& english,
                        std::span<const char* const> known = sentences::kAll);

namespace translation {
std::string of_count(const char* one, const char* many, size_t count);
std::string fill(const std::string& format, fmt::string_view english, fmt::format_args values);
}  // namespace translation

// A text with `{}` for each value. A translation may name them by position: `{1} {0}`.
template <typename... Values>
std::string tr_format(fmt::format_string<Values...> english, Values&&... values) {
  const fmt::string_view text = english;
  return translation::fill(tr(text.data()), text, fmt::make_format_args(values...));
}

// `one` or `many`, as the language counts; the first value is the count.
template <typename... Values>
std::string tr_count(fmt::format_string<size_t&, Values...> one,
                     fmt::format_string<size_t&, Values...> many, size_t count,
                     Values&&... values) {
  const fmt::string_view first = one, second = many;
  return translation::fill(translation::of_count(first.data(), second.data(), count),
                           count == 1 ? first : second, fmt::make_format_args(count, values...));
}

}  // namespace gouji
