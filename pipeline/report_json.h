// A Report as one line of JSON: what a worker process answers with.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "models/report.h"

namespace gouji {

// decode_report(encode_report(r)) is r exactly, as long as r's strings are valid UTF-8 and its
// numbers finite; ill-formed UTF-8 becomes U+FFFD.
std::string encode_report(const Report& report);

// Takes any bytes. Fails, saying where, unless they are what encode_report writes: every key there,
// every type right, every number in its range, every word one of the dataset's.
tl::expected<Report, std::string> decode_report(std::string_view text);

}  // namespace gouji
