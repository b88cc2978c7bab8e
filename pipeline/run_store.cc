#include "pipeline/run_store.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>

#include "pipeline/report_json.h"
#include "pipeline/store_schema.h"
#include "pipeline/translation.h"
#include "pipeline/utf8.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::system_clock;

fs::path file_of(const fs::path& out) { return out / ".gouji" / "run.db"; }

std::int64_t to_stored(system_clock::time_point time) {
  return std::chrono::duration_cast<milliseconds>(time.time_since_epoch()).count();
}

// What the clock cannot hold becomes its end: the file may be damaged.
system_clock::time_point from_stored(std::int64_t time) {
  constexpr system_clock::time_point kFirst = system_clock::time_point::min();
  constexpr system_clock::time_point kLast = system_clock::time_point::max();
  if (time <= to_stored(kFirst)) return kFirst;
  if (time >= to_stored(kLast)) return kLast;
  return system_clock::time_point(milliseconds(time));
}

std::int64_t number(Database& database, const char* sql) {
  Statement query(database, sql);
  return query.row() ? query.integer(0) : 0;
}

// A sentence where the database is none of a run store that this program knows; a new one gets its
// tables.
std::string prepare(Database& database, const fs::path& file) {
  const auto application = number(database, "PRAGMA application_id");
  const auto layout = number(database, "PRAGMA user_version");
  const auto tables = number(database, "SELECT count(*) FROM sqlite_schema");
  if (!database.good()) return database.failure();
  if (application == 0 && tables == 0) {
    database.begin();
    database.execute(kStoreSchema);
    database.execute(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}",
                                 kStoreApplication, kStoreLayout));
    database.commit();
    return database.failure();
  }
  if (application == kStoreApplication && layout == kStoreLayout) return "";
  const std::string name = to_one_line(file.native());
  if (application != kStoreApplication) return tr_format("cannot use {}: it is no run store", name);
  return tr_format(
      "cannot use {}: it is of another version of gouji; delete it, and all reports are read again",
      name);
}

constexpr const char* kRunColumns = R"(
  number, started, finished, version, shard, shards, found, jobs, dpi, timeout, read, unread,
  reports, pages, ok, flagged, review, failed)";

int small(const Statement& s, int column) { return static_cast<int>(s.integer(column)); }

RunRow run_row(const Statement& s) {
  return {.number = s.integer(0),
          .started = from_stored(s.integer(1)),
          .finished = from_stored(s.integer(2)),
          .version = s.text(3),
          .shard = {small(s, 4), small(s, 5)},
          .found = s.integer(6),
          .jobs = small(s, 7),
          .dpi = small(s, 8),
          .timeout = s.real(9),
          .read = s.integer(10),
          .unread = s.integer(11),
          .reports = small(s, 12),
          .pages = small(s, 13),
          .ok = small(s, 14),
          .flagged = small(s, 15),
          .review = small(s, 16),
          .failed = small(s, 17)};
}

std::string has_result_sql() {
  return fmt::format("SELECT 1 FROM results WHERE sha256 = ?3 AND {}", kIsUsable);
}

constexpr const char* kReports = R"(
  SELECT f.source, f.sha256, iif(f.failure <> '', f.failure, r.report),
         NOT EXISTS (SELECT 1 FROM files g
                     WHERE g.sha256 = f.sha256 AND g.source < f.source AND g.settled = 1)
  FROM files f LEFT JOIN results r ON r.sha256 = f.sha256 AND r.maker = ?1
  WHERE f.settled = 1
  ORDER BY f.source, f.sha256, f.identity)";

constexpr const char* kSettled = R"(
  SELECT f.source, f.sha256,
         m.version || ' ' || m.build || ' ' || m.settings || ' ' || coalesce(r.limits, '') || ' ' ||
           coalesce(r.error_code, '') || ' ' || f.failure,
         NOT EXISTS (SELECT 1 FROM files g
                     WHERE g.sha256 = f.sha256 AND g.source < f.source AND g.settled = 1)
  FROM files f JOIN makers m ON m.id = ?1
  LEFT JOIN results r ON r.sha256 = f.sha256 AND r.maker = m.id
  WHERE f.settled = 1
  ORDER BY f.source, f.sha256, f.identity)";

