#include "extract/claim_patterns.h"

#include <re2/re2.h>

#include <memory>

namespace gouji {
namespace {

// Words that may stand at the beginning of a clause and change nothing.
const std::string kOpen =
    "^(?:其中|已?(?:办结|答复)的?(?:政府信息公开)?申请中|并|至此|年内|年度内|期间|全年度?|本年度?|"
    "本报告期内?|报告期内|今年|当年|截至年底|"
    "截至本?年末|截止本?年底|"
    "(?:我|本)(?:单位|机关|街道|[\\p{Han}])|全[省市州县区旗镇乡]|共计?|总计|累计|依法|依规|按时|"
    "按期|及时|"
    "均?已经?|均|现已|实际|全部)*";
// Requests for information, as a noun.
const std::string kAsk =
    "(?:(?:群众|公民|社会公众|各类|公众|网上|书面)*"
    "(?:依申请公开|依申请|政府信息公开|信息公开|政务公开|政府信息依申请公开)?(?:的)?(?:政府信息)?"
    "(?:公开)?(?:的)?申请(?:事项|案件|办件|件|信息|表)?|(?:群众|公民|社会公众|各类|公众)*"
    "依申请公开(?:政府信息|信息)?(?:事项|件|"
    "办件)?|"
    "政府信息依申请公开)";
const std::string kSum = "(?:数量|数)?(?:共计|总计|合计|总共|共有|共|总数|达到|达|为|是|有)?#";
const std::string kReceive = "(?:收到|接收到?|接到|受理|收悉|收)(?:了|的|到)?";
const std::string kDone = "(?:办结|办理完结|办理完毕|审结)(?:了|完成)?";
const std::string kAnswered = "(?:答复|办理|处理|回复)(?:了|完成|完毕)?";
const std::string kCases = "(?:申请|案件|案)?";
const std::string kCourt = "(?:的)?(?:行政)?(?:诉讼)?(?:案件|案)?";
const std::string kPending = "(?:尚未审结|未审结|正在审理中?|审理中|尚在审理中?)";

const std::string kNew = "requests/new_received/total";
const std::string kAll = "requests/new_received/total+requests/carried_in/total";

struct Entry {
  std::string words;  // of before#after
  ClaimPattern pattern;
  std::string units = "件|件次|份|宗|起|例|项|条|个|次";
};

Entry request(std::string words, std::vector<std::string> cells, bool weak = false,
              Topic needs = Topic::kNone) {
  return {std::move(words), {needs, Topic::kRequests, weak, false, true, std::move(cells)}};
}

void add_requests(std::vector<Entry>& out) {
  const std::string fresh = "新(?:收到?|接收|受理|增|接到)(?:了|的)?";
  out.push_back(request(fresh + kAsk + kSum, {kNew}));
  out.push_back(request(fresh + "(?:共)?#(?:的)?" + kAsk, {kNew}));
  Entry last = request(
      "上年度?(?:的)?(?:结转|转结|转入|遗留)(?:至本年度?|到本年度?|下来)?(?:的)?"
      "(?:继续)?(?:办理|处理)?(?:的)?(?:" +
          kAsk + ")?" + kSum,
      {"requests/carried_in/total"});
  last.pattern.of_last_year = true;
  out.push_back(last);
  last.words = "结转自?上年度?(?:的)?(?:" + kAsk + ")?" + kSum;
  out.push_back(last);
  out.push_back(
      request("(?:结转|转入|转至|留待|延至)(?:至|到|入)?下年度?(?:继续)?(?:办理|处理|答复)?(?:的)?"
              "(?:" +
                  kAsk + ")?" + kSum,
              {"requests/carried_out/total"}));
  out.push_back(request(kReceive + kAsk + kSum, {kNew, kAll}));
  out.push_back(request(kReceive + "(?:共)?#(?:的)?" + kAsk, {kNew, kAll}));
  out.push_back(
      request("公开(?:的)?申请(?:事项|件)?"
              "(?:共|共计|总共)?(?:收到|受理|接收|接到)(?:了)?#",
              {kNew, kAll}));
  out.push_back(request(kOpen + fresh + kSum, {kNew}, false, Topic::kRequests));
  const std::vector<std::string> done = {"requests/processed_total/total"};
  out.push_back(request(kOpen + kDone + kAsk + kSum, done));
  out.push_back(request(kOpen + kDone + kSum, done, false, Topic::kRequests));
  out.push_back(request(kOpen + kAnswered + kAsk + kSum, done, true));
  out.push_back(request(kOpen + kAnswered + kSum, done, true, Topic::kRequests));
}

void add_applicants(std::vector<Entry>& out) {
  const struct {
    std::string words, column;
  } columns[] = {{"自然人", "natural_person"},
                 {"(?:法人或其他组织中)?商业企业", "commercial_enterprise"},
                 {"科研机构", "research_institution"},
                 {"社会公益组织", "social_welfare_org"},
                 {"法律服务机构", "legal_service_org"}};
  for (const auto& c : columns) {
    out.push_back(request(kOpen + c.words + "(?:提出|提交)?(?:的)?(?:" + kAsk + ")?" + kSum,
                          {"requests/new_received/" + c.column}, true, Topic::kRequests));
  }
}

void add_results(std::vector<Entry>& out) {
  const struct {
    std::string words, row;
  } rows[] = {{"(?:予以|同意|全部)公开", "granted"},
              {"(?:予以)?部分公开", "partially_granted"},
              {"不予公开", "denied.*"},
              {"无法提供", "unavailable.*"},
              {"不予处理", "not_processed.*"},
              {"属于国家秘密", "denied.state_secret"},
              {"属于三类内部事务信息", "denied.internal_affairs"},
              {"属于四类过程性信息", "denied.process_information"},
              {"属于行政执法案卷", "denied.enforcement_files"},
              {"属于行政查询事项", "denied.administrative_inquiry"},
              {"本机关不掌握相关政府信息", "unavailable.not_held"},
              {"没有现成信息需要另行制作", "unavailable.needs_creation"},
              {"补正后申请内容仍不明确", "unavailable.unclear_after_correction"},
              {"信访举报投诉类申请", "not_processed.complaint"},
              {"重复申请", "not_processed.repeated"}};
  for (const auto& r : rows) {
    out.push_back(
        request(kOpen + "(?:决定|答复)?" + r.words + "(?:的|答复)?(?:" + kAsk + ")?" + kSum,
                {"requests/" + r.row + "/total"}, false, Topic::kRequests));
  }
  out.push_back(request(kOpen + "(?:作出)?其他处理" + kSum,
                        {"requests/other_handling/total", "requests/other_handling.*/total"}, false,
                        Topic::kRequests));
}

struct Review {
  Topic topic;
  std::string words;  // before the number
  std::vector<std::string> rows;
};

std::vector<Review> reviews() {
  return {{Topic::kReconsideration, "(?:行政)?复议" + kCases, {"reconsideration"}},
          {Topic::kDirect, "(?:未经复议)?直接(?:提起|起诉|提请)" + kCourt, {"litigation_direct"}},
          {Topic::kAfter,
           "(?:经过?)?(?:行政)?复议后(?:又|再)?(?:提起|起诉|提请)" + kCourt,
           {"litigation_after_reconsideration"}},
          {Topic::kLitigation,
           "(?:行政)?诉讼(?:案件|案)?",
           {"litigation_direct", "litigation_after_reconsideration"}}};
}

std::string cells_of(const Review& review, const std::string& column) {
  std::string out;
  for (const std::string& row : review.rows) {
    out += (out.empty() ? "" : "+") + ("review/" + row + "/" + column);
  }
  return out;
}

void add_reviews(std::vector<Entry>& out) {
  const struct {
    std::string words, column;
  } results[] = {{"(?:结果)?(?:予以|被)?维持(?:原.{1,12})?", "upheld"},
                 {"(?:结果|予以|被)?(?:纠正|纠错)", "corrected"},
                 {"其他结果", "other"},
                 {kPending, "pending"}};
  // 行政复议、行政诉讼案件: all three; later patterns would take the last word alone.
  out.push_back({"复议[^#]{0,6}[、和及或与][^#]{0,6}诉讼(?:案件|案)?" + kSum + "(?:案件)?$",
                 {Topic::kNone,
                  Topic::kNone,
                  true,
                  false,
                  false,
                  {"review/reconsideration/total+review/litigation_direct/total+"
                   "review/litigation_after_reconsideration/total"}}});
  for (const Review& r : reviews()) {
    for (const auto& result : results) {
      ClaimPattern pattern{r.topic, r.topic, false, false, false, {cells_of(r, result.column)}};
      out.push_back({kOpen + result.words + "(?:的)?(?:案件)?" + kSum + "(?:案件)?$", pattern});
      pattern.needs = Topic::kNone;
      out.push_back({r.words + kSum + "(?:案件)?(?:均|都|已|全部)?" + result.words + "$", pattern});
    }
    // After 复议后 and before it (行政复议、) other words decide.
    const ClaimPattern total{Topic::kNone, r.topic, false, false, false, {cells_of(r, "total")}};
    out.push_back({r.words + kSum + "(?:案件)?$", total});
    if (r.topic == Topic::kReconsideration)
      out.push_back({"(?:发生|产生|引发)#行政复议" + kCases + "$", total});
  }
}

Entry document(std::string words, std::vector<std::string> cells, bool weak = false,
               Topic needs = Topic::kNone) {
  return {std::move(words),
          {needs, Topic::kDocuments, weak, false, false, std::move(cells)},
          "件|份|个|部|项"};
}

void add_documents(std::vector<Entry>& out) {
  const std::string paper = "(?:行政)?规范性文件";
  const std::string row = "proactive/normative_documents/";
  const std::string make =
      "(?:制发|制定|新制定|出台|新出台|制定出台|制定发布|制定印发)(?:并公开|并发布|了)?";
  const std::vector<std::string> made = {row + "issued", row + "made"};
  out.push_back(document(make + paper + kSum, made));
  out.push_back(document(make + "#(?:行政)?规范性文件", made));
  out.push_back(document("(?:印发|发布|公开)(?:了)?" + paper + kSum,
                         {row + "issued", row + "disclosed"}, true));
  out.push_back(
      document("废止(?:了|或?[和、]?宣布失效)?(?:的)?" + paper + kSum, {row + "repealed"}));
  out.push_back(document(kOpen + "废止" + kSum, {row + "repealed"}, true, Topic::kDocuments));
  out.push_back(document("现行有效(?:的)?" + paper + kSum, {row + "in_force"}));
  out.push_back(document(paper + "现行有效#", {row + "in_force"}));
  out.push_back(document(kOpen + "(?:现行有效|继续有效)(?:的)?" + kSum, {row + "in_force"}, false,
                         Topic::kDocuments));
}

void add_decisions(std::vector<Entry>& out) {
  const struct {
    std::string words, row;
  } kinds[] = {
      {"行政许可", "licensing"}, {"行政处罚", "penalty"}, {"行政强制(?:措施)?", "coercion"}};
  for (const auto& k : kinds) {
    const std::vector<std::string> cells = {"proactive/" + k.row + "/decisions"};
    const std::string units = "件|项|宗|起|例|个|份|次";
    const auto pattern = [&](bool weak) {
      return ClaimPattern{Topic::kNone, Topic::kNone, weak, false, false, cells};
    };
    out.push_back({"作出(?:的)?" + k.words + "(?:处理)?决定(?:书)?" + kSum, pattern(false), units});
    out.push_back(
        {"(?:作出|办理|办结|实施)?(?:的)?" + k.words + "(?:处理)?(?:决定|案件)?(?:书)?" + kSum,
         pattern(true), units});
  }
  out.push_back(
      {"行政事业性收费(?:总?金额|总额)?" + kSum,
       {Topic::kNone, Topic::kNone, true, false, false, {"proactive/charges/amount_10k_yuan"}},
       "元|万元"});
}

struct Compiled {
  explicit Compiled(Entry e) : words(e.words), units(e.units), pattern(std::move(e.pattern)) {}
  RE2 words, units;
  ClaimPattern pattern;
};

std::vector<std::unique_ptr<const Compiled>> compile() {
  std::vector<Entry> entries;
  add_requests(entries);
  add_applicants(entries);
  add_results(entries);
  add_reviews(entries);
  add_documents(entries);
  add_decisions(entries);
  std::vector<std::unique_ptr<const Compiled>> out;
  for (Entry& e : entries) out.push_back(std::make_unique<const Compiled>(std::move(e)));
  return out;
}

}  // namespace

const ClaimPattern* match_claim(const StatedFigure& figure, Topic topic) {
  static const auto patterns = compile();
  const std::string words = figure.before + "#" + figure.after;
  for (const auto& p : patterns) {
    if (p->pattern.needs != Topic::kNone && p->pattern.needs != topic) continue;
    if (RE2::FullMatch(figure.unit, p->units) && RE2::PartialMatch(words, p->words)) {
      return &p->pattern;
    }
  }
  return nullptr;
}

}  // namespace gouji
