// Promise: whatever bytes the fields hold, a record is one that RFC 4180 reads back as the same
// fields made valid UTF-8, and records that follow each other stay apart.

#include <fuzzer/FuzzedDataProvider.h>

#include "pipeline/csv.h"
#include "pipeline/utf8.h"
#include "tests/fuzz/promise.h"

namespace gouji {
namespace {

// RFC 4180, read to the letter: nothing but a line end, a comma or the end follows a closing quote.
std::vector<std::vector<std::string>> read(const std::string& text) {
  std::vector<std::vector<std::string>> records;
  for (size_t at = 0; at < text.size();) {
    std::vector<std::string> record;
    for (bool more = true; more;) {
      std::string field;
      if (text[at] == '"') {
        for (++at; text.at(at) != '"' || (at + 1 < text.size() && text[at + 1] == '"'); ++at) {
          if (text[at] == '"') ++at;
          field += text[at];
        }
        ++at;
      } else {
        for (; text.at(at) != ',' && text[at] != '\n'; ++at) {
          GOUJI_PROMISE(text[at] != '"' && text[at] != '\r');
          field += text[at];
        }
      }
      more = text.at(at) == ',';
      GOUJI_PROMISE(more || text[at] == '\n');
      ++at;
      record.push_back(std::move(field));
    }
    records.push_back(std::move(record));
  }
  return records;
}

}  // namespace
}  // namespace gouji

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace gouji;
  FuzzedDataProvider input(data, size);
  std::vector<std::vector<std::string>> records;
  std::string text;
  for (int n = input.ConsumeIntegralInRange(1, 4); n > 0; --n) {
    std::vector<std::string>& record = records.emplace_back();
    for (int m = input.ConsumeIntegralInRange(1, 5); m > 0; --m) {
      record.push_back(input.ConsumeRandomLengthString());
    }
    append_csv_record(text, record);
    for (std::string& field : record) field = to_valid_utf8(field);
  }
  GOUJI_PROMISE(read(text) == records);
  return 0;
}
