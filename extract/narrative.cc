#include "extract/narrative.h"

#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "extract/align.h"
#include "extract/page_furniture.h"
#include "extract/printed_date.h"
#include "models/quantile.h"
#include "models/text.h"

namespace gouji {
namespace {

constexpr double kHeadingAlike = 0.6;   // similarity of a paragraph with a section's heading
constexpr double kSurelyHeading = 0.8;  // of a line, which is then a paragraph of its own
constexpr size_t kLongestHeading = 40;  // characters, folded
constexpr double kIndent = 1.2;         // characters by which a paragraph's first line is set in
constexpr double kEndsEarly = 2.2;      // characters that a last line leaves free
constexpr size_t kMostTitleLines = 8, kLongestTitleLine = 45;  // characters, folded
constexpr double kSmallerPrint = 0.62;  // of the size of the title's last line: none of the title
constexpr double kSetAlike = 1.5;       // heights of a line that one of the title may be off
constexpr double kTitleAlike = 0.65;    // similarity of a line's end with every title's
constexpr double kSignatureLeft = 0.3;  // of the text's width; a signature begins right of this

constexpr double kShift = 1.0;        // characters by which a page's margins may be shifted
constexpr size_t kFewLines = 6;       // on a page, from which its margins cannot be told
constexpr double kTitleGrows = 0.05;  // similarity that a title's next line must add
constexpr size_t kLongestRest = 9;    // characters of a title's last line that its end wraps into
constexpr size_t kLongestScrap = 4;   // characters of what is left of a page number or a seal
constexpr size_t kClosingLines = 12;  // at the end, among which signature and date are
constexpr size_t kMostScraps = 3;     // such lines under a signature

struct Paragraph {
  std::string text;
  double left = 0, right = 0;  // of its first line, points
  size_t first_line = 0;
  bool single = true;
  std::vector<LineBegin> lines = {};
};

// The left and right edge of a page's text: where most lines begin and end.
struct Margins {
  double left = 0, right = 0, size = 0;
};

// An edge of one page's text: that of the whole document, where the page has lines that end there
// (it may have been shifted a little), or has too few to tell.
double edge(const std::vector<double>& ends, double usual, double share, double size) {
  std::vector<double> near;
  for (double x : ends) {
    if (std::abs(x - usual) <= kShift * size) near.push_back(x);
  }
  if (!near.empty()) return median(near);
  return ends.size() < kFewLines ? usual : quantile(ends, share);
}

std::map<PrintedPage, Margins> find_margins(const std::vector<TextLine>& lines) {
  if (lines.empty()) return {};
  std::map<PrintedPage, std::vector<double>> left, right;
  std::vector<double> sizes, all_left, all_right;
  for (const TextLine& l : lines) {
    left[printed_page(l)].push_back(l.box.x0);
    right[printed_page(l)].push_back(l.box.x1);
    all_left.push_back(l.box.x0);
    all_right.push_back(l.box.x1);
    const size_t n = to_utf32(l.text).size();
    sizes.push_back(n > 12 ? l.box.width() / static_cast<double>(n) : l.box.height());
  }
  const Margins all{quantile(all_left, 0.15), quantile(all_right, 0.85), median(sizes)};
  std::map<PrintedPage, Margins> out;
  for (const auto& [page, xs] : left) {
    out[page] = {edge(xs, all.left, 0.15, all.size), edge(right[page], all.right, 0.85, all.size),
                 all.size};
  }
  return out;
}

// The wording of a heading without its number; whether it had one.
std::u32string bare(const std::string& heading, bool* numbered = nullptr) {
  static const RE2 number(R"(^\s*(?:第?[一二三四五六七八九十\d]{1,3}(?:部分|[、.,．。:：\s]))\s*)");
  std::string s = nfkc(heading);
  const bool found = RE2::Replace(&s, number, "");
  if (numbered) *numbered = found;
  return fold(s);
}

// How much a line is like a section's heading with its number. (Without, it may be the end of a
// sentence: 没有其他需要报告的事项。)
double heads(const std::string& line, const Form& form) {
  bool numbered = false;
  const std::u32string text = bare(line, &numbered);
  if (!numbered || text.size() > kLongestHeading) return 0;
  double best = 0;
  for (const std::string& h : form.section_headings) {
    best = std::max(best, similarity(text, bare(h)));
  }
  return best;
}

std::vector<Paragraph> paragraphs_of(const std::vector<TextLine>& lines,
                                     const std::map<PrintedPage, Margins>& margins,
                                     const Form& form) {
  std::vector<Paragraph> out;
  bool after_heading = false;
  for (size_t i = 0; i < lines.size(); ++i) {
    const TextLine& line = lines[i];
    const Margins& m = margins.at(printed_page(line));
    bool begins = out.empty() || line.box.x0 > m.left + kIndent * m.size;
    if (!begins) {
      const TextLine& before = lines[i - 1];
      const Margins& mb = margins.at(printed_page(before));
      begins =
          before.box.x1 < mb.right - kEndsEarly * mb.size ||
          (printed_page(before) == printed_page(line) && line.box.y0 - before.box.y1 > 3 * m.size);
    }
    const double alike = heads(line.text, form);
    if (after_heading) {  // which may take two lines
      begins |= heads(lines[i - 1].text + line.text, form) <= heads(lines[i - 1].text, form);
    }
    after_heading = alike >= kSurelyHeading;
    begins |= after_heading;
    if (begins) {
      out.push_back({line.text, line.box.x0, line.box.x1, i, true});
      out.back().lines.push_back({0, line.page, line.from_pixels});
    } else {
      const std::string& so_far = out.back().text;
      const bool latin = std::isalnum(static_cast<unsigned char>(so_far.back())) &&
                         std::isalpha(static_cast<unsigned char>(line.text.front()));
      out.back().text += latin ? " " : "";
      out.back().lines.push_back({out.back().text.size(), line.page, line.from_pixels});
      out.back().text += line.text;
      out.back().single = false;
    }
  }
  return out;
}

bool is_numbered_sub_heading(const std::string& text) {
  static const RE2 sub(R"(^\s*[(（【\[]?[(（].*)");
  return RE2::FullMatch(nfkc(text), sub);
}

// Which section's heading each paragraph is, 0 for none: the best in order.
std::vector<int> find_headings(const std::vector<Paragraph>& paragraphs, const Form& form) {
  std::vector<std::u32string> wanted;
  for (const std::string& h : form.section_headings) wanted.push_back(bare(h));
  // The circulars' wording of section 4, which many reports keep.
  const std::vector<std::pair<int, std::u32string>> variants = {
      {3, fold("因政府信息公开工作被申请行政复议、提起行政诉讼情况")},
      {4, fold("政府信息公开工作存在的主要问题及改进情况")}};
  const auto alike = [&](int i, int j) {
    const Paragraph& p = paragraphs[static_cast<size_t>(i)];
    const std::u32string text = bare(p.text);
    if (text.size() > kLongestHeading || is_numbered_sub_heading(p.text)) return 0.0;
    double best = similarity(text, wanted[static_cast<size_t>(j)]);
    for (const auto& [section, wording] : variants) {
      if (section == j) best = std::max(best, similarity(text, wording));
    }
    return best;
  };
  const auto match = [&](int i, int j) {
    const double a = alike(i, j);
    return a >= kHeadingAlike ? 1 - a : 10.0;
  };
  const Alignment a = align(
      static_cast<int>(paragraphs.size()), static_cast<int>(wanted.size()), match,
      [](int) { return 0.0; }, [](int) { return 1.0; });
  std::vector<int> out(paragraphs.size(), 0);
  for (auto [i, j] : a.pairs) out[i] = j + 1;
  return out;
}

// How much the end of a line is like the words that end every title.
double ends_title(const std::u32string& text) {
  static const std::u32string ending = fold("政府信息公开工作年度报告");
  double best = 0;
  for (size_t n = ending.size() - 3; n <= ending.size() + 2 && n <= text.size(); ++n) {
    best = std::max(best, similarity(text.substr(text.size() - n), ending));
  }
  return best;
}

// How many lines below line `i`, with which a title nearly ends, are the end of it (工作年 /
// 度报告).
size_t lines_left_of_title(const std::vector<TextLine>& lines, size_t i, std::u32string text,
                           double alike) {
  if (i + 1 >= lines.size()) return 0;
  const std::u32string next = fold(lines[i + 1].text);
  return next.size() <= kLongestRest && ends_title(text + next) >= alike + kTitleGrows ? 1 : 0;
}

// What a web site prints around a document, or an office at its head.
bool is_none_of_title(const std::string& text) {
  // However the brackets were read.
  static const RE2 number(R"([^\p{Han}\d]{1,2}(?:19|20)\d{2}[^\p{Han}\d]{1,3}第?\d+号)");
  static const RE2 site(
      "当前位置|您的位置|所在位置|首页|发布(?:日期|时间)[：:]|(?:浏览|访问|阅读)(?:次数|量)|"
      "字体[：:]|打印本页|分享到|无障碍|门户网站|[|｜].*[|｜]");
  static const RE2 letterhead("(?:用|信)[笺签箋]$|文件$");
  static const RE2 letter(
      "关于(?:报送|上报|呈报|印发|转发|做好)|的(?:函|复函|通知|请示)$");  // around it
  const std::string s = squeeze(text);
  return RE2::PartialMatch(s, number) || RE2::PartialMatch(s, site) ||
         RE2::PartialMatch(s, letterhead) || RE2::PartialMatch(s, letter);
}

// The lines of the title, from `first` to before `end`.
struct TitleLines {
  size_t first = 0, end = 0;
};

// Whether lines are set as one: centred alike, or beginning alike.
bool is_set_alike(const TextLine& a, const TextLine& b) {
  const double off = kSetAlike * std::max(a.box.height(), b.box.height());
  return std::abs(a.box.cx() - b.box.cx()) <= off || std::abs(a.box.x0 - b.box.x0) <= off;
}

// The title ends with the line that names the kind of report, which may run over two lines. Above
// it may stand what is none of it: a web site's head, an office's with the number of the document,
// lines in much smaller print, notes in a corner, a menu at the side, another page.
TitleLines title_lines(const std::vector<TextLine>& lines) {
  size_t looked_at = 0, end = 0;
  for (size_t i = 0; i < lines.size() && looked_at < kMostTitleLines && end == 0; ++i) {
    if (is_none_of_title(lines[i].text)) continue;
    ++looked_at;
    const std::u32string text = fold(lines[i].text);
    if (text.size() > kLongestTitleLine) return {};
    const std::u32string both = i > 0 ? fold(lines[i - 1].text) + text : text;
    const double alike = std::max(ends_title(text), ends_title(both));
    if (alike >= kTitleAlike) end = i + 1 + lines_left_of_title(lines, i, text, alike);
  }
  size_t first = end;
  while (first > 0 && lines[first - 1].page == lines[end - 1].page &&
         !is_none_of_title(lines[first - 1].text) &&
         is_set_alike(lines[first - 1], lines[std::min(first, end - 1)])) {
    --first;
  }
  while (first + 1 < end && lines[first].size < kSmallerPrint * lines[end - 1].size) ++first;
  return {first, end};
}

bool stands_right(const TextLine& line, const std::map<PrintedPage, Margins>& margins) {
  const Margins& m = margins.at(printed_page(line));
  return line.box.x0 >= m.left + kSignatureLeft * (m.right - m.left);
}

// Of the last lines that stand to the right. Seals are read as lines, too.
std::vector<std::vector<std::string>> closing(const std::vector<TextLine>& lines,
                                              const std::map<PrintedPage, Margins>& margins) {
  std::vector<std::vector<std::string>> out;
  const size_t begin = lines.size() > kClosingLines ? lines.size() - kClosingLines : 0;
  for (size_t i = begin; i < lines.size(); ++i) {
    if (stands_right(lines[i], margins) && !lines[i].others.empty()) {
      out.push_back(lines[i].others);
    }
  }
  return out;
}

// The first line of the signature: those at the end that begin well to the right. Under them may
// stand what a scan leaves of a page number or of a seal.
size_t signature_begin(const std::vector<TextLine>& lines, size_t begin,
                       const std::map<PrintedPage, Margins>& margins) {
  size_t end = lines.size();
  while (end > begin && lines.size() - end < kMostScraps &&
         fold(lines[end - 1].text).size() <= kLongestScrap) {
    --end;
  }
  if (end == begin || !stands_right(lines[end - 1], margins)) return lines.size();
  while (end > begin && stands_right(lines[end - 1], margins)) --end;
  return end;
}

}  // namespace

Narrative read_narrative(const std::vector<TextLine>& all, const Form& form) {
  Narrative out;
  std::vector<TextLine> lines = without_page_furniture(all);
  std::erase_if(lines, [](const TextLine& l) { return l.text.empty(); });
  const std::map<PrintedPage, Margins> margins = find_margins(lines);

  const TitleLines title = title_lines(lines);
  size_t begin = title.end;
  for (size_t i = title.first; i < title.end; ++i) {
    out.title += lines[i].text;
    if (!lines[i].others.empty()) out.title_readings.push_back(lines[i].others);
  }
  while (begin > 0 && begin < lines.size() && is_date_alone(lines[begin].text)) {
    const TextLine& line = lines[begin++];
    out.under_title.push_back(line.text);
    if (!line.others.empty()) out.under_title_readings.push_back(line.others);
  }
  out.closing_readings =
      closing({lines.begin() + static_cast<std::ptrdiff_t>(begin), lines.end()}, margins);
  const size_t end = signature_begin(lines, begin, margins);
  if (end < lines.size() && !lines.back().from_pixels) out.closing_readings.clear();
  for (size_t i = end; i < lines.size(); ++i) {
    if (stands_right(lines[i], margins)) out.signature.push_back(lines[i].text);
  }
  lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(end), lines.end());
  for (size_t i = 0; i < title.first; ++i) out.above_title.push_back(lines[i].text);
  lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(begin));

  const std::vector<Paragraph> paragraphs = paragraphs_of(lines, margins, form);
  const std::vector<int> headings = find_headings(paragraphs, form);
  Section section;
  std::vector<LineBegin> begins;
  const auto close = [&] {
    if (section.number == 0 && section.text.empty()) return;
    out.sections.push_back(section);
    out.line_begins.push_back(begins);
  };
  for (size_t i = 0; i < paragraphs.size(); ++i) {
    if (headings[i] > 0) {
      close();
      section = {headings[i], paragraphs[i].text, ""};
      begins.clear();
      continue;
    }
    if (!section.text.empty()) section.text += '\n';
    for (LineBegin line : paragraphs[i].lines) {
      line.offset += section.text.size();
      begins.push_back(line);
    }
    section.text += paragraphs[i].text;
  }
  close();
  return out;
}

}  // namespace gouji
