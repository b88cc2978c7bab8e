#include <random>

#include "tests/support/invented.h"

namespace gouji {
namespace {

// Sentences with slots: {year}, {next} the year after, {agency}, {place} how the text calls the
// body, {a} to {c} other figures, {table/row/column} the figure printed in that cell.
using Sentences = std::vector<std::string>;

const Sentences kPreamble = {
    "按照《中华人民共和国政府信息公开条例》（以下简称《条例》）的规定，{agency}"
    "编制本报告，现予公布。报告所列数据的统计期限为{year}年1月1日至12月31日。",
    "本报告依据《中华人民共和国政府信息公开条例》第五十条编制，由六个部分组成，"
    "所列数据统计至{year}年12月31日。公众如有疑问，可向{agency}办公室咨询。"};
const Sentences kOpening = {
    "{year}年，{place}把公开透明作为政府工作的基本要求，进一步明确各单位公开职责，"
    "完善发布、解读、回应的衔接机制，公开质量稳步提高。",
    "{year}年，{place}围绕企业和群众关心的事项推进政务公开，细化工作任务{a}项，"
    "逐项落实责任单位和完成时限，各项任务均已按期完成。"};
const Sentences kDisclosure = {
    "（一）主动公开情况。全年通过门户网站发布信息{c}条，开设专栏{a}个，"
    "举办新闻发布会{b}场。规范性文件集中公开，做到随立随公布、随废随标注。",
    "（一）主动公开情况。重点公开财政资金、公共资源配置、社会救助等领域信息{c}条，"
    "发布政策解读材料{a}篇，其中图文解读{b}篇。"};
const Sentences kRequests = {
    "（二）依申请公开情况。全年新收政府信息公开申请{requests/new_received/total}件，"
    "上年结转{requests/carried_in/total}件，"
    "共办结{requests/processed_total/total}件，"
    "结转下年度继续办理{requests/carried_out/total}件。",
    "（二）依申请公开情况。本年新收申请{requests/new_received/total}件，"
    "其中自然人{requests/new_received/natural_person}件；"
    "办结申请中予以公开{requests/granted/total}件，"
    "部分公开{requests/partially_granted/total}件，均在法定期限内答复。"};
const Sentences kReview = {
    "因政府信息公开引起的行政复议{review/reconsideration/total}件，"
    "其中结果维持{review/reconsideration/upheld}件。",
    "全年发生行政复议{review/reconsideration/total}件，"
    "未经复议直接起诉{review/litigation_direct/total}件。"};
const Sentences kManagement = {
    "（三）政府信息管理情况。落实信息发布三级审核制度，对已公开信息逐条复核，"
    "更正错漏{b}处，隐去个人信息{a}条。",
    "（三）政府信息管理情况。健全公文公开属性源头认定机制，定期清理失效信息，"
    "全年调整栏目{b}个。"};
const Sentences kPlatform = {
    "（四）平台建设情况。优化门户网站检索功能，规范政务新媒体账号{b}个，"
    "在图书馆和办事大厅设置查阅点{a}处。",
    "（四）平台建设情况。完成网站无障碍改造，政府公报全文上网，"
    "全年访问量比上年增长{b}%。"};
const Sentences kSupervision = {
    "（五）监督保障情况。将公开工作列入年度考核，举办业务培训{b}期，参加{a}人次。",
    "（五）监督保障情况。每季度通报公开情况，邀请社会评议员{b}名开展评议，"
    "没有发生责任追究情形。"};
const Sentences kProblems = {
    "一年来，公开工作还存在一些不足：一是有的单位更新不够及时；二是政策解读的形式比较单一；"
    "三是基层人员更换较多，业务不够熟悉。",
    "对照要求，工作中仍有差距：一是公开内容的针对性不强；二是答复申请的说理有待充实；"
    "三是历史信息归集不全。"};
const Sentences kMeasures = {
    "{next}年，{place}将加强日常检查，丰富解读形式，组织跟班学习，"
    "把公开要求落实到办文办事的各个环节。",
    "下一步，{place}将完善会商机制，编写答复范例，补齐历史文件，"
    "不断提高公开工作水平。"};
const Sentences kOther = {
    "{year}年，{place}没有收取政府信息公开信息处理费，没有其他需要报告的事项。",
    "本年度发出收费通知0件，收取信息处理费0元。"};

// 我县 for 青岩县人民政府, 我局 for 青岩县财政局.
std::string place_of(const std::string& agency) {
  static const std::string kGovernment = "人民政府";
  std::string body = agency;
  if (body.ends_with(kGovernment)) body.resize(body.size() - kGovernment.size());
  return body.size() < 3 ? "我单位" : "我" + body.substr(body.size() - 3);
}

class Narrator {
 public:
  Narrator(const PrintedReport& report, unsigned seed) : report_(report), random_(seed) {
    // Other numbers than invented_figures draws from the same seed.
    random_.discard(1000);
  }

  std::string one(const Sentences& sentences) {
    const size_t i = std::uniform_int_distribution<size_t>(0, sentences.size() - 1)(random_);
    return fill(sentences[i]);
  }

 private:
  std::string number(int from, int to) {
    return std::to_string(std::uniform_int_distribution<>(from, to)(random_));
  }

  std::string slot(const std::string& name) {
    if (name == "year") return std::to_string(report_.year);
    if (name == "next") return std::to_string(report_.year + 1);
    if (name == "agency") return report_.agency;
    if (name == "place") return place_of(report_.agency);
    if (name == "a") return number(20, 90);
    if (name == "b") return number(2, 19);
    if (name == "c") return number(300, 9800);
    return report_.at(name);
  }

  std::string fill(const std::string& sentence) {
    std::string out;
    for (size_t i = 0; i < sentence.size();) {
      const size_t open = std::min(sentence.find('{', i), sentence.size());
      out += sentence.substr(i, open - i);
      if (open == sentence.size()) break;
      const size_t close = sentence.find('}', open);
      out += slot(sentence.substr(open + 1, close - open - 1));
      i = close + 1;
    }
    return out;
  }

  const PrintedReport& report_;
  std::mt19937_64 random_;
};

}  // namespace

std::map<int, std::vector<std::string>> invented_narrative(const PrintedReport& report,
                                                           unsigned seed) {
  Narrator narrator(report, seed);
  std::map<int, std::vector<std::string>> text;
  text[0] = {narrator.one(kPreamble)};
  text[1] = {narrator.one(kOpening), narrator.one(kDisclosure)};
  const std::string review = narrator.one(kReview);
  text[1].push_back(narrator.one(kRequests) + review);
  for (const Sentences* s : {&kManagement, &kPlatform, &kSupervision}) {
    text[1].push_back(narrator.one(*s));
  }
  text[5] = {narrator.one(kProblems), narrator.one(kMeasures)};
  text[6] = {narrator.one(kOther)};
  return text;
}

}  // namespace gouji
