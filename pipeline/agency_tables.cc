#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pipeline/dataset_fields.h"
#include "pipeline/dataset_tables.h"
#include "pipeline/dataset_words.h"

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
    const char* name;
    Wording title, description;
    std::string RegionName::*level;
  } levels[] = {
      {"province",
       {"Province", "省级"},
       {"Official name of the region's province.", "地区所属省级的正式名称。"},
       &RegionName::province},
      {"prefecture",
       {"Prefecture", "地级"},
       {"Of its prefecture; empty for a province and what it governs itself.",
        "所属地级的正式名称；省级及省直辖的为空。"},
       &RegionName::prefecture},
      {"county",
       {"County", "县级"},
       {"Of its county; empty for a province or prefecture.",
        "所属县级的正式名称；省级、地级的为空。"},
       &RegionName::county},
  };
  for (const auto& l : levels) {
    t.add({.name = l.name, .title = l.title, .description = l.description},
          [level = l.level](const AgencyRow& a) { return name_of(a, level); });
  }
  t.add({.name = "candidates",
         .title = {"Candidates", "候选代码"},
         .description = {"Where region_code is empty: codes of the regions that the name may mean, "
                         "separated by ; .",
                         "region_code 为空时，名称可能所指的各地区代码，以 ; 分隔。"},
         .pattern = "[0-9]{6}(;[0-9]{6})*"},
        undecided_codes);
  t.add({.name = "evidence",
         .title = {"Evidence", "依据"},
         .description = {"What decided the region; the surest of all reports.",
                         "判定地区的依据；取各报告中最可靠的。"},
         .words = region_evidence_words()},
        [](const AgencyRow& a) { return std::string(name(a.region.evidence)); });
}

Field year_of_pair(std::string name, Wording title, Wording description) {
  return {.name = std::move(name),
          .type = FieldType::kInteger,
          .title = std::move(title),
          .description = std::move(description),
          .required = true};
}

void add_years(CsvTable<SeriesRow>& t) {
  t.add(year_of_pair("year_from", {"Year before", "上年"},
                     {"Year that the earlier report is on.", "较早一份报告的年度。"}),
        [](const SeriesRow& s) { return std::to_string(s.year_from); });
  t.add(
      year_of_pair("year_to", {"Year after", "本年"},
                   {"Year that the later report is on: the next.", "较晚一份报告的年度，即次年。"}),
      [](const SeriesRow& s) { return std::to_string(s.year_to); });
}

}  // namespace

CsvTable<AgencyRow> agencies_table() {
  CsvTable<AgencyRow> t({.name = "agencies",
                         .title = {"Agencies", "发布机关"},
                         .description = {"One row per agency, as reports name it, and region.",
                                         "每个机关（从报告所用名称）、每个地区一行。"},
                         .unique_key = {"agency", "region_code"}});
  Field agency = agency_field();
  agency.required = true;
  t.add(agency, [](const AgencyRow& a) { return a.agency; });
  t.add({.name = "full_name",
         .title = {"Full name", "全称"},
         .description = {"The name with all regions above it, the same for all ways in which "
                         "reports print it; empty where the region is undecided.",
                         "冠以各级地区名的全称，不因报告所用写法而异；地区不能判定的为空。"}},
        [](const AgencyRow& a) { return full_name(a.region); });
  t.add({.name = "agency_kind",
         .title = {"Kind of agency", "机关类别"},
         .description = {"As in reports.csv.", "同 reports.csv。"},
         .required = true,
         .words = agency_kind_words()},
        [](const AgencyRow& a) { return std::string(name(a.kind)); });
  t.add(region_code_field(), [](const AgencyRow& a) { return a.region.code(); });
  add_region(t);
  t.add(count_field("reports", {"Files", "文件数"},
                    {"Its rows in reports.csv.", "在 reports.csv 中的行数。"}),
        [](const AgencyRow& a) { return std::to_string(a.reports); });
  t.add(
      {.name = "superseded",
       .title = {"Superseded reports", "被替代的报告"},
       .description = {"report_id of its reports that series.csv leaves out, since one on the "
                       "same year was published later; separated by ; .",
                       "因同一年度另有较晚发布的报告而不列入 series.csv 的报告编号，以 ; 分隔。"}},
      [](const AgencyRow& a) { return fmt::format("{}", fmt::join(a.superseded, ";")); });
  return t;
}

CsvTable<SeriesRow> series_table() {
  CsvTable<SeriesRow> t(
      {.name = "series",
       .title = {"Year to year", "跨年关系"},
       .description =
           {"Relations between one agency's reports of successive years. Agencies whose "
            "region is undecided have none. Of several reports on one year the one "
            "published latest counts; where that is not known, the cells in which all "
            "agree.",
            "同一机关相邻两年报告之间的关系；地区不能判定的机关没有。同一年度有几份报告的"
            "，以最晚发布的为准；先后不明的，以各份一致的单元格为准。"},
       .primary_key = {"agency", "region_code", "year_from", "check"},
       .foreign_keys = {{{"agency", "region_code"}, "agencies"}}});
  Field agency = agency_field(), region = region_code_field();
  agency.description = {"Issuing body, as the later report names it.",
                        "发布机关，从较晚一份报告的写法。"};
  region.description = {"GB/T 2260 code of the agency's region.",
                        "机关所在地区的 GB/T 2260 代码。"};
  agency.required = region.required = true;
  t.add(agency, [](const SeriesRow& s) { return s.agency; });
  t.add(region, [](const SeriesRow& s) { return s.region_code; });
  add_years(t);
  t.add({.name = "check",
         .title = {"Relation", "关系"},
         .description = {"carry_over.COLUMN: requests carried out of one year (lhs) are those "
                         "carried into the next (rhs); stock.ROW: documents in force (lhs) are "
                         "last year's + issued - repealed (rhs).",
                         "carry_over.列：上年结转下年度的申请（lhs）即次年的上年结转（rhs）；"
                         "stock.行：现行有效件数（lhs）即上年的数加制发、减废止（rhs）。"},
         .required = true},
        [](const SeriesRow& s) { return s.check; });
  t.add(number_field("lhs", {"Left side", "左边"},
                     {"Left side; cells that are not trusted counted as 0.",
                      "左边；不可信的单元格计为 0。"}),
        [](const SeriesRow& s) { return to_plain(s.judged.lhs); });
  t.add(number_field("rhs", {"Right side", "右边"},
                     {"Right side; cells that are not trusted counted as 0.",
                      "右边；不可信的单元格计为 0。"}),
        [](const SeriesRow& s) { return to_plain(s.judged.rhs); });
  t.add({.name = "verdict",
         .title = {"Verdict", "结论"},
         .description = {"Whether the two sides are equal.", "两边是否相等。"},
         .required = true,
         .words = verdict_words({Verdict::kHolds, Verdict::kBroken, Verdict::kUnverifiable})},
        [](const SeriesRow& s) { return std::string(name(s.judged.verdict)); });
  return t;
}

}  // namespace gouji
