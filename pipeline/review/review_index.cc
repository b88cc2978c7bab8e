#include "pipeline/review/review_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "pipeline/dataset_tables.h"
#include "pipeline/review/index_schema.h"
#include "pipeline/utf8.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;

std::string region_names(const AgencyRegion& region) {
  if (region.evidence == RegionEvidence::kNone) return "";
  const RegionName& name = region.candidates.front();
  return name.province + name.prefecture + name.county;
}

std::string province(const AgencyRegion& region) {
  return region.evidence == RegionEvidence::kNone ? "" : region.candidates.front().province;
}

int count_person(const Report& report) {
  return static_cast<int>(std::count_if(report.cells.begin(), report.cells.end(),
                                        [](const Cell& c) { return c.method == Method::kPerson; }));
}

std::array<int, kConfidenceBins.size()> confidence_of(const Report& report) {
  std::array<int, kConfidenceBins.size()> bins{};
  for (const Cell& cell : report.cells) {
    if (cell.status == CellStatus::kMissing || cell.method == Method::kPerson) continue;
    const auto next =
        std::upper_bound(kConfidenceBins.begin() + 1, kConfidenceBins.end(), cell.confidence);
    ++bins[static_cast<size_t>(next - kConfidenceBins.begin()) - 1];
  }
  return bins;
}

bool empty_or_old(Database& database) {
  Statement layout(database, "PRAGMA user_version");
  return !layout.row() || layout.integer(0) != kIndexLayout;
}

}  // namespace

tl::expected<ReviewIndex, std::string> ReviewIndex::open(const fs::path& out,
                                                         const std::vector<Form>& forms) {
  ReviewIndex index(out / ".gouji" / "review.db", forms);
  if (auto opened = index.reopen(); !opened) return tl::unexpected(opened.error());
  return index;
}

tl::expected<void, std::string> ReviewIndex::reopen() {
  database_.reset();  // which has the file to itself
  auto database = Database::open(file_);
  if (!database) return tl::unexpected(database.error());
  if (empty_or_old(**database)) {
    (*database)->begin();
    (*database)->execute(kIndexSchema);
    (*database)->execute(fmt::format("PRAGMA user_version = {}", kIndexLayout));
    (*database)->commit();
  }
  if (!(*database)->good()) return tl::unexpected((*database)->failure());
  database_ = std::move(*database);
  return {};
}

tl::expected<std::vector<ReviewIndex::Entry>, std::string> ReviewIndex::outdated(
    const std::vector<Entry>& settled) {
  using Key = std::pair<std::string, std::string>;
  const auto what = [](const Entry& e) {
    return fmt::format("{} {:d} {}", e.file.result, e.file.first, e.marks);
  };
  std::map<Key, std::string> known;
  Statement rows(*database_,
                 "SELECT source, sha256, result || ' ' || first || ' ' || marks FROM reports");
  while (rows.row()) known[{rows.text(0), rows.text(1)}] = rows.text(2);
  std::vector<Entry> out;
  for (const Entry& entry : settled) {
    const auto before = known.extract({entry.file.source, entry.file.sha256});
    if (before.empty() || before.mapped() != what(entry)) out.push_back(entry);
  }
  for (const auto& [key, result] : known) drop(key.first, key.second);
  if (auto done = sync(); !done) return tl::unexpected(done.error());
  return out;
}

tl::expected<void, std::string> ReviewIndex::sync() {
  database_->commit();
  if (!database_->good()) return tl::unexpected(database_->failure());
  return {};
}

std::vector<ReviewIndex::Entry> ReviewIndex::files_of(const std::string& report_id) {
  Statement rows(*database_,
                 "SELECT source, sha256, result, first, marks FROM reports WHERE report_id = ?1 "
                 "ORDER BY source");
  rows.with(report_id);
  std::vector<Entry> out;
  while (rows.row()) {
    out.push_back({{rows.text(0), rows.text(1), rows.text(2), rows.integer(3) != 0}, rows.text(4)});
  }
  return out;
}

