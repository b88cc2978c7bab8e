#include "extract/identity.h"

#include <re2/re2.h>

#include <sstream>
#include <vector>

#include "models/text.h"

namespace gouji {
namespace {

constexpr size_t kLastLines = 4;
constexpr size_t kLongestDate = 15;  // characters of a line that is a date, and scraps of a seal

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

std::string squeeze(const std::string& text) {
  static const RE2 space(R"([\s\p{Z}]+)");
  std::string s = nfkc(text);
  RE2::GlobalReplace(&s, space, "");
  return s;
}

int find_year(const std::string& text) {
  static const RE2 year(R"(([\d〇○零一二三四五六七八九]{4})年)");
  re2::StringPiece rest(text);
  std::string found;
  while (RE2::FindAndConsume(&rest, year, &found)) {
    const int value = parse_numeral(found);
    if (value >= 2008 && value <= 2100) return value;
  }
  return 0;
}

// The title without what every title says.
std::string agency_of_title(const std::string& title) {
  static const RE2 tail(
      R"((?:关于)?(?:发布|公布)?[\d〇○零一二三四五六七八九]{4}年(?:度)?(?:政府|政务)?(?:信息)?公开.*$)");
  static const RE2 plain_tail(R"((?:政府|政务)信息公开(?:工作)?(?:的)?(?:年度|年)?报告.*$)");
  static const RE2 head(R"(^[\d〇○零一二三四五六七八九]{4}年(?:度)?)");
  // Of a scan's specks, too; a name may end with a bracket.
  static const RE2 ends(R"(^[\p{P}\p{S}]+|(?:[^\P{P})]|[\p{S}的])+$)");
  std::string s = squeeze(title);
  RE2::Replace(&s, head, "");
  RE2::Replace(&s, tail, "");
  RE2::Replace(&s, plain_tail, "");
  RE2::GlobalReplace(&s, ends, "");
  return s;
}

// The longest name that ends with `name` and is printed in `text` with its city or province before.
std::string fuller(const std::string& name, const std::string& text) {
  const RE2 pattern(R"((?:由|是|与|和|向|[，。、（(；：\s]|^))"
                    "((?:[^\\P{Han}由是与和向为请按据]{2,8}?(?:省|市|州|盟|地区|自治区))+)" +
                    RE2::QuoteMeta(name));
  re2::StringPiece rest(text);
  std::string prefix, best;
  while (RE2::FindAndConsume(&rest, pattern, &prefix)) {
    if (prefix.size() > best.size()) best = prefix;
  }
  return best + name;
}

// The date of a signature whose 年 a seal made illegible: the year is known to be the one after
// `reported`.
std::string smudged_date(const std::string& line, int reported) {
  static const RE2 date(R"((\d{4})[^\d]{1,2}(\d{1,2}月\d{1,2}日))");
  int year = 0;
  std::string rest;
  if (!RE2::PartialMatch(squeeze(line), date, &year, &rest) || year != reported + 1) return "";
  return parse_date(std::to_string(year) + "年" + rest);
}

// A date that stands alone in one of the last lines: of a signature that a seal made illegible.
std::string date_at_end(const std::string& text) {
  std::istringstream lines(text);
  std::vector<std::string> all;
  for (std::string line; std::getline(lines, line);) all.push_back(line);
  for (size_t i = all.size(); i-- > 0 && all.size() - i <= kLastLines;) {
    const std::string date = parse_date(all[i]);
    if (!date.empty() && to_utf32(squeeze(all[i])).size() <= kLongestDate) return date;
  }
  return "";
}

}  // namespace

std::string parse_date(const std::string& text) {
  static const RE2 date(
      R"(([\d〇○零一二三四五六七八九]{4})年([\d一二三四五六七八九十]{1,3})月([\d一二三四五六七八九十]{1,3})日)");
  std::string y, m, d;
  if (!RE2::PartialMatch(squeeze(text), date, &y, &m, &d)) return "";
  const int year = parse_numeral(y), month = parse_numeral(m), day = parse_numeral(d);
  if (year < 2008 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31) return "";
  char out[32];
  std::snprintf(out, sizeof out, "%04d-%02d-%02d", year, month, day);
  return out;
}

AgencyKind kind_of(const std::string& agency) {
  static const RE2 office(R"(办公室$)");
  static const RE2 township(R"((?:镇|乡|苏木|街道)(?:人民政府|办事处)?$)");
  static const RE2 government(
      R"((?:省|市|县|区|州|盟|旗|自治区|新区|开发区|高新区)(?:人民政府|管理委员会|管委会)?$)");
  static const RE2 department(
      R"((?:局|委|委员会|厅|办|处|站|院|中心|科|队|总队|支队|公司|银行|部|社|馆|会|研究所)$)");
  std::string name = agency;
  if (RE2::PartialMatch(name, R"((?:政府|街道|办事处|局)办公室$)")) RE2::Replace(&name, office, "");
  if (RE2::PartialMatch(name, township)) return AgencyKind::kTownship;
  if (RE2::PartialMatch(name, government)) return AgencyKind::kGovernment;
  if (RE2::PartialMatch(name, department) || RE2::PartialMatch(name, office)) {
    return AgencyKind::kDepartment;
  }
  return AgencyKind::kOther;
}

Identity identify(const Narrative& narrative) {
  Identity out;
  out.agency = agency_of_title(narrative.title);
  std::string first_text;
  for (const Section& s : narrative.sections) {
    if (s.number <= 1) first_text += s.text + "\n";
  }
  if (out.agency.empty()) {
    for (const std::string& line : narrative.signature) {
      const std::string s = squeeze(line);
      if (parse_date(s).empty() && kind_of(s) != AgencyKind::kOther) {
        out.agency = s;
        break;
      }
    }
  } else {
    out.agency = fuller(out.agency, first_text);
  }
  out.kind = kind_of(out.agency);
  out.year = find_year(squeeze(narrative.title));
  for (const auto* lines : {&narrative.signature, &narrative.under_title}) {
    for (const std::string& line : *lines) {
      if (out.published.empty()) out.published = parse_date(line);
    }
  }
  for (const std::string& line : narrative.signature) {
    if (out.published.empty()) out.published = smudged_date(line, out.year);
  }
  if (out.published.empty() && !narrative.sections.empty()) {
    out.published = date_at_end(narrative.sections.back().text);
  }
  if (out.year == 0) out.year = find_year(squeeze(first_text));
  if (out.year == 0 && !out.published.empty()) out.year = std::stoi(out.published) - 1;
  return out;
}

}  // namespace gouji
