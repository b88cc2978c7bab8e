#include "extract/printed_date.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <map>

#include "models/text.h"

namespace gouji {
namespace {

constexpr int kStrictVote = 2;  // of a reading that is a date to the letter
constexpr int kLooseVote = 1;   // of one whose figures are, between characters that a seal damaged,
                                // and of one in another year than reports are signed in
constexpr int kLatest = 3;      // years after the one reported on that a report may be signed
constexpr int kLeastVotes = 3;  // of which a date needs so many,
constexpr int kMoreVotes = 3;   // and so many times those of any other date

// In text without white space, as NFKC has it.
constexpr char kDate[] =
    R"(([\d〇○零一二三四五六七八九]{4})年([\d一二三四五六七八九十]{1,3})月([\d一二三四五六七八九十]{1,3})日)";

constexpr int kFirstYear = 2008, kLastYear = 2100;  // the regulations came into force in 2008

// The value of 2023, 二〇二三, 三, 十二, 三十一; -1 where it is none.
int parse_numeral(const std::string& text) {
  static const std::u32string digits = U"〇一二三四五六七八九";
  int value = 0, tens = -1;
  for (char32_t c : to_utf32(text)) {
    if (c == U'○' || c == U'零' || c == U'О' || c == U'O') c = U'〇';
    const size_t han = digits.find(c);
    if (c == U'十') {
      tens = value == 0 ? 10 : value * 10;
      value = 0;
    } else if (c >= U'0' && c <= U'9') {
      value = value * 10 + static_cast<int>(c - U'0');
    } else if (han != std::u32string::npos) {
      value = value * 10 + static_cast<int>(han);
    } else {
      return -1;
    }
  }
  return tens < 0 ? value : tens + value;
}

// The zero of a year in Chinese numerals, as it is printed or read: one or two of these, 〇 being
// wide. The one behind the 二 of the thousands is nothing else, and may be read as up to three
// letters, figures or signs, as where it is of another font than its neighbours.
constexpr char kZero[] = "[〇○◯零OoОо0]{1,2}";
constexpr char kFirstZero[] = R"((?:[〇零口人]|[^\p{Han}]){1,3})";

// `text` with the years 2010 to 2039 in Chinese numerals, however their zeros are printed or read,
// in Arabic figures.
std::string with_plain_years(const std::string& text) {
  static const RE2 year(
      fmt::format("(?s)(.*?)二{0}([一二三])({1}|[一二三四五六七八九])年", kFirstZero, kZero));
  std::string out, before, tens, ones;
  re2::StringPiece rest(text);
  while (RE2::Consume(&rest, year, &before, &tens, &ones)) {
    const int last = std::max(0, parse_numeral(ones));
    out += before + std::to_string(2000 + 10 * parse_numeral(tens) + last) + "年";
  }
  return out.append(rest.data(), rest.size());
}

// The date of a signature whose 年 and 月 a seal made illegible: the year is known to be the one
// after `reported`.
std::string smudged_figures(const std::string& line, int reported) {
  static const RE2 date(R"((?:^|\D)(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})\D)");
  std::string year, month, day;
  if (!RE2::PartialMatch(line, date, &year, &month, &day)) return "";
  if (std::stoi(year) != reported + 1) return "";
  return parse_date(year + "年" + month + "月" + day + "日");
}

// The same where the year's last two figures are illegible too: which it is, others must say.
std::string smudged_year(const std::string& reading, int reported) {
  const std::string line = squeeze(reading);
  static const RE2 date(R"((?:^|\D)20\D{1,2}年(\d{1,2})\D{1,2}(\d{1,2})日)");
  std::string month, day;
  if (!RE2::PartialMatch(line, date, &month, &day)) return "";
  return parse_date(std::to_string(reported + 1) + "年" + month + "月" + day + "日");
}

// The same in Chinese numerals: one of the year's and the 十 of the day may be illegible.
std::string smudged_numerals(const std::string& line, int reported) {
  static const std::u32string digits = U"〇一二三四五六七八九";
  static const std::string smudge = R"([^\d〇○◯零OoОо@GQ一二三四五六七八九十])";
  const int year = reported + 1;
  const auto digit = [](int n) { return to_utf8(std::u32string(1, digits[n])); };
  const std::string tens = digit(year / 10 % 10);
  const std::string ones = year % 10 == 0 ? kZero : digit(year % 10);
  const RE2 date(
      fmt::format("(?:二{0}{1}{2}|二{3}{1}{2}|二{0}{3}{2}|二{0}{1}{3})年"
                  "([一二三四五六七八九十]+)月"
                  "(?:([一二三四五六七八九十]+)|([二三]){3}([一二三四五六七八九]))日",
                  kFirstZero, tens, ones, smudge));
  std::string month, day, tens_of_day, ones_of_day;
  if (!RE2::PartialMatch(line, date, &month, &day, &tens_of_day, &ones_of_day)) return "";
  if (day.empty()) day = tens_of_day + "十" + ones_of_day;
  return parse_date(std::to_string(year) + "年" + month + "月" + day + "日");
}

std::string smudged_date(const std::string& reading, int reported) {
  const std::string line = squeeze(reading);
  const std::string date = smudged_figures(line, reported);
  return date.empty() && reported > 0 ? smudged_numerals(line, reported) : date;
}

// Whether a report on the year `reported` (0: unknown) may be signed in `year`: 二〇二二 is read as
// 二〇三二 by all readings alike.
bool is_likely(int year, int reported) {
  return reported == 0 || (year >= reported && year <= reported + kLatest);
}

}  // namespace

int find_year(const std::string& printed) {
  const std::string text = with_plain_years(printed);
  static const RE2 year(R"(([\d〇○零一二三四五六七八九]{4})年)");
  re2::StringPiece rest(text);
  std::string found;
  while (RE2::FindAndConsume(&rest, year, &found)) {
    const int value = parse_numeral(found);
    if (value >= kFirstYear && value <= kLastYear) return value;
  }
  return 0;
}

std::string parse_date(const std::string& text) {
  static const RE2 date(kDate);
  std::string y, m, d;
  static const RE2 first_month("年元月");
  std::string plain = with_plain_years(squeeze(text));
  RE2::Replace(&plain, first_month, "年1月");
  if (!RE2::PartialMatch(plain, date, &y, &m, &d)) return "";
  const int year = parse_numeral(y), month = parse_numeral(m), day = parse_numeral(d);
  if (year < kFirstYear || year > kLastYear || month < 1 || month > 12 || day < 1 || day > 31) {
    return "";
  }
  char out[32];
  std::snprintf(out, sizeof out, "%04d-%02d-%02d", year, month, day);
  return out;
}

bool is_date_alone(const std::string& text) {
  static const RE2 date(fmt::format(R"([^\p{{Han}}\d]{{0,2}}{}[^\p{{Han}}\d]{{0,2}})", kDate));
  return RE2::FullMatch(with_plain_years(squeeze(text)), date);
}

std::string agreed_date(const std::vector<std::vector<std::string>>& lines, int reported) {
  std::map<std::string, int> votes;
  for (const auto& readings : lines) {
    for (const std::string& reading : readings) {
      const std::string strict = parse_date(reading);
      const std::string date = strict.empty() ? smudged_date(reading, reported) : strict;
      if (date.empty()) continue;
      const bool usual = reported == 0 || std::stoi(date) == reported + 1;
      votes[date] += strict.empty() || !usual ? kLooseVote : kStrictVote;
    }
  }
  for (const auto& readings : lines) {
    for (const std::string& reading : readings) {
      const auto date = votes.find(reported > 0 ? smudged_year(reading, reported) : "");
      if (date != votes.end()) date->second += kLooseVote;
    }
  }
  std::string best;
  int most = kLeastVotes - 1, second = 0;
  for (const auto& [date, n] : votes) {
    if (n > most && is_likely(std::stoi(date), reported)) {
      second = std::max(second, best.empty() ? 0 : most);
      best = date;
      most = n;
    } else {
      second = std::max(second, n);
    }
  }
  return best.empty() || most < kMoreVotes * second ? "" : best;
}

}  // namespace gouji