void ReviewIndex::put(const Entry& entry, const Loaded& loaded) {
  const RunStore::Settled& file = entry.file;
  const Report& r = loaded.report;
  const auto bins = confidence_of(r);
  database_->begin();
  Statement insert(*database_, R"(
    INSERT OR REPLACE INTO reports VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,
      ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32,
      ?33))");
  insert
      .with(file.source, file.sha256, file.result, entry.marks, int{file.first}, r.id,
            to_valid_utf8(r.title), to_valid_utf8(r.agency), r.region.code(),
            region_names(r.region), province(r.region), r.year, r.form, name(r.status()), r.pages,
            r.count(CellStatus::kOk), r.count(CellStatus::kCorrected), r.count(CellStatus::kBlank),
            r.count(CellStatus::kReview), r.count(CellStatus::kMissing), count_person(r),
            loaded.trusted, r.count(Verdict::kBroken), r.count(Verdict::kSuspect), r.error.message,
            bins[0], bins[1], bins[2], bins[3], bins[4], bins[5], bins[6], bins[7])
      .run();
  if (file.first && !r.id.empty()) put_details(r);
}

void ReviewIndex::put_details(const Report& report) {
  Statement(*database_, "DELETE FROM doubts WHERE report_id = ?1").with(report.id).run();
  Statement(*database_, "DELETE FROM troubles WHERE report_id = ?1").with(report.id).run();
  Statement doubt(*database_, "INSERT INTO doubts VALUES (?1, ?2, ?3, ?4)");
  for (size_t i = 0; i < report.cells.size(); ++i) {
    const Cell& cell = report.cells[i];
    if (cell.accepted()) continue;
    doubt
        .with(report.id, static_cast<int>(i), int{cell.status == CellStatus::kMissing},
              1 - cell.confidence)
        .run();
  }
  const Form* form = find_form(forms_, report.form);
  if (form == nullptr) return;
  Statement trouble(*database_, "INSERT INTO troubles VALUES (?1, ?2, ?3, ?4)");
  for (size_t i = 0; i < report.checks.size(); ++i) {
    const Verdict verdict = report.checks[i].verdict;
    if (verdict != Verdict::kBroken && verdict != Verdict::kSuspect) continue;
    trouble.with(report.id, form->relations[i].id, form->id, int{verdict == Verdict::kBroken})
        .run();
  }
}

void ReviewIndex::drop(const std::string& source, const std::string& sha256) {
  database_->begin();
  Statement gone(*database_,
                 "DELETE FROM reports WHERE source = ?1 AND sha256 = ?2 RETURNING report_id");
  if (!gone.with(source, sha256).row()) return;
  const std::string id = gone.text(0);
  gone.run();
  for (const char* table : {"doubts", "troubles"}) {
    const std::string sql = fmt::format(
        "DELETE FROM {} WHERE report_id = ?1 AND NOT EXISTS "
        "(SELECT 1 FROM reports WHERE report_id = ?1)",
        table);
    Statement(*database_, sql.c_str()).with(id).run();
  }
}

std::vector<QueueRow> ReviewIndex::queue(int offset, int limit) {
  Statement rows(*database_,
                 "SELECT report_id, cell, expected_error FROM doubts ORDER BY missing, "
                 "expected_error DESC, report_id, cell LIMIT ?2 OFFSET ?1");
  rows.with(offset, limit);
  std::vector<QueueRow> out;
  while (rows.row()) {
    out.push_back({rows.text(0), static_cast<int>(rows.integer(1)), rows.real(2)});
  }
  return out;
}

int ReviewIndex::queue_length() {
  Statement query(*database_, "SELECT count(*) FROM doubts");
  return query.row() ? static_cast<int>(query.integer(0)) : 0;
}

std::vector<std::pair<std::string, int>> ReviewIndex::trusted() {
  Statement rows(*database_,
                 "SELECT report_id, cells_trusted FROM reports "
                 "WHERE first = 1 AND cells_trusted > 0 ORDER BY report_id");
  std::vector<std::pair<std::string, int>> out;
  while (rows.row()) out.emplace_back(rows.text(0), static_cast<int>(rows.integer(1)));
  return out;
}

}  // namespace gouji
