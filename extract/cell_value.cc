#include "extract/cell_value.h"

#include <re2/re2.h>

#include "models/number.h"
#include "models/text.h"

namespace gouji {
namespace {

// NFKC without white space and marks of notes, with one kind of dash and comma.
std::string plain(const std::string& text) {
  static const RE2 space(R"([\s\p{Z}]+)"), dash("[—–―−‐‑﹣]"), comma("[，、]"),
      dashes("[—–―−‐‑﹣一]+");
  std::string s = nfkc(without_note_marks(text));
  RE2::GlobalReplace(&s, space, "");
  if (RE2::FullMatch(s, dashes)) return "-";
  RE2::GlobalReplace(&s, dash, "-");
  RE2::GlobalReplace(&s, comma, ",");
  return s;
}

bool is_blank(const std::string& s) {
  return says_none(s) || s.find_first_not_of("-/\\") == s.npos;
}

struct Number {
  std::string value, rest;
};

bool split(const std::string& s, Number& out) {
  static const RE2 number(R"(([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(.*))");
  std::string sign, whole, decimals;
  if (!RE2::FullMatch(s, number, &sign, &whole, &decimals, &out.rest)) return false;
  std::erase(whole, ',');
  out.value = (sign == "-" ? "-" : "") + whole + decimals;
  return true;
}

// A unit or a note in brackets may follow a number; anything else makes it doubtful.
bool harmless(const std::string& rest) {
  static const RE2 note(R"((?:件|条|个|次|项|宗|份|万元|元)?(?:\(.*\)?)?)");
  return RE2::FullMatch(rest, note);
}

// Nobody prints 00 or 012: two cells were read as one.
bool leading_zero(const std::string& value) {
  static const RE2 zero(R"(-?0\d.*)");
  return RE2::FullMatch(value, zero);
}

}  // namespace

bool says_none(const std::string& text) {
  static const RE2 none(R"([\s\p{Z}]*[|\[「/\\-]?[\s\p{Z}]*无[\s\p{Z}]*[|\]」/\\-]?[\s\p{Z}]*)");
  return RE2::FullMatch(text, none);
}

bool looks_numeric(const std::string& text) {
  const std::string s = plain(text);
  Number n;
  return is_blank(s) || (split(s, n) && harmless(n.rest));
}

namespace {

// NFKC makes digits of note marks wherever they stand: ①5 would be 15.
bool has_note_mark(const std::string& text) {
  const std::u32string s = to_utf32(text);
  return std::any_of(s.begin(), s.end(), is_note_mark);
}

}  // namespace

Cell value_of(const Reading& reading, bool ten_thousand_yuan) {
  Cell cell;
  cell.raw = reading.text();
  cell.method = reading.method;
  cell.confidence = reading.probability();
  const std::string s = plain(cell.raw);
  static const RE2 two_numbers(R"(\d[ \t\p{Z}]+\d)");
  const bool sure = cell.confidence >= kAccept && !RE2::PartialMatch(cell.raw, two_numbers) &&
                    !has_note_mark(cell.raw);
  Number n;
  if (is_blank(s)) {
    cell.status = sure ? CellStatus::kBlank : CellStatus::kReview;
  } else if (split(s, n)) {
    const auto micro = to_micro(n.value);
    cell.value = n.value;
    if (ten_thousand_yuan && micro && n.rest.starts_with("元")) {
      cell.value = to_plain(*micro / 10'000);
    }
    cell.status = sure && micro && harmless(n.rest) && !leading_zero(n.value) ? CellStatus::kOk
                                                                              : CellStatus::kReview;
  } else {
    cell.status = CellStatus::kReview;
  }
  return cell;
}

}  // namespace gouji
