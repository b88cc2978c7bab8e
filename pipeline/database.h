// A SQLite database that one process has to itself, with errors as sentences.
#pragma once

#include <sqlite3.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace gouji {

// Write-ahead log, each transaction on the disk before commit() returns, locked against every other
// process until closed: so it also works where several machines see the same disk. After the first
// failure (a full disk, a damaged file) nothing more happens, and failure() says why. Threads may
// share it, each with statements of its own; a transaction is everyone's.
class Database {
 public:
  // Creates the file where it is missing. Fails with a sentence; where another process has it open,
  // after waiting for a second.
  static tl::expected<std::unique_ptr<Database>, std::string> open(
      const std::filesystem::path& file);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();  // forgets what was not committed

  // Runs statements without values or rows.
  void execute(const std::string& sql);

  // Begins a transaction where none is open. Every change belongs to one.
  void begin();

  // Ends the transaction, if one is open, and forces it to the disk.
  void commit();

  // Empty, or a sentence that names the file.
  const std::string& failure() const { return good() ? kNone : failure_; }
  bool good() const { return !failed_; }

 private:
  friend class Statement;
  explicit Database(std::filesystem::path file) : file_(std::move(file)) {}
  void fail();  // with what SQLite says of the last call

  static const std::string kNone;

  const std::filesystem::path file_;
  sqlite3* db_ = nullptr;
  std::mutex failing_;
  std::atomic<bool> failed_ = false;  // failure_ is there, and stays
  std::string failure_;
};

// A prepared statement. Lives no longer than its database.
class Statement {
 public:
  Statement(Database& database, const char* sql);
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  // Begins anew with these values for ?1, ?2, ...
  template <typename... Values>
  Statement& with(const Values&... values) {
    reset();
    int index = 0;
    (bind(++index, values), ...);
    return *this;
  }

  // The next row is there. False: no more, or the database has failed.
  bool row();

  // Runs to the end.
  void run() {
    while (row()) {
    }
  }

  // Of the current row, columns from 0. NULL is empty and 0.
  std::string text(int column) const;
  std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
  double real(int column) const { return sqlite3_column_double(statement_, column); }

  // Ends a query before its last row.
  void reset();

 private:
  void bind(int index, std::string_view text);
  void bind(int index, const char* text) { bind(index, std::string_view(text)); }
  void bind(int index, const std::string& text) { bind(index, std::string_view(text)); }
  void bind(int index, const std::filesystem::path& path);  // as a blob: any bytes
  void bind(int index, std::int64_t value) { sqlite3_bind_int64(statement_, index, value); }
  void bind(int index, int value) { bind(index, std::int64_t{value}); }
  void bind(int index, double value) { sqlite3_bind_double(statement_, index, value); }

  Database& database_;
  sqlite3_stmt* statement_ = nullptr;
};

}  // namespace gouji
