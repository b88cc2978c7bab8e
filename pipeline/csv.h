// CSV as RFC 4180 has it, with `\n` as the line end.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gouji {

// Appends `fields` to `out` as one record. A field with a comma, a quote or a line end is quoted,
// and so is the one field of a record that is empty (the line would be no record). Fields are made
// valid UTF-8 (to_valid_utf8).
void append_csv_record(std::string& out, const std::vector<std::string>& fields);

}  // namespace gouji
