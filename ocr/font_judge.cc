#include "ocr/font_judge.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "models/text.h"
#include "ocr/glyph_lines.h"

namespace gouji {
namespace {

// Words that every such report uses; pairs of characters, one after another.
constexpr std::u32string_view kWords =
    U"政府信息公开工作行政申请机关规范文件主动依法社会人民发布办理管理服务进行情况问题年度报告部门"
    U"单位"
    U"建设加强提高完善群众网站平台内容制度监督保障处理结果其他总计自然法人组织企业机构不予提供数量"
    U"本年"
    U"上年许可处罚强制收费事业项目及时全年通过相关要求开展落实推进领导存在主要改进措施方面重点领域"
    U"政务"
    U"栏目更新解读回应关切培训考核评估责任机制渠道宣传水平质量意识人员学习条例中华共和国关于条款规"
    U"定根据"
    U"按照制发废止现行有效规章对外金额万元商业科研法律自己没有现有重复信访投诉举报逾期补正结转维持"
    U"纠正"
    U"尚未审结复议诉讼起诉直接原告书面确认国家秘密禁止三安全稳定第三方合法权益内部事务过程执法案卷"
    U"查询"
    U"属于危及不存需要另行制作明确仍然多次维护健康经济发展实施办公审查公布电话地址街道社区乡镇县级"
    U"区委"
    U"以来进一步加大力度积极认真坚持中心广大切实不断深化创新统一标准流程目录指南公众参与互动交流媒"
    U"体新闻"
    U"微信公众号答复受理按时期限类别统计数据财政预算决算教育医疗卫生就业生态环境公共资源配置重大项"
    U"目";

constexpr int kSmallFont = 12;             // Chinese characters; fewer are judged with others
constexpr FontId kRest = -2;               // such fonts
constexpr double kLeastHits = 0.08;        // of the characters; right text: 0.3 and more
constexpr int kEnoughAsked = 12;           // characters
constexpr int kLeastAsked = 4;             // characters without which nothing is decided
constexpr double kLeastFound = 0.5;        // of them, in a font that is right
constexpr double kSegmentGap = 1.5;        // of the font size; a wider gap ends a piece of a line
constexpr double kFullWidth = 0.9;         // of the font size
constexpr double kShareOfMisfits = 0.005;  // of its Chinese characters
constexpr int kMostMisfits = 5;            // of a font, from which its map is spoilt

// A character that can be judged, else 0: a Chinese one, or one of a script that hardly a report is
// written in: maps that count glyphs instead of naming characters give such.
char32_t judged(const Glyph& g) {
  const std::u32string s = to_utf32(g.text);
  return s.size() == 1 && (is_han(s[0]) || is_other_script(s[0])) ? s[0] : 0;
}

bool is_full_width(const Glyph& g) { return g.box.width() >= kFullWidth * g.size; }

// A letter with an accent or the like as wide as it is high: no font has such. A program that
// writes maps by single bytes makes them of Chinese characters, and marks and digits of others.
bool is_misfit(const Glyph& g) {
  const std::u32string s = to_utf32(g.text);
  return s.size() == 1 && s[0] >= 0xC0 && s[0] < 0x250 && s[0] != U'×' && s[0] != U'÷' &&
         is_full_width(g);
}

std::uint64_t pair(char32_t a, char32_t b) { return std::uint64_t{a} << 32 | b; }

bool is_word(char32_t a, char32_t b) {
  static const std::set<std::uint64_t> pairs = [] {
    std::set<std::uint64_t> all;
    for (size_t i = 0; i + 1 < kWords.size(); i += 1) all.insert(pair(kWords[i], kWords[i + 1]));
    return all;
  }();
  return pairs.contains(pair(a, b));
}

std::vector<std::vector<Glyph>> segments(const Page& page) {
  std::vector<Glyph> seen;
  for (const Glyph& g : page.glyphs) {
    if (g.visible) seen.push_back(g);
  }
  std::vector<std::vector<Glyph>> out;
  for (std::vector<Glyph>& line : sorted_lines(std::move(seen))) {
    for (size_t i = 0; i < line.size(); ++i) {
      const bool gap = i == 0 || line[i].box.x0 - line[i - 1].box.x1 > kSegmentGap * line[i].size;
      if (gap) out.emplace_back();
      out.back().push_back(std::move(line[i]));
    }
  }
  return out;
}

}  // namespace

FontJudge::Font& FontJudge::font(const Glyph& g) {
  return fonts_[sizes_[g.font] < kSmallFont ? kRest : g.font];
}

FontJudge::FontJudge(const std::vector<Page>& pages) {
  std::vector<std::vector<std::vector<Glyph>>> lines;
  for (const Page& page : pages) {
    lines.push_back(segments(page));
    for (const Glyph& g : page.glyphs) {
      sizes_[g.font] += g.visible && judged(g) != 0;
      misfits_[g.font] += g.visible && is_misfit(g);
    }
  }
  for (const auto& page : lines) {
    for (const auto& line : page) {
      char32_t before = 0;
      bool counted = false;
      for (size_t i = 0; i < line.size(); ++i) {
        const char32_t c = judged(line[i]);
        if (c == 0) {
          before = 0;
          counted = false;
          continue;
        }
        Font& f = font(line[i]);
        ++f.judged;
        const bool hit = before != 0 && is_word(before, c);
        if (hit) {
          ++f.hits;
          if (!counted) ++font(line[i - 1]).hits;
        }
        counted = hit;
        before = c;
      }
    }
  }
  for (auto& [id, f] : fonts_) {
    f.suspect = f.judged >= kLeastAsked && f.hits < kLeastHits * f.judged;
  }
}

bool FontJudge::guilty(const Font& f) const {
  return f.suspect && f.asked >= kLeastAsked && f.found < kLeastFound * f.asked;
}

std::set<FontId> FontJudge::mark(Page& page, TextReader& text, const CloserLook& look) {
  std::set<FontId> broken;
  const auto undecided = [&](const Glyph& g) {
    const Font& f = font(g);
    return f.suspect && f.asked < kEnoughAsked && judged(g) != 0;
  };
  const auto spoilt = [&](const Glyph& g) {
    return misfits_[g.font] >= std::max<double>(kMostMisfits, kShareOfMisfits * sizes_[g.font]);
  };
  const bool any =
      std::any_of(fonts_.begin(), fonts_.end(), [](const auto& f) { return f.second.suspect; }) ||
      std::any_of(page.glyphs.begin(), page.glyphs.end(), spoilt);
  if (!any) return broken;
  std::vector<std::vector<Glyph>> lines = segments(page);
  const auto weight = [&](const std::vector<Glyph>& line) {
    return std::count_if(line.begin(), line.end(), undecided);
  };
  std::stable_sort(lines.begin(), lines.end(),
                   [&](const auto& a, const auto& b) { return weight(a) > weight(b); });
  for (const auto& line : lines) {
    if (weight(line) < kLeastAsked) continue;
    Box box;
    for (const Glyph& g : line) box = unite(box, g.box);
    const auto [gray, dpi] = look_at_line(page, box, line[0].size, look);
    const std::u32string read = to_utf32(nfkc(text.read_cell(gray, dpi).text));
    if (std::count_if(read.begin(), read.end(), is_han) < kLeastAsked) continue;
    for (const Glyph& g : line) {
      if (!undecided(g)) continue;
      ++font(g).asked;
      font(g).found += read.find(to_utf32(nfkc(g.text))[0]) != std::u32string::npos;
    }
  }
  for (Glyph& g : page.glyphs) {
    if (!guilty(font(g)) && !spoilt(g)) continue;
    broken.insert(g.font);
    const bool ascii = g.text.size() == 1;
    if (!ascii || (spoilt(g) && is_full_width(g))) g.legible = false;
  }
  return broken;
}

}  // namespace gouji