constexpr const char* kReport = R"(
  SELECT f.source, f.sha256, iif(f.failure <> '', f.failure, r.report)
  FROM files f LEFT JOIN results r ON r.sha256 = f.sha256 AND r.maker = ?1
  WHERE f.settled = 1 AND f.source = ?2 AND f.sha256 = ?3)";

constexpr const char* kPath = R"(
  SELECT identity FROM files WHERE sha256 = ?1 AND settled = 1 ORDER BY source, identity LIMIT 1)";

constexpr const char* kFinish = R"(
  UPDATE runs SET finished = ?2, read = ?3, unread = ?4, reports = ?5, pages = ?6, ok = ?7,
    flagged = ?8, review = ?9, failed = ?10
  WHERE number = ?1)";

constexpr const char* kTakeFiles = R"(
  INSERT OR IGNORE INTO files
  SELECT identity, ?1, input, linked, path, source, settled, sha256, failure FROM shard.files)";

constexpr const char* kTakeResults = R"(
  INSERT OR REPLACE INTO results
  SELECT sha256, ?1, limits, error_code, report FROM shard.results
  WHERE maker = (SELECT maker FROM shard.runs ORDER BY number DESC LIMIT 1)
    AND sha256 IN (SELECT sha256 FROM shard.files WHERE failure = ''))";

}  // namespace

struct RunStore::State {
  State(std::unique_ptr<Database> opened, fs::path out_)
      : out(std::move(out_)), database(std::move(opened)), db(*database) {}

  const fs::path out;
  const std::unique_ptr<Database> database;
  Database& db;
  InputList inputs{db};
  Statement has_result{db, has_result_sql().c_str()};
  Statement put{db, "INSERT OR REPLACE INTO results VALUES (?1, ?2, ?3, ?4, ?5)"};
  std::int64_t run = 0;
  Usable usable;

  // Of a row with source, hash, and what was read.
  tl::expected<Report, std::string> decoded(const Statement& row) const {
    const std::string source = row.text(0);
    auto report = decode_report(row.text(2));
    if (!report || report->sha256 != row.text(1)) {
      return tl::unexpected(tr_format(
          "cannot use {}: its result for {} is damaged; delete it, and all reports are read again",
          to_one_line(file_of(out).native()), to_one_line(source)));
    }
    report->source = source;
    return *report;
  }
};

RunStore::RunStore(std::unique_ptr<State> state) : state_(std::move(state)) {}
RunStore::RunStore(RunStore&&) noexcept = default;
RunStore::~RunStore() = default;

bool RunStore::is_in(const fs::path& out) {
  std::error_code error;
  return fs::is_regular_file(file_of(out), error);
}

tl::expected<RunStore, std::string> RunStore::open(const fs::path& out) {
  const fs::path file = file_of(out);
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  if (error) {
    return tl::unexpected(
        tr_format("cannot write {}: {}", to_one_line(out.native()), tr_reason(error.message())));
  }
  auto database = Database::open(file);
  if (!database) return tl::unexpected(database.error());
  if (std::string problem = prepare(**database, file); !problem.empty()) {
    return tl::unexpected(std::move(problem));
  }
  auto state = std::make_unique<State>(std::move(*database), out);
  if (!state->db.good()) return tl::unexpected(state->db.failure());
  return RunStore(std::move(state));
}

