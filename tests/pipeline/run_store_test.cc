#include "pipeline/run_store.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/pipeline/sample_report.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const Maker kMaker{"1.0", "b1", "--dpi 0", "timeout 1"};

InputFile file(const std::string& source, const std::string& identity = "") {
  InputFile out;
  out.identity = identity.empty() ? "/" + source : identity;
  out.path = out.identity;
  out.source = source;
  return out;
}

Report report(const std::string& digit) {
  Report out = sound_report(standard_form("2021"));
  out.sha256.clear();
  for (int i = 0; i < 64; ++i) out.sha256 += digit;
  out.source.clear();
  return out;
}

// Lists `files`, and settles each with its report.
void settle(RunStore& store, const std::vector<std::pair<InputFile, Report>>& files) {
  const auto run = store.start_run(kMaker, {});
  for (const auto& [input, known] : files) {
    store.inputs().add(run, input);
    store.put(known);
    store.inputs().settle({input.identity, input.path, input.source, ""}, known.sha256);
  }
}

std::vector<std::string> reports(RunStore& store) {
  std::vector<std::string> out;
  const auto end = store.for_each_report([&](const Report& r, bool first) {
    out.push_back(r.source + " " + r.sha256.substr(0, 1) + (first ? " first" : ""));
    return true;
  });
  EXPECT_TRUE(end) << end.error();
  return out;
}

TEST(RunStore, GivesReportsInTheOrderOfSourcesAndSaysWhichBytesAreNew) {
  const Scratch s;
  auto store = RunStore::open(s.path()).value();
  settle(store, {{file("b.pdf"), report("2")},
                 {file("a.pdf"), report("3")},
                 {file("x.pdf", "/2/x.pdf"), report("1")},
                 {file("x.pdf", "/3/x.pdf"), report("1")},
                 {file("c.pdf"), report("2")}});
  EXPECT_THAT(reports(store),
              ElementsAre("a.pdf 3 first", "b.pdf 2 first", "c.pdf 2", "x.pdf 1 first"));
}

TEST(RunStore, KeepsWhatIsSyncedForTheNextRun) {
  const Scratch s;
  {
    auto store = RunStore::open(s.path()).value();
    settle(store, {{file("a.pdf"), report("1")}});
    ASSERT_TRUE(store.sync());
  }
  auto store = RunStore::open(s.path()).value();
  store.start_run(kMaker, {});
  EXPECT_TRUE(store.has_result(report("1").sha256));
  EXPECT_FALSE(store.has_result(report("2").sha256));
}

TEST(RunStore, UsesResultsOfTheSameMakerOnly) {
  const Scratch s;
  auto store = RunStore::open(s.path()).value();
  settle(store, {{file("a.pdf"), report("1")}});
  Report timeout = report("2");
  timeout.cells.clear();
  timeout.checks.clear();
  timeout.error = {ErrorCode::kTimeout, "Too long."};
  store.put(timeout);
  const struct {
    Maker maker;
    bool sound, beyond_a_limit;
  } cases[] = {
      {kMaker, true, true},
      {{"1.1", "b1", "--dpi 0", "timeout 1"}, false, false},
      {{"1.0", "b2", "--dpi 0", "timeout 1"}, false, false},
      {{"1.0", "b1", "--dpi 300", "timeout 1"}, false, false},
      {{"1.0", "b1", "--dpi 0", "timeout 2"}, true, false},
  };
  for (const auto& c : cases) {
    store.start_run(c.maker, {});
    EXPECT_EQ(store.has_result(report("1").sha256), c.sound);
    EXPECT_EQ(store.has_result(timeout.sha256), c.beyond_a_limit);
  }
}

TEST(RunStore, ListsRunsThatWereFinished) {
  const Scratch s;
  auto store = RunStore::open(s.path()).value();
  store.start_run(kMaker, {.jobs = 2});
  store.finish_run({.read = 3, .reports = 5});
  store.start_run(kMaker, {.jobs = 4});
  const auto runs = store.runs();
  ASSERT_EQ(runs.size(), 1u);
  EXPECT_EQ(runs[0].number, 1);
  EXPECT_EQ(runs[0].jobs, 2);
  EXPECT_EQ(runs[0].version, "1.0");
  EXPECT_EQ(runs[0].reports, 5);
  EXPECT_FALSE(store.last_run()->finished);
}

TEST(RunStore, RefusesFilesThatAreNoneOfItsStores) {
  const std::string header("SQLite format 3\0", 16);
  const struct {
    std::string bytes, sentence;
  } cases[] = {
      {"not a database, but long enough to be looked at as if it were one" + std::string(4096, 'x'),
       "it is damaged or something else"},
      {header + std::string(4096, '\xFF'), "it is damaged or something else"},
  };
  for (const auto& c : cases) {
    const Scratch s;
    s.write(".gouji/run.db", c.bytes);
    const auto store = RunStore::open(s.path());
    ASSERT_FALSE(store);
    EXPECT_THAT(store.error(), HasSubstr(c.sentence));
  }
}

TEST(RunStore, RefusesDatabasesOfOthersAndOfOtherLayouts) {
  for (const char* sql :
       {"CREATE TABLE mine (a)", "PRAGMA application_id = 1735357802; PRAGMA user_version = 99"}) {
    const Scratch s;
    std::filesystem::create_directory(s.path() / ".gouji");
    Database::open(s.path() / ".gouji/run.db").value()->execute(sql);
    const auto store = RunStore::open(s.path());
    ASSERT_FALSE(store);
    EXPECT_THAT(store.error(), HasSubstr("cannot use"));
  }
}

TEST(RunStore, SaysThatAResultIsDamaged) {
  const Scratch s;
  {
    auto store = RunStore::open(s.path()).value();
    settle(store, {{file("a.pdf"), report("1")}});
    ASSERT_TRUE(store.sync());
  }
  Database::open(s.path() / ".gouji/run.db").value()->execute("UPDATE results SET report = '{'");
  auto store = RunStore::open(s.path()).value();
  store.start_run(kMaker, {});
  const auto end = store.for_each_report([](const Report&, bool) { return true; });
  ASSERT_FALSE(end);
  EXPECT_THAT(end.error(), HasSubstr("its result for a.pdf is damaged"));
}

}  // namespace
}  // namespace gouji
