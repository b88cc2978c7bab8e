// Bytes from outside (file names, what a PDF says) as text that every reader of UTF-8 takes.
#pragma once

#include <string>
#include <string_view>

namespace gouji {

// `bytes` as valid UTF-8: each ill-formed sequence becomes U+FFFD, and so does U+0000, at which
// some readers of CSV stop.
std::string to_valid_utf8(std::string_view bytes);

// `utf8` as one harmless line for a terminal: control characters (line ends, escape sequences)
// become U+FFFD.
std::string to_one_line(std::string_view utf8);

// Columns that `utf8` takes on a terminal: East Asian wide characters take two.
int width_of(const std::string& utf8);

}  // namespace gouji
