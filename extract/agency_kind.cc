#include "extract/agency_kind.h"

#include <re2/re2.h>

namespace gouji {

AgencyKind kind_of(const std::string& agency) {
  static const RE2 office(R"(办公室$)");
  static const RE2 township(R"((?:镇|乡|苏木|街道)(?:人民政府|办事处)?$)");
  static const RE2 government(
      R"((?:省|市|县|区|州|盟|旗|自治区|新区|开发区|高新区)(?:人民政府|管理委员会|管委会)?$)");
  static const RE2 department(
      R"((?:局|委|委员会|厅|办|处|站|院|中心|科|队|总队|支队|部|社|馆|会|研究所)$)");
  static const RE2 institution(R"((?:医院|[^科]学院)$)");  // no department's 院, as a court is
  static const RE2 other_name(R"(\s*[(（][^()（）]+[)）]$)");  // 审批局（政务服务数据管理局）
  std::string name = agency;
  RE2::Replace(&name, other_name, "");
  if (RE2::PartialMatch(name, institution)) return AgencyKind::kOther;
  if (RE2::PartialMatch(name, R"((?:政府|街道|办事处|局)办公室$)")) RE2::Replace(&name, office, "");
  if (RE2::PartialMatch(name, township)) return AgencyKind::kTownship;
  if (RE2::PartialMatch(name, government)) return AgencyKind::kGovernment;
  if (RE2::PartialMatch(name, department) || RE2::PartialMatch(name, office)) {
    return AgencyKind::kDepartment;
  }
  return AgencyKind::kOther;
}

bool is_body(const std::string& name) {
  static const RE2 institution(R"((?:院|校|学|园|公司|集团|银行)$)");
  return kind_of(name) != AgencyKind::kOther || RE2::PartialMatch(name, institution);
}

}  // namespace gouji
