#include "tests/pipeline/sample_report.h"

#include <algorithm>

namespace gouji {

Report sound_report(const Form& form) {
  Report r;
  r.id = "0123456789abcdef";
  r.sha256 = r.id + r.id + r.id + r.id;
  r.source = "yunxi-2022.pdf";
  r.title = "云溪县人民政府2022年政府信息公开工作年度报告";
  r.agency = "云溪县人民政府";
  r.agency_kind = AgencyKind::kGovernment;
  r.year = 2022;
  r.form = form.id;
  r.published = "2023-01-31";
  r.pages = 6;
  Cell zero{CellStatus::kOk, "0", "0", 0.9987, Method::kText, 4, {1.25, 2, 30.5, 40.04}};
  r.cells.assign(form.cells.size(), zero);
  r.checks.assign(form.relations.size(), {Verdict::kHolds, 0, 0});
  r.narrative = {{0, "", "前言"}, {1, "一、总体情况", "第一段\n第二段"}};
  return r;
}

void set(Report& report, const Form& form, const std::string& address, const std::string& value) {
  report.cells.at(static_cast<size_t>(form.index_of(address))).value = value;
}

size_t index_of_check(const Form& form, const std::string& id) {
  const auto it = std::find_if(form.relations.begin(), form.relations.end(),
                               [&](const Relation& r) { return r.id == id; });
  return static_cast<size_t>(it - form.relations.begin());
}

}  // namespace gouji
