#include "extract/cell_value.h"

#include <re2/re2.h>

#include <algorithm>
#include <optional>

#include "models/figure.h"
#include "models/number.h"
#include "models/text.h"

namespace gouji {
namespace {

// A unit or a note in brackets may follow a number. Anything else makes it doubtful: more figures
// behind the note, another unit in it, a sign, or that the number is another year's.
bool harmless(const std::string& rest) {
  static const RE2 note(R"((?:件|条|个|次|项|宗|份|万元|元)?(?:\(([^()]*)\)?)?)");
  static const RE2 other(
      R"([元件条个次项宗份万亿千百十]*[千百亿][元件条个次项宗份万亿]*|元|.*(?:减|降|少|负|上年|去年|同期).*|[-↓▼↑▲]+)");
  std::string inside;
  return RE2::FullMatch(rest, note, &inside) && !RE2::FullMatch(inside, other);
}

// Nobody prints 00 or 012: two cells were read as one.
bool leading_zero(const std::string& value) {
  static const RE2 zero(R"(-?0\d.*)");
  return RE2::FullMatch(value, zero);
}

// NFKC makes digits of note marks wherever they stand: ①5 would be 15.
bool has_note_mark(const std::string& text) {
  const std::u32string s = to_utf32(text);
  return std::any_of(s.begin(), s.end(), is_note_mark);
}

}  // namespace

bool says_none(const std::string& text) {
  static const RE2 none(
      R"([\s\p{Z}]*[|\[「/\\\p{Pd}−]?[\s\p{Z}]*无[\s\p{Z}]*[|\]」/\\\p{Pd}−]?[\s\p{Z}]*)");
  return RE2::FullMatch(text, none);
}

bool looks_numeric(const std::string& text) {
  const auto figure = figure_of(text);
  return says_none(text) || (figure && harmless(figure->rest));
}

Cell value_of(const Reading& reading, bool ten_thousand_yuan) {
  Cell cell;
  cell.raw = reading.text();
  cell.method = reading.method;
  cell.confidence = reading.probability();
  const std::optional<Figure> figure = figure_of(cell.raw);
  static const RE2 two_numbers(R"(\d[ \t\p{Z}]+\d)");
  const bool sure = cell.confidence >= kAccept && !RE2::PartialMatch(cell.raw, two_numbers) &&
                    !has_note_mark(cell.raw);
  cell.status = CellStatus::kReview;
  if (says_none(cell.raw) || (figure && figure->value.empty())) {
    if (sure) cell.status = CellStatus::kBlank;
  } else if (figure) {
    const auto micro = to_micro(figure->value);
    cell.value = figure->value;
    if (ten_thousand_yuan && micro && figure->rest.starts_with("元")) {
      cell.value = to_plain(*micro / 10'000);
    }
    if (sure && micro && harmless(figure->rest) && !leading_zero(figure->value)) {
      cell.status = CellStatus::kOk;
    }
  }
  return cell;
}

}  // namespace gouji
