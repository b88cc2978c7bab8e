#include "pipeline/dataset_words.h"

#include <string>

namespace gouji {
namespace {

template <typename E>
Word word(E value, std::string label, Wording meaning) {
  return {std::string(name(value)), std::move(label), std::move(meaning)};
}

Word report_status_word(ReportStatus status) {
  switch (status) {
    case ReportStatus::kOk:
      return word(
          status, "无误",
          {"every cell is trusted, no relation is broken", "各单元格均可信，没有不平的关系"});
    case ReportStatus::kFlagged:
      return word(
          status, "不平",
          {"a relation is broken in the report itself, whatever else a person must look at in it",
           "报告本身有不平的勾稽关系；即使另有须人工核对之处，也列入此项"});
    case ReportStatus::kReview:
      return word(
          status, "待核",
          {"a person must look: at cells to review or missing, at a suspect relation, or since "
           "agency, year or text could not be read in full",
           "须人工核对：有待核或缺失的单元格、存疑的关系，或机关、年度、文字未能读全"});
    case ReportStatus::kFailed:
      return word(status, "失败", {"not read; error_code says why", "未能读取，原因见 error_code"});
  }
  return {};
}

Word verdict_word(Verdict verdict) {
  switch (verdict) {
    case Verdict::kHolds:
      return word(verdict, "相符", {"it adds up", "两边相等"});
    case Verdict::kBroken:
      return word(verdict, "不平",
                  {"every cell in it is trusted, and it does not add up: the "
                   "report itself is wrong",
                   "所涉单元格均可信而两边不等：报告本身有误"});
    case Verdict::kSuspect:
      return word(verdict, "存疑",
                  {"it does not add up, and a reading in it is not certain",
                   "两边不等，但其中有读数不确定"});
    case Verdict::kUnverifiable:
      return word(verdict, "无法核验",
                  {"a cell in it is missing or not certain, or one side is blank throughout while "
                   "the other is not zero: blanks are not zeros",
                   "有单元格缺失或不确定，或一边全为空白而另一边不为零：空白不等于零"});
  }
  return {};
}

}  // namespace

std::vector<Word> agency_kind_words() {
  return {word(AgencyKind::kGovernment, "政府", {"a government", "人民政府"}),
          word(AgencyKind::kDepartment, "部门", {"a department of one", "政府部门"}),
          word(AgencyKind::kTownship, "乡镇街道",
               {"a town, township or street office", "镇、乡、街道"}),
          word(AgencyKind::kOther, "其他", {"another body, or unknown", "其他机关，或未能判明"})};
}

std::vector<Word> origin_words() {
  return {word(Origin::kText, "文本", {"usable text layer", "有可用的文本层"}),
          word(Origin::kScan, "扫描", {"pictures of pages", "页面为图像"}),
          word(Origin::kMixed, "混合", {"both", "两者兼有"})};
}

std::vector<Word> error_code_words() {
  return {word(ErrorCode::kEncrypted, "已加密", {"asks for a password", "打开需要密码"}),
          word(ErrorCode::kNotPdf, "非PDF", {"is no PDF", "不是 PDF 文件"}),
          word(ErrorCode::kDamaged, "已损坏", {"is a PDF that cannot be read", "PDF 已损坏"}),
          word(ErrorCode::kEmpty, "空文件", {"has no bytes", "文件没有内容"}),
          word(ErrorCode::kTooLarge, "过大", {"is larger than the limits", "超出大小限制"}),
          word(ErrorCode::kTimeout, "超时", {"took longer than the limits", "超出时间限制"}),
          word(ErrorCode::kCrashed, "崩溃", {"ended the process that read it", "读取进程异常终止"}),
          word(ErrorCode::kUnrecognisedForm, "格式不明",
               {"has no table of a standard form", "没有找到规定格式的表格"}),
          word(ErrorCode::kUnreadable, "无法打开", {"cannot be opened", "文件无法打开"})};
}

std::vector<Word> cell_status_words() {
  return {word(CellStatus::kOk, "采信", {"read and trusted", "已读取，可信"}),
          word(CellStatus::kCorrected, "更正",
               {"trusted; the first reading was replaced by another that the pixels support, with "
                "the relations as evidence",
                "可信；初读已由像素支持、勾稽关系佐证的另一读法取代"}),
          word(CellStatus::kBlank, "空白",
               {"trusted; printed empty, or as a dash, a slash or 无",
                "可信；原件为空，或为横线、斜线、“无”字"}),
          word(CellStatus::kReview, "待核",
               {"a person must look; value is a best guess", "须人工核对；数值只是最佳猜测"}),
          word(CellStatus::kMissing, "缺失", {"not found in the document", "文件中没有找到"})};
}

std::vector<Word> method_words() {
  return {word(Method::kText, "文本层",
               {"the text layer, borne out by the pixels", "文本层，并经像素印证"}),
          word(Method::kOcr, "识别", {"the pixels", "图像识别"}),
          word(Method::kPerson, "人工", {"a person's correction", "人工更正"})};
}

std::vector<Word> claim_verdict_words() {
  return {word(ClaimVerdict::kAgrees, "一致", {"text and tables agree", "文字与表格一致"}),
          word(ClaimVerdict::kContradicts, "矛盾", {"text and tables differ", "文字与表格不一致"}),
          word(ClaimVerdict::kUnstated, "缺数",
               {"the sentence leaves its number out", "句中应有的数字空缺"})};
}

std::vector<Word> region_evidence_words() {
  return {
      word(RegionEvidence::kTitle, "标题", {"the agency's name in the title", "标题中的机关名称"}),
      word(RegionEvidence::kSignature, "落款", {"its name in the signature", "落款中的机关名称"}),
      word(RegionEvidence::kText, "正文",
           {"the name is of several regions, and title, signature or text name the province "
            "or prefecture",
            "同名地区不止一个，由标题、落款或正文中的省、市名判定"}),
      word(RegionEvidence::kFileName, "文件名",
           {"only the file's path tells, a hint", "仅由文件路径判定，供参考"})};
}

std::vector<Word> report_status_words(const std::vector<ReportStatus>& allowed) {
  std::vector<Word> out;
  for (ReportStatus status : allowed) out.push_back(report_status_word(status));
  return out;
}

std::vector<Word> verdict_words(const std::vector<Verdict>& allowed) {
  std::vector<Word> out;
  for (Verdict verdict : allowed) out.push_back(verdict_word(verdict));
  return out;
}

}  // namespace gouji
