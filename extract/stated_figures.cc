#include "extract/stated_figures.h"

#include <re2/re2.h>

#include <optional>

#include "models/text.h"

namespace gouji {
namespace {

constexpr Micro kMost = 99'999'999'999;  // more is no count of anything

// 二十三, 一千零五, 二〇; nothing where it is no number that is written so.
std::optional<Micro> chinese(const std::string& text) {
  static const std::u32string digits = U"零一二三四五六七八九", tens = U"十百千";
  Micro total = 0, digit = -1, last = 10'000;
  bool scaled = false;
  for (char32_t c : to_utf32(text)) {
    if (c == U'两') c = U'二';
    if (c == U'〇') c = U'零';
    if (const size_t d = digits.find(c); d != std::u32string::npos) {
      if (digit > 0) return {};
      digit = static_cast<Micro>(d);
      continue;
    }
    Micro scale = 1;
    for (size_t i = 0; i <= tens.find(c); ++i) scale *= 10;
    if (scale >= last || (digit < 0 && scaled)) return {};
    total += (digit < 0 ? 1 : digit) * scale;
    last = scale;
    digit = -1;
    scaled = true;
  }
  return total + std::max<Micro>(digit, 0);
}

// The step of its last digit that is not zero: of 1200, 100; of 0, 1.
Micro step(Micro value) {
  if (value == 0) return kOne;
  Micro s = 1;
  while (value % (s * 10) == 0) s *= 10;
  return s;
}

std::optional<Micro> value_of(std::string digits, const std::string& scale) {
  const Micro times = scale == "亿" ? 100'000'000 : scale == "万" ? 10'000 : 1;
  std::erase(digits, ',');
  std::optional<Micro> value = to_micro(digits);
  if (!value) {
    value = chinese(digits);
    if (!value) return {};
    *value *= kOne;
  }
  if (*value < 0 || *value / kOne > kMost / times) return {};
  return *value * times;
}

void allow(StatedFigure& f, const std::string& before, const std::string& behind) {
  f.least = f.most = f.value;
  const Micro s = step(f.value);
  static const RE2 at_most("近|不足|不到"), over("超|逾"), and_more("余|多|以上");
  const bool about = before.find("约") != before.npos || behind.find("左右") != behind.npos;
  if (about || RE2::PartialMatch(before, at_most)) f.least -= s;
  if (about || RE2::PartialMatch(before, over) || RE2::PartialMatch(behind, and_more)) {
    f.most += s;
  }
}

#define GOUJI_UNIT "(万元|元|件次|件|份|宗|起|例|项|条|个|部|次|人次|人)"

// Words without the punctuation that bounds them.
std::string last_clause(const std::string& text) {
  const size_t at = text.find_last_of(",;:()");
  return at == std::string::npos ? text : text.substr(at + 1);
}
std::string first_clause(const std::string& text) {
  return text.substr(0, text.find_first_of(",;:()"));
}

const std::string kListing = "、";

}  // namespace

std::string plain_sentence(std::string_view text) {
  static const RE2 space(R"([\s\p{Z}]+|[。!?]$)"), quotes("[“”\"]+");
  std::string s = nfkc(text);
  RE2::GlobalReplace(&s, space, "");
  RE2::GlobalReplace(&s, quotes, ",");
  return s;
}

std::vector<StatedFigure> stated_figures(const std::string& sentence) {
  static const RE2 figure(
      "(第?)(大约|约|将近|近|超过|超|逾|不足|不到)?"
      "((?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?|[零〇一二两三四五六七八九十百千]+)"
      "(余|多)?([万亿])?(余|多)?" GOUJI_UNIT "(左右|以上)?");
  // A unit where its number should be: at the end of a clause that has none.
  static const RE2 gap("(\\p{Han})(件)(?:[,;。]|$)");
  std::vector<StatedFigure> out;
  std::vector<size_t> ends;
  size_t at = 0;
  re2::StringPiece groups[9];
  const auto text = [&](int i) { return std::string(groups[i].data() ? groups[i] : ""); };
  const auto keep = [&](StatedFigure f, size_t begin, size_t end) {
    f.offset = begin;
    const size_t from = ends.empty() ? 0 : ends.back();
    const std::string between = sentence.substr(from, begin - from);
    f.before = last_clause(between);
    if (f.before.size() == between.size() && !ends.empty()) {  // 结果维持1件、结果纠正
      const size_t listing = between.find(kListing);
      if (listing != std::string::npos) f.before = between.substr(listing + kListing.size());
    }
    if (!ends.empty()) out.back().after = first_clause(between);
    out.push_back(std::move(f));
    ends.push_back(end);
  };
  const auto gaps_until = [&](size_t end) {
    while (gap.Match(sentence, at, end, RE2::UNANCHORED, groups, 3)) {
      const auto begin = static_cast<size_t>(groups[2].data() - sentence.data());
      at = begin + groups[2].size();
      StatedFigure f;
      f.left_out = true;
      f.unit = "件";
      keep(f, begin, at);
    }
  };
  while (figure.Match(sentence, at, sentence.size(), RE2::UNANCHORED, groups, 9)) {
    const auto begin = static_cast<size_t>(groups[0].data() - sentence.data());
    const size_t end = begin + groups[0].size();
    StatedFigure f;
    const auto value = value_of(text(3), text(5));
    if (value && text(1).empty() && !sentence.substr(end).starts_with("月")) {
      f.value = *value;
      f.unit = text(7);
      allow(f, text(2), text(4) + text(6) + text(8));
      gaps_until(begin);
      keep(f, begin, end);
    }
    at = end;
  }
  gaps_until(sentence.size());
  if (!ends.empty()) out.back().after = first_clause(sentence.substr(ends.back()));
  for (StatedFigure& f : out) f.after = f.after.substr(0, f.after.find(kListing));
  return out;
}

}  // namespace gouji
