// The inputs of the run, in the run store: what is still to read, and what has been settled.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "models/report.h"
#include "pipeline/database.h"
#include "pipeline/discover.h"

namespace gouji {

struct Input {
  std::filesystem::path identity, path;  // as in InputFile
  std::string source;
  std::string sha256;  // when it was looked at last, in an earlier run perhaps; empty: never
};

// Which results a run may take over from an earlier one.
struct Usable {
  std::int64_t maker = 0;  // of the store
  std::string limits;      // only where the result is that the report went beyond a limit
};

// The same as a condition of SQL on rows of `results`: ?1 is Usable::maker, ?2 Usable::limits.
inline constexpr std::string_view kIsUsable =
    "maker = ?1 AND (limits = ?2 OR error_code NOT IN ('crashed', 'timeout', 'too_large'))";

// A table of the database, so that a hundred thousand inputs take no memory. Changes are on the
// disk when the database commits; errors are the database's.
class InputList {
 public:
  explicit InputList(Database& database);

  // Puts a file on the list of `run`, not settled, unless it has an error. Of several ways to one
  // file the best is kept: by the earliest INPUT, by its own name rather than through a link, by
  // the smallest path. What an earlier run saw of the file is remembered.
  void add(std::int64_t run, const InputFile& file);

  // Drops what is of earlier runs only; how many those are.
  std::int64_t drop_all_but(std::int64_t run);

  void drop(const Input& input);

  // The first input behind `after` in the order of sources (nothing: from the start). The list may
  // be changed between calls.
  std::optional<Input> next(const std::optional<Input>& after);

  // The same, of those not settled.
  std::optional<Input> next_to_read(const std::optional<Input>& after);

  // The same, of those not settled whose bytes, as an earlier run saw them, have a usable result.
  std::optional<Input> next_to_confirm(const std::optional<Input>& after, const Usable& usable);

  // What is known of the input now is on the disk: the result for `sha256`.
  void settle(const Input& input, const std::string& sha256);

  // Or `failure`, of a file that no worker was given; its sha256 is empty where unknown.
  void settle_failed(const Input& input, const Report& failure);

  struct Counts {
    std::int64_t all = 0, unsettled = 0;
  };
  Counts count();

 private:
  static std::string source_of(const std::optional<Input>& after);
  static std::filesystem::path identity_of(const std::optional<Input>& after);
  static std::optional<Input> first(Statement& query);

  Statement add_, drop_, drop_all_but_, next_, next_to_read_, next_to_confirm_, settle_, count_;
  Database& database_;
};

}  // namespace gouji
