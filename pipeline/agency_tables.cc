#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pipeline/dataset_fields.h"
#include "pipeline/dataset_tables.h"

namespace gouji {
namespace {

// Of the decided region.
std::string name_of(const AgencyRow& row, std::string RegionName::*level) {
  return row.region.evidence == RegionEvidence::kNone ? "" : row.region.candidates.front().*level;
}

std::string undecided_codes(const AgencyRow& row) {
  if (row.region.evidence != RegionEvidence::kNone) return "";
  std::vector<std::string> codes;
  for (const RegionName& region : row.region.candidates) codes.push_back(region.code);
  return fmt::format("{}", fmt::join(codes, ";"));
}

void add_region(CsvTable<AgencyRow>& t) {
  const struct {
    const char *name, *title, *description;
    std::string RegionName::*level;
  } levels[] = {
      {"province", "省级", "Official name of the region's province.", &RegionName::province},
      {"prefecture", "地级", "Of its prefecture; empty for a province and what it governs itself.",
       &RegionName::prefecture},
      {"county", "县级", "Of its county; empty for a province or prefecture.", &RegionName::county},
  };
  for (const auto& l : levels) {
    t.add({.name = l.name, .title = l.title, .description = l.description},
          [level = l.level](const AgencyRow& a) { return name_of(a, level); });
  }
  t.add({.name = "candidates",
         .title = "候选代码",
         .description = "Where region_code is empty: codes of the regions that the name may mean, "
                        "separated by ; .",
         .pattern = "[0-9]{6}(;[0-9]{6})*"},
        undecided_codes);
  t.add({.name = "evidence",
         .title = "依据",
         .description =
             "What decided the region: the agency's name in the title or in the signature; text: "
             "the name is of several regions, and title, signature or text name the province or "
             "prefecture; file_name: only the file's path does, a hint. The surest of all reports.",
         .words = words({RegionEvidence::kTitle, RegionEvidence::kSignature, RegionEvidence::kText,
                         RegionEvidence::kFileName})},
        [](const AgencyRow& a) { return std::string(name(a.region.evidence)); });
}

Field year_of_pair(std::string name, std::string title, std::string description) {
  return {.name = std::move(name),
          .type = FieldType::kInteger,
          .title = std::move(title),
          .description = std::move(description),
          .required = true};
}

Field sum_of_pair(std::string name, std::string title, std::string description) {
  return {.name = std::move(name),
          .type = FieldType::kNumber,
          .title = std::move(title),
          .description = std::move(description),
          .required = true};
}

}  // namespace

CsvTable<AgencyRow> agencies_table() {
  CsvTable<AgencyRow> t({.name = "agencies",
                         .title = "发布机关",
                         .description = "One row per agency, as reports name it, and region.",
                         .primary_key = {"agency", "region_code"}});
  t.add(agency_field(), [](const AgencyRow& a) { return a.agency; });
  t.add({.name = "full_name",
         .title = "全称",
         .description = "The name with all regions above it, the same for all ways in which "
                        "reports print it; empty where the region is undecided."},
        [](const AgencyRow& a) { return full_name(a.region); });
  t.add({.name = "agency_kind",
         .title = "机关类别",
         .description = "As in reports.csv.",
         .required = true,
         .words = words({AgencyKind::kGovernment, AgencyKind::kDepartment, AgencyKind::kTownship,
                         AgencyKind::kOther})},
        [](const AgencyRow& a) { return std::string(name(a.kind)); });
  t.add(region_code_field(), [](const AgencyRow& a) { return a.region.code(); });
  add_region(t);
  t.add(count_field("reports", "报告数", "Its rows in reports.csv."),
        [](const AgencyRow& a) { return std::to_string(a.reports); });
  t.add(
      {.name = "superseded",
       .title = "被替代的报告",
       .description = "report_id of its reports that series.csv leaves out, since one on the same "
                      "year was published later; separated by ; ."},
      [](const AgencyRow& a) { return fmt::format("{}", fmt::join(a.superseded, ";")); });
  return t;
}

CsvTable<SeriesRow> series_table() {
  CsvTable<SeriesRow> t(
      {.name = "series",
       .title = "跨年关系",
       .description = "Relations between one agency's reports of successive years. Agencies whose "
                      "region is undecided have none. Of several reports on one year the one "
                      "published latest counts; where that is not known, the cells in which all "
                      "agree.",
       .primary_key = {"agency", "region_code", "year_from", "check"},
       .foreign_keys = {{{"agency", "region_code"}, "agencies"}}});
  Field agency = agency_field();
  agency.description = "Issuing body, as the later report names it.";
  t.add(agency, [](const SeriesRow& s) { return s.agency; });
  t.add(region_code_field(), [](const SeriesRow& s) { return s.region_code; });
  t.add(year_of_pair("year_from", "上年", "Year that the earlier report is on."),
        [](const SeriesRow& s) { return std::to_string(s.year_from); });
  t.add(year_of_pair("year_to", "本年", "Year that the later report is on: the next."),
        [](const SeriesRow& s) { return std::to_string(s.year_to); });
  t.add({.name = "check",
         .title = "关系",
         .description = "carry_over.COLUMN: requests carried out of one year (lhs) are those "
                        "carried into the next (rhs); stock.ROW: documents in force (lhs) are last "
                        "year's + issued - repealed (rhs).",
         .required = true},
        [](const SeriesRow& s) { return s.check; });
  t.add(sum_of_pair("lhs", "左边", "Left side; cells that are not trusted counted as 0."),
        [](const SeriesRow& s) { return to_plain(s.judged.lhs); });
  t.add(sum_of_pair("rhs", "右边", "Right side; cells that are not trusted counted as 0."),
        [](const SeriesRow& s) { return to_plain(s.judged.rhs); });
  t.add({.name = "verdict",
         .title = "结论",
         .description = "holds; broken: every cell in it is trusted and it does not add up; "
                        "unverifiable: a cell in it is missing or not trusted, or one side is "
                        "blank throughout while the other is not zero.",
         .required = true,
         .words = words({Verdict::kHolds, Verdict::kBroken, Verdict::kUnverifiable})},
        [](const SeriesRow& s) { return std::string(name(s.judged.verdict)); });
  return t;
}

}  // namespace gouji
