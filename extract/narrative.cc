#include "extract/narrative.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>

#include "extract/align.h"
#include "models/text.h"

namespace gouji {
namespace {

constexpr double kHeadingAlike = 0.6;   // similarity of a paragraph with a section's heading
constexpr size_t kLongestHeading = 40;  // characters, folded
constexpr double kIndent = 1.2;         // characters by which a paragraph's first line is set in
constexpr double kEndsEarly = 2.2;      // characters that a last line leaves free
constexpr size_t kMostTitleLines = 8, kLongestTitleLine = 45;  // characters, folded
constexpr double kTitleAlike = 0.65;    // similarity of a line's end with every title's
constexpr double kSignatureLeft = 0.3;  // of the text's width; a signature begins right of this

struct Paragraph {
  std::string text;
  double left = 0, right = 0;  // of its first line, points
  size_t first_line = 0;
  bool single = true;
};

bool is_page_number(const std::string& text) {
  static const RE2 number(
      R"([-—–_\s.·~]*(?:第\s*)?[\dIl]{1,3}\s*(?:页)?(?:\s*[/共]\s*\d{1,3}\s*页?)?[-—–_\s.·~]*)");
  return RE2::FullMatch(text, number);
}

// Lines without page numbers: those stand alone at the foot or the head of a page.
std::vector<TextLine> without_page_numbers(const std::vector<TextLine>& lines) {
  std::vector<TextLine> out;
  for (size_t i = 0; i < lines.size(); ++i) {
    const bool first = i == 0 || lines[i - 1].page != lines[i].page;
    const bool last = i + 1 == lines.size() || lines[i + 1].page != lines[i].page;
    if ((first || last) && is_page_number(lines[i].text)) continue;
    out.push_back(lines[i]);
  }
  return out;
}

// The left and right edge of a page's text: where most lines begin and end.
struct Margins {
  double left = 0, right = 0, size = 0;
};

double percentile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  const size_t k = std::min(values.size() - 1, static_cast<size_t>(share * values.size()));
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(k), values.end());
  return values[k];
}

std::map<int, Margins> find_margins(const std::vector<TextLine>& lines) {
  std::map<int, std::vector<double>> left, right;
  std::vector<double> sizes, all_left, all_right;
  for (const TextLine& l : lines) {
    left[l.page].push_back(l.box.x0);
    right[l.page].push_back(l.box.x1);
    all_left.push_back(l.box.x0);
    all_right.push_back(l.box.x1);
    const size_t n = to_utf32(l.text).size();
    sizes.push_back(n > 12 ? l.box.width() / static_cast<double>(n) : l.box.height());
  }
  const double size = percentile(sizes, 0.5);
  std::map<int, Margins> out;
  for (auto& [page, xs] : left) {
    out[page] = {percentile(xs, 0.15), percentile(right[page], 0.85), size};
    if (xs.size() < 4) {  // too few to tell: as on the other pages
      out[page].left = std::min(out[page].left, percentile(all_left, 0.15));
      out[page].right = std::max(out[page].right, percentile(all_right, 0.85));
    }
  }
  return out;
}

std::vector<Paragraph> paragraphs_of(const std::vector<TextLine>& lines,
                                     const std::map<int, Margins>& margins) {
  std::vector<Paragraph> out;
  for (size_t i = 0; i < lines.size(); ++i) {
    const TextLine& line = lines[i];
    const Margins& m = margins.at(line.page);
    bool begins = out.empty() || line.box.x0 > m.left + kIndent * m.size;
    if (!begins) {
      const TextLine& before = lines[i - 1];
      const Margins& mb = margins.at(before.page);
      begins = before.box.x1 < mb.right - kEndsEarly * mb.size ||
               (before.page == line.page && line.box.y0 - before.box.y1 > 3 * m.size);
    }
    if (begins) {
      out.push_back({line.text, line.box.x0, line.box.x1, i, true});
    } else {
      const std::string& so_far = out.back().text;
      const bool latin = std::isalnum(static_cast<unsigned char>(so_far.back())) &&
                         std::isalpha(static_cast<unsigned char>(line.text.front()));
      out.back().text += (latin ? " " : "") + line.text;
      out.back().single = false;
    }
  }
  return out;
}

// The wording of a heading without its number.
std::u32string bare(const std::string& heading) {
  static const RE2 number(R"(^\s*(?:第?[一二三四五六七八九十\d]{1,3}(?:部分|[、.,．。:：\s]))\s*)");
  std::string s = nfkc(heading);
  RE2::Replace(&s, number, "");
  return fold(s);
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

// The title ends with the line that names the kind of report, which may run over two lines.
size_t title_length(const std::vector<TextLine>& lines) {
  for (size_t i = 0; i < std::min(lines.size(), kMostTitleLines); ++i) {
    const std::u32string text = fold(lines[i].text);
    if (text.size() > kLongestTitleLine) return 0;
    const std::u32string both = i > 0 ? fold(lines[i - 1].text) + text : text;
    if (ends_title(text) >= kTitleAlike || ends_title(both) >= kTitleAlike) return i + 1;
  }
  return 0;
}

bool is_date(const std::string& text) {
  static const RE2 date(
      R"([(（]?\s*[\d〇○零一二三四五六七八九]{4}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日\s*[)）]?)");
  return RE2::FullMatch(text, date);
}

}  // namespace

Narrative read_narrative(const std::vector<TextLine>& all, const Form& form) {
  Narrative out;
  std::vector<TextLine> lines = without_page_numbers(all);
  std::erase_if(lines, [](const TextLine& l) { return l.text.empty(); });
  const std::map<int, Margins> margins = find_margins(lines);

  size_t begin = title_length(lines);
  for (size_t i = 0; i < begin; ++i) out.title += lines[i].text;
  while (begin > 0 && begin < lines.size() && is_date(lines[begin].text)) {
    out.under_title.push_back(lines[begin++].text);
  }
  size_t end = lines.size();
  while (end > begin) {  // the signature: short lines that begin well to the right
    const TextLine& line = lines[end - 1];
    const Margins& m = margins.at(line.page);
    if (line.box.x0 < m.left + kSignatureLeft * (m.right - m.left)) break;
    out.signature.insert(out.signature.begin(), line.text);
    --end;
  }
  lines = {lines.begin() + static_cast<std::ptrdiff_t>(begin),
           lines.begin() + static_cast<std::ptrdiff_t>(end)};

  const std::vector<Paragraph> paragraphs = paragraphs_of(lines, margins);
  const std::vector<int> headings = find_headings(paragraphs, form);
  Section section;
  for (size_t i = 0; i < paragraphs.size(); ++i) {
    if (headings[i] > 0) {
      if (section.number > 0 || !section.text.empty()) out.sections.push_back(section);
      section = {headings[i], paragraphs[i].text, ""};
      continue;
    }
    if (!section.text.empty()) section.text += '\n';
    section.text += paragraphs[i].text;
  }
  if (section.number > 0 || !section.text.empty()) out.sections.push_back(section);
  return out;
}

}  // namespace gouji
