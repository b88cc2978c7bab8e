#include "pipeline/csv_reader.h"

#include <utility>

namespace gouji {
namespace {

class Reader {
 public:
  CsvContent read(std::string_view text) {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
    for (size_t i = 0; i < text.size(); ++i) {
      const char next = i + 1 < text.size() ? text[i + 1] : '\0';
      if (take(text[i], next)) ++i;
    }
    out_.whole = !begun_;
    out_.quoted = quoted_;
    if (begun_) end_record();
    return std::move(out_);
  }

 private:
  // True where `next` goes with `c`.
  bool take(char c, char next) {
    if (c == '\n') ++line_;
    if (quoted_) {
      if (c != '"') {
        field_ += c;
      } else if (next == '"') {
        field_ += '"';
        return true;
      } else {
        quoted_ = false;
      }
      return false;
    }
    if (c == '\n' || (c == '\r' && next == '\n')) {
      if (begun_) end_record();
      if (c == '\n') record_.line = line_;
      return false;
    }
    begun_ = true;
    if (c == ',') {
      end_field();
    } else if (c == '"' && field_.empty()) {
      quoted_ = true;
    } else {
      field_ += c;
    }
    return false;
  }

  void end_field() { record_.fields.push_back(std::exchange(field_, {})); }

  void end_record() {
    end_field();
    out_.records.push_back(std::exchange(record_, {}));
    begun_ = false;
  }

  CsvContent out_;
  CsvRecord record_{1, {}};
  std::string field_;
  std::int64_t line_ = 1;
  bool begun_ = false, quoted_ = false;
};

}  // namespace

CsvContent read_csv(std::string_view text) { return Reader().read(text); }

}  // namespace gouji
