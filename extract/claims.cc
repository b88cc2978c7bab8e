#include "extract/claims.h"

#include <re2/re2.h>

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>

#include "extract/claim_patterns.h"
#include "extract/stated_figures.h"
#include "models/number.h"
#include "models/text.h"

namespace gouji {
namespace {

constexpr size_t kNameEnd = 3;  // characters by which a body is told to be the report's own

struct Sentence {
  std::string quote;  // as printed
  int page = 0;
  bool from_pixels = false;
  bool of_disclosure = false;  // it or its paragraph's heading says that it is about 信息公开
};

// Sentences of one section. A paragraph's heading is the short sentence that it begins with, or a
// paragraph of its own above it.
std::vector<Sentence> sentences_of(const std::string& text, const std::vector<LineBegin>& lines) {
  static const RE2 about("信息公开|依申请公开"), heading("[(（][^()（）]{1,4}[)）][^,，]{1,18}");
  std::vector<Sentence> out;
  bool headed = false;
  static const RE2 sentence("([^。！？!?\n]+)(?:[。！？!?]|\n|$)");
  re2::StringPiece groups[2];
  for (size_t at = 0; sentence.Match(text, at, text.size(), RE2::UNANCHORED, groups, 2);) {
    const auto begin = static_cast<size_t>(groups[0].data() - text.data());
    const size_t end = begin + groups[0].size();
    at = end;
    Sentence s;
    s.quote = text.substr(begin, end - begin);
    while (s.quote.ends_with('\n')) s.quote.pop_back();
    s.quote.erase(0, s.quote.find_first_not_of(' '));
    for (size_t i = 0; i < lines.size() && lines[i].offset < end; ++i) {
      if (i + 1 < lines.size() && lines[i + 1].offset <= begin) continue;
      if (s.page == 0) s.page = lines[i].page;
      s.from_pixels |= lines[i].from_pixels;
    }
    if (RE2::FullMatch(std::string(groups[1]), heading)) {
      headed = RE2::PartialMatch(s.quote, about);
    }
    s.of_disclosure = headed || RE2::PartialMatch(s.quote, about);
    out.push_back(std::move(s));
  }
  return out;
}

// Years as seen from the report's: 2022年 is 本年, 上年, 下年 or 某年.
std::string with_relative_years(const std::string& text, int year) {
  static const RE2 any("(20\\d\\d)年(度?)"), last("上一年|去年"), next("下一年|明年|次年|翌年");
  std::string s = text;
  RE2::GlobalReplace(&s, last, "上年");
  RE2::GlobalReplace(&s, next, "下年");
  std::string out;
  re2::StringPiece rest(s), before = rest;
  int stated = 0;
  std::string suffix;
  for (re2::StringPiece from = rest; RE2::FindAndConsume(&rest, any, &stated, &suffix);
       from = rest) {
    const size_t length = 4 + std::string("年").size() + suffix.size();
    out.append(from.data(), static_cast<size_t>(rest.data() - from.data()) - length);
    out += year == 0 || stated == year ? "本年"
           : stated == year - 1        ? "上年"
           : stated == year + 1        ? "下年"
                                       : "某年";
    out += suffix;
    before = rest;
  }
  return out.append(before.data(), before.size());
}

// Whether a body that is named as the one that received or decided is another than the report's.
bool names_another_body(const std::string& text, const Speaker& speaker) {
  static const RE2 body(
      "(\\p{Han}{0,10}(?:局|委|委员会|厅|办|办公室|镇|乡|街道|中心|大队|法院|部门|单位|系统|政府))"
      "(?:本年度?|全年|共计?|累计|新|分别|依法|已)*(?:收到|收|受理|接收|接到|办结|作出|制发|制定)");
  re2::StringPiece rest(text);
  std::string name;
  const std::u32string agency = to_utf32(speaker.agency);
  while (RE2::FindAndConsume(&rest, body, &name)) {
    static const RE2 own("(?:我|本)(?:\\p{Han}|街道|单位|机关|部门)$");
    if (RE2::PartialMatch(name, own)) continue;
    std::u32string end = to_utf32(name);
    end = end.substr(end.size() - std::min(end.size(), kNameEnd));
    const bool government = name.ends_with("政府") && (speaker.kind == AgencyKind::kGovernment ||
                                                       speaker.kind == AgencyKind::kTownship);
    if (!government && agency.find(end) == std::u32string::npos) return true;
  }
  return false;
}

// Whether what stands before a figure in its sentence narrows or widens it: a part of the body, or
// another body, or other years.
bool has_other_scope(const std::string& before, const Speaker& speaker) {
  static const RE2 part(
      "本级|各(?:级|乡|镇|街|部门|单位|区|县|市|科|处|股|局)|乡镇|镇街|下属|直属|所属|系统|某年|"
      "历年(?:来|累计|共|收)|近年|以来|名义|"
      "\\d-\\d{1,2}月|[上下]半年|季度|[一二三四]季");
  static const RE2 office("政府办|办公室|(?:我|本)办|府办"), region("全[省市县区州旗]");
  static const RE2 carried("上年度?(?:的)?(?:结转|转结|转入|遗留)|结转自?上年");
  if (RE2::PartialMatch(before, part) || names_another_body(before, speaker)) return true;
  if (speaker.kind == AgencyKind::kGovernment ? RE2::PartialMatch(before, office)
                                              : RE2::PartialMatch(before, region)) {
    return true;
  }
  std::string s = before;
  RE2::GlobalReplace(&s, carried, "");
  const size_t back = s.rfind("上年");
  return back != std::string::npos && s.find("本年", back) == std::string::npos;
}

// Words with which a figure is no count of the year.
bool is_comparison(const StatedFigure& f) {
  static const RE2 words(
      "同比|环比|较上年|比上年|增长|增加|减少|下降|上升|分别|平均|每|拟|未(?:发生|产生|收到|受理|"
      "作出)|没有|历年");
  static const RE2 bound("^(?:以上|以下|不等)");
  static const RE2 purpose("对|的$");  // of a sentence that a unit ends by chance
  return RE2::PartialMatch(f.before, words) || RE2::PartialMatch(f.after, bound) ||
         (f.left_out && RE2::PartialMatch(f.before, purpose));
}

// Words that often mean a part of the count, so that it proves nothing where it differs: a share of
// what another figure counts, one way in, one manner of answering; or cases of a body that decides
// them.
bool may_be_part(const StatedFigure& f, const ClaimPattern& pattern) {
  static const RE2 part(
      "累计|按时|按期|及时|延期|逾期|网|平台|邮|信函|当面|当场|现场|传真|窗口|线上|线下|书面|"
      "办理行政|审理|代理|化解|"
      "应诉|涉及[^政信]");
  static const RE2 share("其中|含");
  return RE2::PartialMatch(f.before, part) ||
         (pattern.needs == Topic::kNone && !pattern.of_last_year &&
          RE2::PartialMatch(f.before, share));
}

struct Sum {
  std::string address;
  std::vector<int> cells;
};

// A pattern's cells in this form; nothing where it has not all of them.
std::optional<Sum> sum_of(const std::string& text, const Form& form) {
  Sum sum;
  re2::StringPiece rest(text);
  static const RE2 term("([^+]+)\\+?");
  std::string address;
  while (RE2::Consume(&rest, term, &address)) {
    const size_t star = address.find('*');
    bool found = false;
    for (size_t i = 0; i < form.cells.size(); ++i) {
      const std::string name = form.cells[i].str();
      const bool same = star == std::string::npos ? name == address
                                                  : name.starts_with(address.substr(0, star)) &&
                                                        name.ends_with(address.substr(star + 1));
      if (!same) continue;
      found = true;
      sum.cells.push_back(static_cast<int>(i));
      sum.address += (sum.address.empty() ? "" : "+") + name;
    }
    if (!found) return {};
  }
  return sum;
}

struct TableValue {
  Micro value = 0;
  bool blank = false;  // a cell of it is printed empty, which need not mean 0
};

// Nothing where a cell is not trusted.
std::optional<TableValue> table_value(const Sum& sum, const std::vector<Cell>& cells) {
  TableValue out;
  for (int i : sum.cells) {
    const Cell& cell = cells[static_cast<size_t>(i)];
    const auto value = to_micro(cell.value);
    if (!cell.accepted() || (!value && cell.status != CellStatus::kBlank)) return {};
    out.blank |= !value;
    out.value += value.value_or(0);
  }
  return out;
}

struct Judged {
  Claim claim;
  bool weak = false;  // differs by a meaning of its own, unless another in its sentence agrees
  bool soft = false;  // may speak of a part
  bool requests = false;
  Micro short_of = 0;  // by how much less is stated than the table has
};

// The first of a pattern's readings that fits; the likeliest where none does.
std::optional<Judged> judge(const StatedFigure& figure, const ClaimPattern& pattern,
                            const Form& form, const std::vector<Cell>& cells, bool sure) {
  std::optional<Judged> likeliest;
  bool all_known = true;
  for (const std::string& text : pattern.cells) {
    const auto sum = sum_of(text, form);
    if (!sum) continue;
    Judged j;
    j.weak = pattern.weak;
    j.requests = pattern.of_requests;
    j.claim.address = sum->address;
    if (!figure.left_out) j.claim.stated = to_plain(figure.value);
    const auto value = table_value(*sum, cells);
    if (value) j.claim.table_value = to_plain(value->value);
    all_known &= value && !value->blank;
    if (figure.left_out) {
      if (!sure) return {};  // pixels lose digits
      j.claim.verdict = ClaimVerdict::kUnstated;
      return j;
    }
    if (value && figure.least <= value->value && value->value <= figure.most) {
      j.claim.verdict = ClaimVerdict::kAgrees;
      return j;
    }
    if (value) j.short_of = value->value - figure.value;
    if (!likeliest) likeliest = std::move(j);
  }
  if (likeliest && all_known && sure && figure.exact()) {
    likeliest->claim.verdict = ClaimVerdict::kContradicts;
  }
  return likeliest;
}

// Whether a government's sentence, which does not say that it speaks of all of it, states so much
// less than the table that it may be its office's own count.
bool seems_of_office(const Judged& j, const std::string& sentence, const Speaker& speaker) {
  static const RE2 whole("(?:全|我)[省市县区州旗]");
  const auto stated = to_micro(j.claim.stated);
  return j.requests && speaker.kind == AgencyKind::kGovernment && stated && j.short_of > *stated &&
         !RE2::PartialMatch(sentence, whole);
}

// What differs and is weak or soft is left out.
std::vector<Judged> claims_of(const Sentence& sentence, const Form& form,
                              const std::vector<Cell>& cells, const Speaker& speaker) {
  const std::string plain = with_relative_years(plain_sentence(sentence.quote), speaker.year);
  std::vector<Judged> out;
  Topic topic = Topic::kNone;
  const std::vector<StatedFigure> figures = stated_figures(plain);
  bool agrees = false;
  for (const StatedFigure& figure : figures) {
    const ClaimPattern* pattern = match_claim(figure, topic);
    if (!pattern) continue;
    if (pattern->sets != Topic::kNone) topic = pattern->sets;
    if (is_comparison(figure) || has_other_scope(plain.substr(0, figure.offset), speaker)) continue;
    StatedFigure scaled = figure;
    if (pattern->cells[0].ends_with("amount_10k_yuan") && figure.unit == "元") {
      scaled.value /= 10'000;
      scaled.least /= 10'000;
      scaled.most /= 10'000;
    }
    auto judged = judge(scaled, *pattern, form, cells, !sentence.from_pixels && speaker.year != 0);
    if (!judged) continue;
    if (figure.left_out && figures.size() == 1) continue;  // 件 by chance
    const bool of_others = (judged->requests || judged->claim.address.starts_with("review/")) &&
                           !sentence.of_disclosure;
    judged->soft =
        of_others || may_be_part(figure, *pattern) || seems_of_office(*judged, plain, speaker);
    agrees |= judged->claim.verdict == ClaimVerdict::kAgrees;
    judged->claim.quote = sentence.quote;
    judged->claim.page = sentence.page;
    out.push_back(std::move(*judged));
  }
  std::erase_if(out, [&](const Judged& j) {
    return j.claim.verdict == ClaimVerdict::kContradicts && (j.soft || (j.weak && !agrees));
  });
  return out;
}

// Takes back contradictions that another sentence makes unlikely: one that states the table's own
// figure; or several that all state less, as those of an office do within its government's report.
void reconsider(std::vector<Judged>& claims) {
  std::set<std::string> agreed;
  int less = 0, more = 0;
  for (const Judged& j : claims) {
    if (j.claim.verdict == ClaimVerdict::kAgrees) agreed.insert(j.claim.address);
    if (j.claim.verdict == ClaimVerdict::kContradicts && j.requests)
      ++(j.short_of > 0 ? less : more);
  }
  const bool of_a_part = less > 1 && more == 0;
  for (Judged& j : claims) {
    if (j.claim.verdict != ClaimVerdict::kContradicts) continue;
    if (agreed.contains(j.claim.address) || (of_a_part && j.requests)) {
      j.claim.verdict = ClaimVerdict::kNone;
    }
  }
}

}  // namespace

std::vector<Claim> find_claims(const Narrative& narrative, const Form& form,
                               const std::vector<Cell>& cells, const Speaker& speaker) {
  std::vector<Judged> judged;
  std::set<std::tuple<int, std::string, std::string>> seen;
  for (size_t i = 0; i < narrative.sections.size(); ++i) {
    const Section& section = narrative.sections[i];
    for (const Sentence& s : sentences_of(section.text, narrative.line_begins[i])) {
      for (Judged& j : claims_of(s, form, cells, speaker)) {
        j.claim.section = section.number;
        if (!seen.emplace(section.number, j.claim.address, j.claim.quote).second) continue;
        judged.push_back(std::move(j));
      }
    }
  }
  reconsider(judged);
  std::vector<Claim> out;
  for (Judged& j : judged) out.push_back(std::move(j.claim));
  return out;
}

}  // namespace gouji
