#include "pipeline/database.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

using testing::HasSubstr;

std::string all(Database& database) {
  std::string out;
  for (Statement rows(database, "SELECT a FROM t ORDER BY a"); rows.row();) out += rows.text(0);
  return out;
}

TEST(Database, KeepsWhatWasCommittedAndNothingElse) {
  const Scratch s;
  {
    auto database = Database::open(s.path() / "x.db").value();
    database->begin();
    database->execute("CREATE TABLE t (a TEXT)");
    Statement insert(*database, "INSERT INTO t VALUES (?1)");
    for (const char* value : {"a", "b"}) insert.with(value).run();
    database->commit();
    database->begin();
    insert.with("c").run();
  }
  auto database = Database::open(s.path() / "x.db").value();
  EXPECT_EQ(all(*database), "ab");
}

TEST(Database, HoldsAnyBytesOfAPath) {
  const Scratch s;
  auto database = Database::open(s.path() / "x.db").value();
  database->execute("CREATE TABLE t (a)");
  const std::filesystem::path odd("a\xFF'\n");
  Statement(*database, "INSERT INTO t VALUES (?1)").with(odd).run();
  EXPECT_EQ(all(*database), odd.native());
}

TEST(Database, BelongsToOneAtATime) {
  const Scratch s;
  auto first = Database::open(s.path() / "x.db").value();
  first->execute("CREATE TABLE t (a)");
  const auto second = Database::open(s.path() / "x.db");
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error(), HasSubstr("is in use: gouji ingest is writing"));
}

TEST(Database, DoesNothingMoreAfterItsFirstFailure) {
  const Scratch s;
  auto database = Database::open(s.path() / "x.db").value();
  database->execute("CREATE TABLE t (a UNIQUE)");
  Statement insert(*database, "INSERT INTO t VALUES (?1)");
  insert.with("a").run();
  insert.with("a").run();
  EXPECT_THAT(database->failure(), HasSubstr("UNIQUE"));
  insert.with("b").run();
  EXPECT_EQ(all(*database), "");
}

}  // namespace
}  // namespace gouji
