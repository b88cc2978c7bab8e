// What the index is asked for.
#include <fmt/format.h>

#include <algorithm>

#include "pipeline/review/review_index.h"

namespace gouji {
namespace {

constexpr const char* kColumns =
    "report_id, source, sha256, title, agency, region_code, region, year, form, status, pages, "
    "cells_review, cells_missing, checks_broken, checks_suspect, error";

// Columns that a table can be sorted by; also what keeps anything else out of the SQL.
constexpr std::array kSortable{"report_id",     "source",         "title",        "agency",
                               "region_code",   "region",         "year",         "form",
                               "status",        "pages",          "cells_review", "cells_missing",
                               "checks_broken", "checks_suspect", "error"};

constexpr const char* kFilter = R"(
  FROM reports WHERE
    (?1 = '' OR instr(lower(source), lower(?1)) OR instr(lower(title), lower(?1))
      OR instr(lower(agency), lower(?1)))
    AND (?2 = '' OR status = ?2) AND (?3 = -1 OR year = ?3)
    AND (?4 = '' OR substr(region_code, 1, length(?4)) = ?4 OR (?4 = 'none' AND region_code = ''))
    AND (?5 = '' OR instr(agency, ?5) > 0)
    AND (?6 = '' OR report_id IN (SELECT report_id FROM troubles WHERE relation = ?6)))";

int small(const Statement& s, int column) { return static_cast<int>(s.integer(column)); }

ReportRow report_row(const Statement& s) {
  return {.report_id = s.text(0),
          .source = s.text(1),
          .sha256 = s.text(2),
          .title = s.text(3),
          .agency = s.text(4),
          .region_code = s.text(5),
          .region = s.text(6),
          .year = small(s, 7),
          .form = s.text(8),
          .status = s.text(9),
          .pages = small(s, 10),
          .cells_review = small(s, 11),
          .cells_missing = small(s, 12),
          .checks_broken = small(s, 13),
          .checks_suspect = small(s, 14),
          .error = s.text(15)};
}

// 320000 governs what begins with 32, 320800 what begins with 3208.
std::string governed_prefix(std::string code) {
  while (code.size() > 2 && code.ends_with("00")) code.resize(code.size() - 2);
  return code;
}

size_t place_of(const std::string& status) {
  constexpr std::array kWords{"ok", "flagged", "review", "failed"};
  return static_cast<size_t>(std::find(kWords.begin(), kWords.end(), status) - kWords.begin());
}

void count(StatusCounts& counts, const std::string& status, int files) {
  const size_t place = place_of(status);
  if (place < counts.size()) counts[place] += files;
}

void count_cells(Database& database, IndexOverview& out) {
  Statement sums(database,
                 "SELECT total(cells_ok), total(cells_corrected), total(cells_blank), "
                 "total(cells_review), total(cells_missing), total(cells_person), total(bin0), "
                 "total(bin1), total(bin2), total(bin3), total(bin4), total(bin5), total(bin6), "
                 "total(bin7) FROM reports WHERE first = 1");
  if (!sums.row()) return;
  out.ok = sums.integer(0);
  out.corrected = sums.integer(1);
  out.blank = sums.integer(2);
  out.review = sums.integer(3);
  out.missing = sums.integer(4);
  out.person = sums.integer(5);
  for (int i = 0; i < static_cast<int>(kConfidenceBins.size()); ++i) {
    out.confidence.push_back(sums.integer(6 + i));
  }
}

void count_troubles(Database& database, IndexOverview& out) {
  Statement rows(database,
                 "SELECT relation, max(form), sum(broken), sum(1 - broken) FROM troubles "
                 "GROUP BY relation ORDER BY 3 DESC, 4 DESC, relation");
  while (rows.row()) {
    out.troubles.push_back({rows.text(0), rows.text(1), small(rows, 2), small(rows, 3)});
  }
}

}  // namespace

IndexOverview ReviewIndex::overview() {
  IndexOverview out;
  Statement provinces(*database_,
                      "SELECT iif(region_code = '', '', substr(region_code, 1, 2) || '0000'), "
                      "max(province), status, count(*) FROM reports GROUP BY 1, status ORDER BY 1");
  while (provinces.row()) {
    const std::string code = provinces.text(0);
    if (out.provinces.empty() || out.provinces.back().code != code) {
      out.provinces.push_back({code, provinces.text(1)});
    }
    count(out.provinces.back().reports, provinces.text(2), small(provinces, 3));
    count(out.reports, provinces.text(2), small(provinces, 3));
  }
  Statement years(*database_,
                  "SELECT year, status, count(*) FROM reports GROUP BY 1, 2 ORDER BY 1");
  while (years.row()) {
    const int year = small(years, 0);
    if (out.years.empty() || out.years.back().year != year) out.years.push_back({year});
    count(out.years.back().reports, years.text(1), small(years, 2));
  }
  count_cells(*database_, out);
  count_troubles(*database_, out);
  return out;
}

ReportList ReviewIndex::reports(const ReportQuery& q) {
  const auto sort = std::find(kSortable.begin(), kSortable.end(), q.sort);
  const std::string order =
      fmt::format("ORDER BY {} {}, source, sha256 LIMIT ?7 OFFSET ?8",
                  sort == kSortable.end() ? "source" : *sort, q.descending ? "DESC" : "ASC");
  ReportList out;
  const std::string region = governed_prefix(q.region);
  Statement total(*database_, fmt::format("SELECT count(*) {}", kFilter).c_str());
  if (total.with(q.text, q.status, q.year, region, q.agency, q.check).row()) {
    out.total = small(total, 0);
  }
  Statement rows(*database_, fmt::format("SELECT {} {} {}", kColumns, kFilter, order).c_str());
  rows.with(q.text, q.status, q.year, region, q.agency, q.check, q.limit, q.offset);
  while (rows.row()) out.rows.push_back(report_row(rows));
  return out;
}

std::optional<ReportRow> ReviewIndex::find(const std::string& report_id) {
  if (report_id.empty()) return std::nullopt;
  Statement query(
      *database_,
      fmt::format("SELECT {} FROM reports WHERE report_id = ?1 AND first = 1", kColumns).c_str());
  if (!query.with(report_id).row()) return std::nullopt;
  return report_row(query);
}

}  // namespace gouji
