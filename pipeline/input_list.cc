#include "pipeline/input_list.h"

#include <fmt/format.h>

#include "pipeline/report_json.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;

constexpr const char* kAdd = R"(
  INSERT INTO files (identity, run, input, linked, path, source, settled, sha256, failure)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7 <> '', '', ?7)
  ON CONFLICT (identity) DO UPDATE SET
    run = excluded.run, input = excluded.input, linked = excluded.linked, path = excluded.path,
    source = excluded.source, settled = excluded.settled, failure = excluded.failure
  WHERE run < excluded.run
     OR (excluded.input, excluded.linked, excluded.path) < (input, linked, path))";

constexpr const char* kNext = R"(
  SELECT identity, path, source, sha256 FROM files
  WHERE (source, identity) > (?1, ?2)
  ORDER BY source, identity LIMIT 1)";

constexpr const char* kNextToRead = R"(
  SELECT identity, path, source, sha256 FROM files
  WHERE (source, identity) > (?1, ?2) AND settled = 0
  ORDER BY source, identity LIMIT 1)";

std::string next_to_confirm_sql() {
  return fmt::format(R"(
    SELECT identity, path, source, files.sha256 FROM files JOIN results USING (sha256)
    WHERE (source, identity) > (?3, ?4) AND settled = 0 AND {}
    ORDER BY source, identity LIMIT 1)",
                     kIsUsable);
}

constexpr const char* kSettle =
    "UPDATE files SET settled = 1, sha256 = ?2, failure = ?3 WHERE identity = ?1";

}  // namespace

InputList::InputList(Database& database)
    : add_(database, kAdd),
      drop_(database, "DELETE FROM files WHERE identity = ?1"),
      drop_all_but_(database, "DELETE FROM files WHERE run <> ?1 RETURNING 1"),
      next_(database, kNext),
      next_to_read_(database, kNextToRead),
      next_to_confirm_(database, next_to_confirm_sql().c_str()),
      settle_(database, kSettle),
      count_(database, "SELECT count(*), sum(settled = 0) FROM files"),
      database_(database) {}

void InputList::add(std::int64_t run, const InputFile& file) {
  Report failure;
  failure.source = file.source;
  failure.error = file.error;
  database_.begin();
  add_.with(file.identity, run, file.input, int{file.linked}, file.path, file.source,
            file.error.code == ErrorCode::kNone ? "" : encode_report(failure))
      .run();
}

std::int64_t InputList::drop_all_but(std::int64_t run) {
  database_.begin();
  std::int64_t dropped = 0;
  for (drop_all_but_.with(run); drop_all_but_.row();) ++dropped;
  return dropped;
}

void InputList::drop(const Input& input) {
  database_.begin();
  drop_.with(input.identity).run();
}

std::optional<Input> InputList::next(const std::optional<Input>& after) {
  return first(next_.with(source_of(after), identity_of(after)));
}

std::optional<Input> InputList::next_to_read(const std::optional<Input>& after) {
  return first(next_to_read_.with(source_of(after), identity_of(after)));
}

std::optional<Input> InputList::next_to_confirm(const std::optional<Input>& after,
                                                const Usable& usable) {
  return first(
      next_to_confirm_.with(usable.maker, usable.limits, source_of(after), identity_of(after)));
}

void InputList::settle(const Input& input, const std::string& sha256) {
  database_.begin();
  settle_.with(input.identity, sha256, "").run();
}

void InputList::settle_failed(const Input& input, const Report& failure) {
  database_.begin();
  settle_.with(input.identity, failure.sha256, encode_report(failure)).run();
}

InputList::Counts InputList::count() {
  count_.with();
  Counts out;
  if (count_.row()) out = {count_.integer(0), count_.integer(1)};
  count_.reset();
  return out;
}

// Before the first input: no source is empty.
std::string InputList::source_of(const std::optional<Input>& after) {
  return after ? after->source : "";
}

fs::path InputList::identity_of(const std::optional<Input>& after) {
  return after ? after->identity : fs::path();
}

std::optional<Input> InputList::first(Statement& query) {
  std::optional<Input> out;
  if (query.row()) out = Input{query.text(0), query.text(1), query.text(2), query.text(3)};
  query.reset();
  return out;
}

}  // namespace gouji
