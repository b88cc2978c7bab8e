#include "pipeline/review/audit.h"

#include <boost/math/distributions/binomial.hpp>
#include <limits>
#include <random>

namespace gouji {
namespace {

constexpr const char* kSchema = R"(
CREATE TABLE IF NOT EXISTS draws (seed INTEGER NOT NULL, drawn INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS sample (
  place INTEGER PRIMARY KEY,
  report_id TEXT NOT NULL,
  address TEXT NOT NULL,
  value TEXT NOT NULL,
  verdict TEXT NOT NULL,
  UNIQUE (report_id, address)
);
CREATE TABLE IF NOT EXISTS population (cells INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS judged (
  report_id TEXT NOT NULL,
  address TEXT NOT NULL,
  value TEXT NOT NULL,
  verdict TEXT NOT NULL,
  PRIMARY KEY (report_id, address, value)
);
)";

std::int64_t new_seed() {
  std::random_device source;
  return static_cast<std::int64_t>(source());
}

bool there(Statement& row) {
  const bool out = row.row();
  row.run();
  return out;
}

}  // namespace

double upper_bound(int wrong, int checked, double confidence) {
  if (checked == 0 || wrong >= checked) return 1;
  return boost::math::binomial_distribution<>::find_upper_bound_on_p(checked, wrong,
                                                                     1 - confidence);
}

AuditFigures figures_of(const std::vector<AuditCell>& cells) {
  AuditFigures out;
  for (const AuditCell& cell : cells) {
    if (!cell.right) continue;
    ++out.checked;
    if (!*cell.right) ++out.wrong;
  }
  if (out.checked > 0) out.rate = static_cast<double>(out.wrong) / out.checked;
  out.upper = upper_bound(out.wrong, out.checked);
  return out;
}

tl::expected<AuditFile, std::string> AuditFile::open(const std::filesystem::path& out) {
  AuditFile file(out / ".gouji" / "audit.db");
  if (auto opened = file.reopen(); !opened) return tl::unexpected(opened.error());
  return file;
}

tl::expected<void, std::string> AuditFile::reopen() {
  database_.reset();  // which has the file to itself
  auto database = Database::open(file_);
  if (!database) return tl::unexpected(database.error());
  Database& db = **database;
  db.begin();
  db.execute(kSchema);
  Statement(db, "INSERT INTO draws SELECT ?1, 0 WHERE NOT EXISTS (SELECT 1 FROM draws)")
      .with(new_seed())
      .run();
  db.commit();
  if (!db.good()) return tl::unexpected(db.failure());
  database_ = std::move(*database);
  return {};
}

std::vector<AuditCell> AuditFile::cells() {
  Statement rows(*database_,
                 "SELECT report_id, address, value, verdict FROM sample ORDER BY place");
  std::vector<AuditCell> out;
  while (rows.row()) {
    AuditCell cell{rows.text(0), rows.text(1), rows.text(2), std::nullopt};
    if (const std::string verdict = rows.text(3); !verdict.empty()) cell.right = verdict == "right";
    out.push_back(std::move(cell));
  }
  return out;
}

std::uint64_t AuditFile::draw(std::uint64_t below) {
  database_->begin();
  Statement next(*database_, "UPDATE draws SET drawn = drawn + 1 RETURNING seed, drawn");
  if (!next.row()) return 0;
  const auto seed = static_cast<std::uint64_t>(next.integer(0));
  const auto drawn = static_cast<std::uint64_t>(next.integer(1));
  next.run();
  std::seed_seq sequence{seed & 0xFFFFFFFF, seed >> 32, drawn};
  std::mt19937_64 generator(sequence);
  return std::uniform_int_distribution<std::uint64_t>(0, below - 1)(generator);
}

bool AuditFile::add(const AuditCell& cell) {
  database_->begin();
  Statement insert(*database_,
                   "INSERT OR IGNORE INTO sample (report_id, address, value, verdict) "
                   "VALUES (?1, ?2, ?3, COALESCE((SELECT verdict FROM judged WHERE report_id = ?1 "
                   "AND address = ?2 AND value = ?3), '')) RETURNING place");
  return there(insert.with(cell.report_id, cell.address, cell.value));
}

bool AuditFile::judge(const std::string& report_id, const std::string& address, bool right) {
  database_->begin();
  Statement update(*database_,
                   "UPDATE sample SET verdict = ?3 WHERE report_id = ?1 AND address = ?2 "
                   "RETURNING place");
  return there(update.with(report_id, address, right ? "right" : "wrong"));
}

std::optional<std::int64_t> AuditFile::population() {
  Statement known(*database_, "SELECT cells FROM population");
  if (!known.row()) return std::nullopt;
  const std::int64_t out = known.integer(0);
  known.run();
  return out;
}

void AuditFile::begin_anew(std::int64_t population) {
  database_->begin();
  database_->execute(
      "INSERT OR REPLACE INTO judged SELECT report_id, address, value, verdict FROM sample "
      "WHERE verdict <> ''");
  database_->execute("DELETE FROM sample");
  database_->execute("DELETE FROM population");
  Statement(*database_, "INSERT INTO population VALUES (?1)").with(population).run();
}

tl::expected<void, std::string> AuditFile::sync() {
  database_->commit();
  if (!database_->good()) return tl::unexpected(database_->failure());
  return {};
}

}  // namespace gouji
