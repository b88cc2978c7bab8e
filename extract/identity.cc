#include "extract/identity.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <sstream>
#include <vector>

#include "extract/agency_kind.h"
#include "extract/agency_name.h"
#include "extract/agency_region.h"
#include "extract/align.h"
#include "extract/place_names.h"
#include "extract/printed_date.h"
#include "extract/standard_bodies.h"
#include "models/text.h"

namespace gouji {
namespace {

constexpr size_t kLastLines = 4;
constexpr std::ptrdiff_t kShortestName = 2;  // Chinese characters
constexpr int kMostOff = 2;                  // characters by which a witness's name may differ
constexpr size_t kMostWitnesses = 3;         // of one line
constexpr double kLikeTail = 0.6;            // similarity with what ends every title
constexpr double kLikeName = 0.5;            // of a name's characters that a witness must share
constexpr size_t kLongestDate = 15;  // characters of a line that is a date, and scraps of a seal

// The same where a scan's year was read, and what follows it not quite.
std::string without_misread_tail(const std::string& title) {
  static const RE2 year(R"(^(.+?)[12]\d{3}年度?(.+)$)");
  static const std::u32string words = fold("政府信息公开工作年度报告");
  std::string name, tail;
  // Where it is longer, the agency's name may be in it.
  const bool found = RE2::FullMatch(title, year, &name, &tail) &&
                     fold(tail).size() <= words.size() + 1 &&
                     similarity(fold(tail), words) >= kLikeTail;
  return found ? name : title;
}

// The title without what every title says.
std::string agency_of_title(const std::string& title) {
  static const RE2 tail(R"((?:关于)?(?:发布|公布)?[\d〇○零一二三四五六七八九]{4})"
                        R"((?:年(?:度)?(?:政府|政务)?(?:信息)?公开|(?:政府|政务)信息公开).*$)");
  static const RE2 plain_tail(R"((?:政府|政务)信息公开(?:工作)?(?:的)?(?:年度|年)?报告.*$)");
  static const RE2 head(
      R"(^(?:附件[\d一二三四五六七八九]*[:：.、]?)?(?:[\d〇○零一二三四五六七八九]{4}年(?:度)?)?)");
  // Of a scan's specks, too; a name may end with a bracket.
  static const RE2 ends(R"(^[\p{P}\p{S}]+|(?:[^\P{P})]|[\p{S}的])+$)");
  std::string s = squeeze(title);
  RE2::Replace(&s, head, "");
  RE2::Replace(&s, tail, "");
  RE2::Replace(&s, plain_tail, "");
  s = without_misread_tail(s);
  RE2::GlobalReplace(&s, ends, "");
  const std::u32string name = to_utf32(s);
  return std::count_if(name.begin(), name.end(), is_han) >= kShortestName ? s : "";
}

// The year that a title names; a cover may leave 年 out.
int year_of_title(const std::string& title) {
  static const RE2 bare(R"((\d{4})((?:政府|政务)信息公开|[)]$))");
  static const RE2 own(R"((\d{4})年(?:度)?(?:政府|政务)信息公开)");
  std::string s = squeeze(title), year;
  RE2::Replace(&s, bare, R"(\1年\2)");
  return RE2::PartialMatch(s, own, &year) ? find_year(year + "年") : find_year(s);
}

// The year that a text without one in its title speaks of: the one whose figures it says it gives,
// else the first, but not of a law, or of another year that this one is compared with. Where the
// report is dated, it is the year before, if the text speaks of that as well; 0 where the two
// differ.
int year_of_text(const std::string& printed, const std::string& published) {
  static const RE2 period(R"((\d{4})年1月1日起?(?:至|到|-|—|~))"),
      law(R"([(《][^()《》]*\d{4}年[^()《》]*[)》])"),
      other(
          R"((?:与|比|较)\d{4}年(?:相比|度|同期)?|\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:印发|公布|修订|施行))");
  std::string text = squeeze(printed), year;
  if (RE2::PartialMatch(text, period, &year)) return find_year(year + "年");
  RE2::GlobalReplace(&text, law, "");
  RE2::GlobalReplace(&text, other, "");
  const int first = find_year(text);
  if (published.empty()) return first;
  const int before = std::stoi(published) - 1;
  if (first == 0 || first == before) return before;
  if (text.find(fmt::format("{}年", before)) != text.npos) return before;
  return first == before + 1 && published.substr(5, 2) == "12" ? first : 0;
}

// The title, with the last character that every title has, where a scan's was not read.
std::string whole_title(const Narrative& narrative) {
  static const RE2 cut("年度报$");
  std::string title = narrative.title;
  if (!narrative.title_readings.empty()) RE2::Replace(&title, cut, "年度报告");
  return title;
}

// A pattern for what `name` is read as.
std::string pattern_of(const std::string& name, const Lookalikes& lookalikes) {
  std::string pattern;
  for (const char32_t c : to_utf32(name)) {
    std::u32string may_be(1, c);
    const auto others = lookalikes.find(c);
    if (others != lookalikes.end()) {
      for (const auto& [other, probability] : others->second) may_be += other;
    }
    const std::string utf8 = to_utf8(may_be);
    pattern += may_be.size() == 1 ? RE2::QuoteMeta(utf8) : "[" + utf8 + "]";
  }
  return pattern;
}

// The longest name that ends with `name` and is printed in `text` with its city or province before;
// `name` where several are that are not one another's ends: one may be a body that was visited.
std::string fuller(const std::string& name, const std::string& text, const Lookalikes& lookalikes) {
  const RE2 pattern(R"((?:由|是|与|和|向|[，。、（(；：\s]|^))"
                    "((?:[^\\P{Han}由是与和向为请按据]{2,8}?(?:省|市|州|盟|地区|自治区))+)" +
                    pattern_of(name, lookalikes));
  re2::StringPiece rest(text);
  std::string prefix, best;
  while (RE2::FindAndConsume(&rest, pattern, &prefix)) {
    if (!prefix.ends_with(best) && !best.ends_with(prefix)) return name;
    if (prefix.size() > best.size()) best = prefix;
  }
  return best + name;
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

// A part of a text that is like a name, character for character; what is not there is U+FFFD.
struct Witness {
  std::u32string text;  // empty: none is much like it
  double off = 0;       // characters that differ
};

Witness witness_of(const std::u32string& name, const std::string& text) {
  const std::u32string s = to_utf32(squeeze(text));
  const int n = static_cast<int>(name.size());
  const auto one = [](int) { return 1.0; };
  double least = std::min<double>(kMostOff, (1 - kLikeName) * n) + 1;
  std::u32string best;
  for (size_t from = 0; from < s.size(); ++from) {
    for (int length : {n, n - 1, n + 1}) {
      if (length <= 0 || from + length > s.size()) continue;
      const auto differs = [&](int i, int k) { return name[i] == s[from + k] ? 0.0 : 1.0; };
      const Alignment a = align(n, length, differs, one, one);
      if (a.cost >= least) continue;
      least = a.cost;
      best.assign(name.size(), U'\uFFFD');
      for (const auto& [i, k] : a.pairs) best[i] = s[from + k];
    }
  }
  return {best, least};
}

// 县 where its two parts were read as two characters.
std::string with_county(std::string read) {
  static const RE2 parts("有具");
  RE2::GlobalReplace(&read, parts, "县");
  return read;
}

// The readings of one line that are most like `name`: of a line under a seal there are many, most
// of which show what is left of the seal. A line that was read alike twice is not read once more,
// and counts as if it had been.
void add_witnesses(const std::u32string& name, const std::vector<std::string>& line,
                   std::vector<std::u32string>& out) {
  std::vector<Witness> all;
  for (const std::string& reading : line) all.push_back(witness_of(name, with_county(reading)));
  std::erase_if(all, [](const Witness& w) { return w.text.empty(); });
  std::stable_sort(all.begin(), all.end(),
                   [](const Witness& a, const Witness& b) { return a.off < b.off; });
  all.resize(std::min(all.size(), kMostWitnesses));
  if (line.size() == 2 && line[0] == line[1] && !all.empty()) all.push_back(all.front());
  for (const Witness& w : all) out.push_back(w.text);
}

// The name as all of its readings have it. Those of the title count twice: larger print is read
// better.
std::string settled(const std::string& read, const Narrative& narrative,
                    const std::string& first_text, const Regions& regions,
                    const Lookalikes& lookalikes) {
  const std::u32string name = to_utf32(read);
  std::vector<std::u32string> readings;
  for (const auto& line : narrative.title_readings) add_witnesses(name, line, readings);
  for (size_t i = 0, n = readings.size(); i < n; ++i) readings.push_back(readings[i]);
  for (const auto& line : narrative.closing_readings) add_witnesses(name, line, readings);
  std::istringstream paragraphs(first_text);
  for (std::string p; std::getline(paragraphs, p);) add_witnesses(name, {p}, readings);
  return readings.empty() ? read : to_utf8(agreed_name(readings, regions, lookalikes));
}

// The fuller form of a name that was read from pixels: what stands before it was read once, and is
// mended as well. As it is where that leaves it in doubt.
std::string fuller_read(const std::string& name, const std::string& text, const Regions& regions,
                        const Lookalikes& lookalikes) {
  const std::string full = fuller(name, text, lookalikes);
  if (full == name) return name;
  const std::u32string mended = agreed_name({to_utf32(full)}, regions, lookalikes);
  return mended.empty() ? name : to_utf8(mended);
}

// `title` with the characters in the name `read` that the reader does not have, as `settled` has
// them.
std::string put_back(const std::string& title, const std::string& read, const std::string& settled,
                     const Lookalikes& lookalikes) {
  std::u32string name = to_utf32(read);
  const std::u32string mended = to_utf32(settled);
  if (mended.size() != name.size()) return title;
  for (size_t i = 0; i < name.size(); ++i) {
    if (lookalikes.contains(mended[i])) name[i] = mended[i];
  }
  std::string out = title;
  const size_t at = read.empty() ? out.npos : out.find(read);
  if (at != out.npos) out.replace(at, read.size(), to_utf8(name));
  return out;
}

// The name that a line of a signature begins and the next one ends, in the middle of what a
// standard body is called; empty where they do not.
std::string in_two_lines(const std::string& first, const std::string& second) {
  static const RE2 han(R"(\p{Han}+)");
  if (!RE2::FullMatch(first, han) || !RE2::FullMatch(second, han)) return "";
  const std::u32string whole = to_utf32(first + second);
  const size_t left = to_utf32(second).size();
  const bool spans = std::any_of(
      std::begin(kStandardBodies), std::end(kStandardBodies), [&](std::u32string_view body) {
        return body.size() > left && whole.ends_with(body) && whole.size() > body.size();
      });
  return spans ? to_utf8(whole) : "";
}

std::string agency_of_signature(const Narrative& narrative) {
  const bool from_pixels = !narrative.closing_readings.empty();
  std::vector<std::string> lines;
  static const RE2 specks(R"(^[\p{P}\p{S}]+)");
  for (const std::string& line : narrative.signature) {
    std::string s = squeeze(line);
    if (from_pixels) {
      RE2::Replace(&s, specks, "");
      s = with_county(s);
    }
    lines.push_back(s);
  }
  for (size_t i = 0; i < lines.size(); ++i) {
    if (!parse_date(lines[i]).empty()) continue;
    if (!from_pixels && i + 1 < lines.size()) {
      const std::string whole = in_two_lines(lines[i], lines[i + 1]);
      if (!whole.empty()) return whole;
    }
    if (is_body(lines[i])) return lines[i];
  }
  return "";
}

// As a title in Chinese has them.
std::string with_wide_brackets(std::string name) {
  static const RE2 left(R"(\()"), right(R"(\))");
  RE2::GlobalReplace(&name, left, "（");
  RE2::GlobalReplace(&name, right, "）");
  return name;
}

// Of lines at one place, by their readings where they were read from pixels.
std::string date_in(const std::vector<std::string>& lines,
                    const std::vector<std::vector<std::string>>& readings, int reported) {
  if (!readings.empty()) return agreed_date(readings, reported);
  static const RE2 other("截[止至]");  // of the figures
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    const std::string date = RE2::PartialMatch(*line, other) ? "" : parse_date(*line);
    if (!date.empty()) return date;
  }
  return "";
}

std::string date_of(const Narrative& narrative, int reported) {
  std::string date = date_in(narrative.signature, narrative.closing_readings, reported);
  if (date.empty()) {
    date = date_in(narrative.under_title, narrative.under_title_readings, reported);
  }
  const bool from_pixels = !narrative.closing_readings.empty();
  if (!date.empty() || from_pixels || narrative.sections.empty()) return date;
  return date_at_end(narrative.sections.back().text);
}

}  // namespace

Identity identify(const Narrative& narrative, const Regions& regions,
                  const Lookalikes& lookalikes) {
  Identity out;
  out.title = whole_title(narrative);
  std::string first_text;
  for (const Section& s : narrative.sections) {
    if (s.number <= 1) first_text += s.text + "\n";
  }
  out.year = year_of_title(narrative.title);
  out.published = date_of(narrative, out.year);
  if (out.year == 0) out.year = year_of_text(first_text, out.published);
  if (!out.published.empty() && out.published < fmt::format("{}-12", out.year)) {
    out.published.clear();  // of another year's report in the file, or a slip: no year was over yet
  }

  out.agency = agency_of_title(out.title);
  const bool titled = !out.agency.empty();
  if (!titled) out.agency = agency_of_signature(narrative);
  const bool pixels = !(titled ? narrative.title_readings : narrative.closing_readings).empty();
  if (pixels) {
    const Regions there = regions_about(regions, out.year);
    const std::string read = out.agency;
    out.agency = settled(with_county(read), narrative, first_text, there, lookalikes);
    out.title = put_back(out.title, read, out.agency, lookalikes);
    if (titled && !out.agency.empty()) {
      out.agency = fuller_read(out.agency, first_text, there, lookalikes);
    }
  } else if (titled && !out.agency.empty()) {
    const std::string signed_as = agency_of_signature(narrative);
    out.agency = signed_as.ends_with(out.agency) && signed_as != out.agency
                     ? signed_as
                     : fuller(out.agency, first_text, {});
  }
  if (out.title.find("（") != std::string::npos) out.agency = with_wide_brackets(out.agency);
  out.kind = kind_of(out.agency);
  const auto where = titled ? RegionEvidence::kTitle : RegionEvidence::kSignature;
  out.region = find_region(out.agency, out.year, where, narrative, regions,
                           pixels ? lookalikes : Lookalikes{});
  return out;
}

int year_told_by_title(const Narrative& narrative, const Regions& regions,
                       const Lookalikes& lookalikes) {
  const std::string name = agency_of_title(whole_title(narrative));
  const auto names = [&](const std::string& text) { return squeeze(text).find(name) != name.npos; };
  const auto& lines = narrative.title_readings;
  const bool agreed =
      lines.empty() || std::any_of(lines.begin(), lines.end(), [&](const auto& line) {
        return line.size() > 1 && std::all_of(line.begin(), line.end(), names);
      });
  if (name.empty() || !agreed) return 0;
  const bool known = !identify(narrative, regions, lookalikes).region.code().empty();
  return known ? year_of_title(narrative.title) : 0;
}

}  // namespace gouji
