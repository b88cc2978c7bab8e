#include "extract/agency_kind.h"

#include <re2/re2.h>

namespace gouji {

AgencyKind kind_of(const std::string& agency) {
  static const RE2 office(R"(办公室$)");
  static const RE2 township(R"((?:镇|乡|苏木|街道)(?:人民政府|办事处)?$)");
  static const RE2 government(
      R"((?:省|市|县|区|州|盟|旗|自治区|新区|开发区|高新区)(?:人民政府|管理委员会|管委会)?$)");
  static const RE2 department(
      R"((?:局|委|委员会|厅|办|处|站|院|中心|科|队|总队|支队|公司|银行|部|社|馆|会|研究所)$)");
  std::string name = agency;
  if (RE2::PartialMatch(name, R"((?:政府|街道|办事处|局)办公室$)")) RE2::Replace(&name, office, "");
  if (RE2::PartialMatch(name, township)) return AgencyKind::kTownship;
  if (RE2::PartialMatch(name, government)) return AgencyKind::kGovernment;
  if (RE2::PartialMatch(name, department) || RE2::PartialMatch(name, office)) {
    return AgencyKind::kDepartment;
  }
  return AgencyKind::kOther;
}

}  // namespace gouji
