#include "pipeline/csv.h"

#include "pipeline/utf8.h"

namespace gouji {
namespace {

void append_field(std::string& out, const std::string& field, bool quote_empty) {
  const bool quoted =
      field.find_first_of(",\"\r\n") != std::string::npos || (field.empty() && quote_empty);
  if (!quoted) {
    out += to_valid_utf8(field);
    return;
  }
  out += '"';
  for (char c : to_valid_utf8(field)) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace

void append_csv_record(std::string& out, const std::vector<std::string>& fields) {
  for (size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out += ',';
    append_field(out, fields[i], fields.size() == 1);
  }
  out += '\n';
}

}  // namespace gouji
