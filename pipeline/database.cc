#include "pipeline/database.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>

#include "pipeline/translation.h"
#include "pipeline/utf8.h"

namespace gouji {
namespace {

// How long another process may hold the file: one that was killed a moment ago lets go of it.
constexpr int kPatience = 1000;  // milliseconds

// Exclusive before the first access: then the index of the log is kept in memory rather than in a
// file that processes share, which file systems over a network cannot do.
constexpr const char* kSettings =
    "PRAGMA locking_mode = EXCLUSIVE; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; "
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;";

// What the system said when SQLite last failed to write the log or the file; 0: nothing.
int last_errno(sqlite3* db) {
  int error = 0;
  sqlite3_file* log = nullptr;
  sqlite3_file_control(db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  if (log != nullptr && log->pMethods != nullptr) {
    log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &error);
  }
  if (error == 0) sqlite3_file_control(db, "main", SQLITE_FCNTL_LAST_ERRNO, &error);
  return error != 0 ? error : sqlite3_system_errno(db);
}

}  // namespace

tl::expected<std::unique_ptr<Database>, std::string> Database::open(
    const std::filesystem::path& file) {
  std::unique_ptr<Database> out(new Database(file));
  if (sqlite3_open_v2(file.c_str(), &out->db_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                      nullptr) != SQLITE_OK) {
    out->fail();
    return tl::unexpected(out->failure());
  }
  sqlite3_busy_timeout(out->db_, kPatience);
  out->execute(kSettings);
  if (!out->good()) return tl::unexpected(out->failure());
  return out;
}

Database::~Database() { sqlite3_close_v2(db_); }

void Database::execute(const std::string& sql) {
  if (good() && sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
}

void Database::begin() {
  if (good() && sqlite3_get_autocommit(db_) != 0) execute("BEGIN IMMEDIATE");
}

void Database::commit() {
  if (good() && sqlite3_get_autocommit(db_) == 0) execute("COMMIT");
}

const std::string Database::kNone;

void Database::fail() {
  const std::lock_guard lock(failing_);
  if (!good()) return;
  const std::string name = to_one_line(file_.native());
  const int reason = last_errno(db_);
  const std::string said = to_one_line(sqlite3_errmsg(db_));  // it quotes what the file holds
  switch (sqlite3_errcode(db_)) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      failure_ = tr_format(
          "{} is in use: gouji ingest is writing to it, or gouji review takes in what is new; wait "
          "until that is done, and try again",
          name);
      break;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
    case SQLITE_ERROR:
    case SQLITE_SCHEMA:
      failure_ = tr_format(
          "cannot use {}: it is damaged or something else ({}); delete it, and all reports are "
          "read again",
          name, said);
      break;
    case SQLITE_FULL:
      failure_ = tr_format("cannot write {}: {}", name, tr_reason(std::strerror(ENOSPC)));
      break;
    default:
      failure_ = tr_format("cannot write {}: {}", name,
                           reason != 0 ? tr_reason(std::strerror(reason)) : said);
  }
  failed_ = true;
}

Statement::Statement(Database& database, const char* sql) : database_(database) {
  if (database_.good() &&
      sqlite3_prepare_v2(database_.db_, sql, -1, &statement_, nullptr) != SQLITE_OK) {
    database_.fail();
  }
}

Statement::~Statement() { sqlite3_finalize(statement_); }

bool Statement::row() {
  if (!database_.good() || statement_ == nullptr) return false;
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  if (result != SQLITE_DONE) database_.fail();
  sqlite3_reset(statement_);
  return false;
}

std::string Statement::text(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  const auto count = static_cast<size_t>(sqlite3_column_bytes(statement_, column));
  return bytes == nullptr ? std::string() : std::string(static_cast<const char*>(bytes), count);
}

void Statement::reset() {
  if (statement_ != nullptr) sqlite3_reset(statement_);
}

void Statement::bind(int index, std::string_view text) {
  sqlite3_bind_text(statement_, index, text.data() == nullptr ? "" : text.data(),
                    static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

void Statement::bind(int index, const std::filesystem::path& path) {
  sqlite3_bind_blob(statement_, index, path.native().data(), static_cast<int>(path.native().size()),
                    SQLITE_TRANSIENT);
}

}  // namespace gouji