std::int64_t RunStore::start_run(const Maker& maker, const RunRow& row) {
  Database& db = state_->db;
  db.begin();
  Statement(db, "INSERT OR IGNORE INTO makers (version, build, settings) VALUES (?1, ?2, ?3)")
      .with(maker.version, maker.build, maker.settings)
      .run();
  Statement id(db, "SELECT id FROM makers WHERE (version, build, settings) = (?1, ?2, ?3)");
  if (id.with(maker.version, maker.build, maker.settings).row()) {
    state_->usable = {id.integer(0), maker.limits};
  }
  id.reset();
  Statement insert(db,
                   "INSERT INTO runs (maker, limits, shard, shards, started, jobs, dpi, timeout) "
                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING number");
  insert.with(state_->usable.maker, maker.limits, row.shard.number, row.shard.of,
              to_stored(row.started), row.jobs, row.dpi, row.timeout);
  if (insert.row()) state_->run = insert.integer(0);
  return state_->run;
}

bool RunStore::use_last_run() {
  Statement last(state_->db, "SELECT number, maker, limits FROM runs ORDER BY number DESC LIMIT 1");
  if (!last.row()) return false;
  state_->run = last.integer(0);
  state_->usable = {last.integer(1), last.text(2)};
  return true;
}

void RunStore::set_found(std::int64_t found) {
  Statement(state_->db, "UPDATE runs SET found = ?2 WHERE number = ?1")
      .with(state_->run, found)
      .run();
}

InputList& RunStore::inputs() { return state_->inputs; }

Usable RunStore::usable() const { return state_->usable; }

bool RunStore::has_result(const std::string& sha256) {
  Statement& query = state_->has_result.with(state_->usable.maker, state_->usable.limits, sha256);
  const bool out = query.row();
  query.reset();
  return out;
}

void RunStore::put(const Report& report) {
  state_->db.begin();
  state_->put
      .with(report.sha256, state_->usable.maker, state_->usable.limits, name(report.error.code),
            encode_report(report))
      .run();
}

tl::expected<void, std::string> RunStore::for_each_report(
    const std::function<bool(const Report&, bool first)>& take) {
  Statement rows(state_->db, kReports);
  rows.with(state_->usable.maker);
  std::optional<std::pair<std::string, std::string>> before;
  while (rows.row()) {
    std::pair key{rows.text(0), rows.text(1)};
    if (key == before) continue;
    auto report = state_->decoded(rows);
    if (!report) return tl::unexpected(report.error());
    if (!take(*report, rows.integer(3) != 0)) return {};
    before = std::move(key);
  }
  return sync();
}

std::vector<RunStore::Settled> RunStore::settled() {
  Statement rows(state_->db, kSettled);
  rows.with(state_->usable.maker);
  std::vector<Settled> out;
  while (rows.row()) {
    Settled next{rows.text(0), rows.text(1), rows.text(2), rows.integer(3) != 0};
    const bool again =
        !out.empty() && out.back().source == next.source && out.back().sha256 == next.sha256;
    if (!again) out.push_back(std::move(next));
  }
  return out;
}

tl::expected<Report, std::string> RunStore::report(const std::string& source,
                                                   const std::string& sha256) {
  Statement query(state_->db, kReport);
  if (query.with(state_->usable.maker, source, sha256).row()) return state_->decoded(query);
  if (!state_->db.good()) return tl::unexpected(state_->db.failure());
  return tl::unexpected(tr_format("{} is no longer among the reports", to_one_line(source)));
}

std::optional<fs::path> RunStore::path_of(const std::string& sha256) {
  Statement query(state_->db, kPath);
  if (!query.with(sha256).row()) return std::nullopt;
  return fs::path(query.text(0));
}

void RunStore::finish_run(const RunRow& row) {
  state_->db.begin();
  Statement(state_->db, kFinish)
      .with(state_->run, to_stored(row.finished), row.read, row.unread, row.reports, row.pages,
            row.ok, row.flagged, row.review, row.failed)
      .run();
}

std::vector<RunRow> RunStore::runs() {
  const std::string sql = fmt::format(
      "SELECT {} FROM runs JOIN makers ON maker = id WHERE finished IS NOT NULL ORDER BY number",
      kRunColumns);
  Statement rows(state_->db, sql.c_str());
  std::vector<RunRow> out;
  while (rows.row()) out.push_back(run_row(rows));
  return out;
}

std::optional<RunStore::LastRun> RunStore::last_run() {
  const std::string sql = fmt::format(
      "SELECT {}, build, settings, limits, finished IS NOT NULL FROM runs JOIN makers ON maker = "
      "id "
      "ORDER BY number DESC LIMIT 1",
      kRunColumns);
  Statement query(state_->db, sql.c_str());
  if (!query.row()) return std::nullopt;
  const RunRow row = run_row(query);
  return LastRun{
      {row.version, query.text(18), query.text(19), query.text(20)}, row, query.integer(21) != 0};
}

void RunStore::take_over(const fs::path& out) {
  Database& db = state_->db;
  Statement(db, "ATTACH ?1 AS shard").with(file_of(out).native()).run();
  db.begin();
  Statement(db, kTakeFiles).with(state_->run).run();
  Statement(db, kTakeResults).with(state_->usable.maker).run();
  db.commit();
  db.execute("DETACH shard");
}

tl::expected<void, std::string> RunStore::sync() {
  state_->db.commit();
  if (!state_->db.good()) return tl::unexpected(state_->db.failure());
  return {};
}

}  // namespace gouji
