// Reads CSV as RFC 4180 has it, from files that people and crashes may have damaged.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gouji {

struct CsvRecord {
  std::int64_t line = 0;  // on which it begins, from 1
  std::vector<std::string> fields;
};

struct CsvContent {
  std::vector<CsvRecord> records;
  bool whole = true;    // the last record has its line end
  bool quoted = false;  // the text ends within quotes
};

// Any bytes. Lines end with `\n` or `\r\n`, an empty one is no record. A quote within an unquoted
// field is that character; what stands between a closing quote and the next comma belongs to the
// field. A byte order mark at the beginning is left out.
CsvContent read_csv(std::string_view text);

}  // namespace gouji
