#include "pipeline/worker_pool.h"

#include <map>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace gouji {
namespace {

using testing::HasSubstr;

// A worker has so long for a report that no test waits for it in vain, but for the one that hangs.
constexpr std::chrono::seconds kPatience{60};

PoolOptions options(int jobs, std::vector<std::string> arguments = {}) {
  arguments.insert(arguments.begin(), GOUJI_UNRULY_WORKER);
  return {{std::move(arguments), 0}, jobs, kPatience};
}

// Reads `files` and says of each its title, or the code and sentence of its error.
struct Reader {
  explicit Reader(std::vector<std::string> names) : files(std::move(names)) {}

  tl::expected<bool, std::string> run(const PoolOptions& with) {
    return run_workers(
        with, {[&]() -> std::optional<Job> {
                 if (handed_out == files.size()) return std::nullopt;
                 const size_t number = handed_out++;
                 return Job{number, files[number] + ".pdf"};
               },
               [&](size_t number, const Report& report) {
                 const ReadError& error = report.error;
                 said[files[number]] = error.code == ErrorCode::kNone
                                           ? report.title
                                           : std::string(name(error.code)) + ": " + error.message;
                 return said.size() < stop_after;
               },
               [&] { return going; }, [&](const std::string& what) { warnings.push_back(what); }});
  }

  std::vector<std::string> files;
  size_t handed_out = 0;
  size_t stop_after = 1000;
  bool going = true;
  std::map<std::string, std::string> said;  // by file
  std::vector<std::string> warnings;
};

TEST(WorkerPool, GivesEachFileItsAnswer) {
  for (int jobs : {1, 3}) {
    Reader reader({"a", "b", "c", "d", "e"});
    const auto end = reader.run(options(jobs));
    ASSERT_TRUE(end) << end.error();
    EXPECT_TRUE(*end);
    for (const std::string& file : reader.files) EXPECT_EQ(reader.said[file], file);
  }
}

TEST(WorkerPool, LosesOnlyTheReportThatAWorkerDiesOf) {
  const struct {
    std::string file, error;
  } cases[] = {
      {"crash", "crashed: The process that read the file ended (signal ABRT)"},
      {"exit", "crashed: The process that read the file ended (exit status 3)"},
      {"garbage", "crashed: The process that read the file gave a garbled answer"},
      {"flood", "crashed: The process that read the file gave a garbled answer"},
      {"hoard", "too_large: Reading the file takes more memory than one report may have"},
      {"killed", "too_large: The system ended the process"},
      {"giveup", "too_large: Too much. It was tried twice."},
  };
  for (const auto& c : cases) {
    for (int jobs : {1, 2}) {
      Reader reader({"a", c.file, "b", "c"});
      const auto end = reader.run(options(jobs));
      ASSERT_TRUE(end) << end.error();
      EXPECT_THAT(reader.said[c.file], HasSubstr(c.error));
      for (const char* other : {"a", "b", "c"}) EXPECT_EQ(reader.said[other], other) << c.file;
    }
  }
}

TEST(WorkerPool, ReplacesAWorkerThatHangs) {
  PoolOptions with = options(1);
  with.timeout = std::chrono::seconds(1);
  Reader reader({"a", "hang", "b"});
  const auto end = reader.run(with);
  ASSERT_TRUE(end) << end.error();
  EXPECT_THAT(reader.said["hang"], HasSubstr("timeout: Reading the file took longer than 1 s"));
  EXPECT_EQ(reader.said["b"], "b");
}

TEST(WorkerPool, EndsAWorkerThatUsesTooMuchCpuTime) {
  PoolOptions with = options(1);
  with.cpu = std::chrono::seconds(1);
  Reader reader({"a", "spin", "b"});
  ASSERT_TRUE(reader.run(with));
  EXPECT_THAT(reader.said["spin"],
              HasSubstr("timeout: Reading the file took more than 1 s of CPU"));
  EXPECT_EQ(reader.said["b"], "b");
}

TEST(WorkerPool, ReadsALostReportOnceMoreWithAFreshWorkerAndSaysSo) {
  for (int jobs : {1, 3}) {
    Reader reader({"a", "b", "c", "d", "crash-old", "e"});
    ASSERT_TRUE(reader.run(options(jobs)));
    EXPECT_EQ(reader.said["crash-old"], "crash-old");
    if (jobs > 1) continue;  // there it may have met a fresh worker at once
    ASSERT_EQ(reader.warnings.size(), 1u);
    EXPECT_THAT(reader.warnings[0], HasSubstr("crash-old.pdf was read at the second attempt"));
    EXPECT_THAT(reader.warnings[0], HasSubstr("crashed: The process that read the file ended"));
  }
}

TEST(WorkerPool, ReplacesAWorkerAfterSoManyReports) {
  PoolOptions with = options(1);
  with.reports_per_worker = 3;
  Reader reader({"a", "b", "tell"});
  ASSERT_TRUE(reader.run(with));
  EXPECT_EQ(reader.said["tell"], "2");
  Reader longer({"a", "b", "c", "tell"});
  ASSERT_TRUE(longer.run(with));
  EXPECT_EQ(longer.said["tell"], "0");
}

TEST(WorkerPool, BlamesNoReportForAWorkerThatLeavesAfterItsAnswer) {
  Reader reader({"leave", "b"});
  ASSERT_TRUE(reader.run(options(1)));
  EXPECT_EQ(reader.said["leave"], "leave");
  EXPECT_EQ(reader.said["b"], "b");
}

TEST(WorkerPool, EndsAWorkerThatSpeaksUnasked) {
  Reader reader({"a", "odd"});
  ASSERT_TRUE(reader.run(options(1)));
  EXPECT_EQ(reader.said["a"], "a");
  EXPECT_EQ(reader.said["odd"], "odd");
}

TEST(WorkerPool, EndsWhereNoReportCanBeRead) {
  const struct {
    std::vector<std::string> arguments;
    std::string sentence;
  } cases[] = {
      {{"fatal"}, "no forms"},
      {{"die"}, "a worker process did not start (exit status 7)"},
  };
  for (const auto& c : cases) {
    Reader reader({"a", "b"});
    const auto end = reader.run(options(2, c.arguments));
    ASSERT_FALSE(end);
    EXPECT_EQ(end.error(), c.sentence);
    EXPECT_TRUE(reader.said.empty());
  }
}

TEST(WorkerPool, SaysThatAProgramCannotBeExecuted) {
  Reader reader({"a"});
  const auto end = reader.run({{{"/nowhere/gouji"}, 0}, 1, kPatience});
  ASSERT_FALSE(end);
  EXPECT_THAT(end.error(), HasSubstr("did not start"));
}

TEST(WorkerPool, StopsWhenItIsTold) {
  Reader by_done({"a", "b", "c", "d"});
  by_done.stop_after = 2;
  EXPECT_EQ(by_done.run(options(1)), false);
  EXPECT_EQ(by_done.said.size(), 2u);

  Reader at_once({"hang"});
  at_once.going = false;
  EXPECT_EQ(at_once.run(options(1)), false);
}

}  // namespace
}  // namespace gouji
