#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "pipeline/review/session.h"
#include "tests/pipeline/sample_report.h"
#include "tests/pipeline/sample_store.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kGranted[] = "requests/granted/natural_person";

class SessionTest : public testing::Test {
 protected:
  SessionTest() {
    Report doubtful = stored_report(1, "a.pdf");
    doubt(doubtful, kGranted, "7", 0.6);
    id = doubtful.id;
    make_store(s.path(), {doubtful, stored_report(2, "b.pdf")});
    open();
  }

  void open() {
    session.reset();
    session = Session::open(s.path(), standard_forms()).value();
  }

  Session::Change to(const std::string& value) const { return {id, kGranted, value, "", {}}; }

  Reply<Session::Changed> undo() { return session->undo(id, kGranted); }

  const Cell& cell(const Report& report) const {
    return report.cells[static_cast<size_t>(standard_form("2021").index_of(kGranted))];
  }

  std::string file(const char* name) const { return contents(s.path() / name); }

  Scratch s;
  std::string id;
  std::unique_ptr<Session> session;
};

TEST_F(SessionTest, ACorrectionMakesASumHoldAndIsInTheDataset) {
  EXPECT_GT(session->report(id)->now.count(Verdict::kSuspect), 0);
  EXPECT_EQ(session->queue(0, 10)->total, 1);
  const auto changed = session->correct(to("0"));
  ASSERT_TRUE(changed) << changed.error().sentence;
  EXPECT_EQ(changed->left, 0);
  EXPECT_FALSE(changed->checks.empty());
  for (size_t check : changed->checks) {
    EXPECT_EQ(changed->report->now.checks[check].verdict, Verdict::kHolds);
  }
  EXPECT_EQ(session->report(id)->row.status, "ok");
  EXPECT_EQ(session->report(id)->read.cells[0].value, "0");
  EXPECT_EQ(cell(session->report(id)->read).value, "7") << "what was read is still known";
  session.reset();  // which waits for the dataset
  EXPECT_THAT(file("cells.csv"), HasSubstr(id + ",2021,requests,granted,natural_person,0,0,ok,"
                                                "1.0000,person,"));
  EXPECT_THAT(file("corrections.csv"), HasSubstr("," + id + "," + kGranted + ",7,0,"));
}

TEST_F(SessionTest, AnUndoIsALineOfItsOwnAndTakesBackOneByOne) {
  ASSERT_TRUE(session->correct(to("3")));
  ASSERT_TRUE(session->correct(to("0")));
  ASSERT_TRUE(undo());
  EXPECT_EQ(cell(session->report(id)->now).value, "3");
  ASSERT_TRUE(undo());
  EXPECT_EQ(cell(session->report(id)->now).value, "7");
  EXPECT_EQ(cell(session->report(id)->now).status, CellStatus::kReview);
  EXPECT_EQ(session->queue(0, 10)->total, 1);
  EXPECT_EQ(undo().error().status, 409);
  EXPECT_EQ(read_corrections(s.path())->corrections.size(), 4u);
}

TEST_F(SessionTest, AnUndoTakesBackTheCellItNamesAndNoOther) {
  constexpr char kOther[] = "requests/granted/total";
  ASSERT_TRUE(session->correct(to("3")));
  const auto changed = session->correct({id, kOther, "5", "", {}});
  ASSERT_TRUE(changed) << changed.error().sentence;
  EXPECT_THAT(changed->report->undoable, ElementsAre(kGranted, kOther));
  EXPECT_EQ(session->undo(id, "requests/carried_in/total").error().status, 409);
  const auto undone = undo();
  ASSERT_TRUE(undone) << undone.error().sentence;
  EXPECT_EQ(cell(undone->report->now).value, "7");
  const auto other = static_cast<size_t>(standard_form("2021").index_of(kOther));
  EXPECT_EQ(undone->report->now.cells[other].value, "5");
  EXPECT_THAT(session->report(id)->undoable, ElementsAre(kOther));
}

TEST_F(SessionTest, WhatWasChangedElsewhereCannotBeUndone) {
  ASSERT_TRUE(session->correct(to("3")));
  ASSERT_TRUE(append_correction(
      s.path(), {"2026-01-02T03:04:05Z", "li", id, kGranted, "3", "4", "on paper"}));
  EXPECT_TRUE(session->report(id)->undoable.empty());
  EXPECT_EQ(undo().error().status, 409);
  EXPECT_EQ(cell(session->report(id)->now).value, "4");
}

TEST_F(SessionTest, ACorrectionOutlivesTheProgram) {
  ASSERT_TRUE(session->correct(to("")));
  open();
  EXPECT_EQ(cell(session->report(id)->now).status, CellStatus::kBlank);
  EXPECT_EQ(cell(session->report(id)->now).method, Method::kPerson);
  EXPECT_EQ(undo().error().status, 409) << "that is another session's";
}

TEST_F(SessionTest, ACorrectionThatSomeoneElseMadeIsSeen) {
  ASSERT_TRUE(append_correction(
      s.path(), {"2026-01-02T03:04:05Z", "li", id, kGranted, "7", "0", "on paper"}));
  EXPECT_EQ(session->queue(0, 10)->total, 0);
  auto change = to("5");
  change.seen_value = "7";
  EXPECT_EQ(session->correct(change).error().status, 409);
  change.seen_value = "0";
  EXPECT_TRUE(session->correct(change));
}

TEST_F(SessionTest, RefusesWhatIsNoNumberAndCellsThatAreNotThere) {
  for (const char* value : {"x", "1,000", "1 2", "１", "1e5", "999999999999999999"}) {
    EXPECT_EQ(session->correct(to(value)).error().status, 400) << value;
  }
  EXPECT_EQ(session->correct({id, "requests/no_such/total", "1", "", {}}).error().status, 404);
  EXPECT_EQ(session->correct({"0000000000000009", kGranted, "1", "", {}}).error().status, 404);
  EXPECT_EQ(session->correct({id, kGranted, "1", kUndo, {}}).error().status, 400);
  EXPECT_FALSE(fs::exists(s.path() / "corrections.csv"));
}

TEST_F(SessionTest, TellsOfCorrectionsThatHaveNoCell) {
  ASSERT_TRUE(append_correction(
      s.path(), {"2026-01-02T03:04:05Z", "li", "00000000000000ff", kGranted, "7", "0", ""}));
  EXPECT_THAT(session->overview()->not_applied, ElementsAre(HasSubstr("00000000000000ff")));
  ASSERT_TRUE(
      append_correction(s.path(), {"2026-01-02T03:04:05Z", "li", id, "a/b/c", "", "0", ""}));
  ASSERT_TRUE(session->correct(to("0")));
  EXPECT_THAT(session->overview()->not_applied,
              ElementsAre(HasSubstr("its form has no such cell"), HasSubstr("00000000000000ff")));
}

TEST_F(SessionTest, TheAuditDrawsAcceptedCellsOnceEachAndKeepsThem) {
  const auto audit = session->audit(20);
  ASSERT_TRUE(audit) << audit.error().sentence;
  ASSERT_EQ(audit->cells.size(), 20u);
  std::set<std::pair<std::string, size_t>> drawn;
  for (const QueuedCell& c : audit->cells) {
    EXPECT_TRUE(c.report->read.cells[c.cell].accepted());
    drawn.emplace(c.report->row.report_id, c.cell);
  }
  EXPECT_EQ(drawn.size(), 20u);
  open();
  const auto again = session->audit(20);
  for (size_t i = 0; i < 20; ++i) EXPECT_EQ(again->cells[i].cell, audit->cells[i].cell);
}

TEST_F(SessionTest, TheAuditCountsWhatPeopleFindAndCorrectsIt) {
  const auto audit = session->audit(2);
  ASSERT_EQ(audit->cells.size(), 2u);
  const auto at = [&](size_t i, const std::string& value) {
    const QueuedCell& c = audit->cells[i];
    return Session::Change{
        c.report->row.report_id, c.report->form->cells[c.cell].str(), value, "audit", {}};
  };
  ASSERT_TRUE(session->judge_sample(at(0, ""), true));
  const auto judged = session->judge_sample(at(1, "4"), false);
  ASSERT_TRUE(judged) << judged.error().sentence;
  EXPECT_EQ(judged->figures.checked, 2);
  EXPECT_EQ(judged->figures.wrong, 1);
  EXPECT_EQ(judged->changed->report->now.cells[judged->changed->cell].value, "4");
  open();
  EXPECT_EQ(session->overview()->audit.wrong, 1) << "though it is corrected now";
  EXPECT_EQ(session->judge_sample({id, kGranted, "1", "", {}}, true).error().status, 404);
}

TEST_F(SessionTest, TheAuditAsksForWhatWasReadWhateverAPersonMadeOfIt) {
  const auto drawn = session->audit(1);
  ASSERT_EQ(drawn->cells.size(), 1u);
  const std::string read = drawn->sampled[0].value;
  Session::Change change{drawn->sampled[0].report_id, drawn->sampled[0].address, "98765", "", {}};
  ASSERT_TRUE(session->correct(change));
  const auto audit = session->audit(1);
  EXPECT_EQ(audit->sampled[0].value, read);
  EXPECT_EQ(audit->sampled[0].right, false) << "the person has said so";
  EXPECT_EQ(session->overview()->audit.wrong, 1);
  change.seen_value = read;
  EXPECT_EQ(session->judge_sample(change, true).error().status, 409);
  EXPECT_EQ(session->overview()->audit.wrong, 1);
  change.seen_value.reset();
  change.value = read;
  ASSERT_TRUE(session->correct(change));
  EXPECT_EQ(session->overview()->audit.wrong, 0) << "a person has entered what was read";
  EXPECT_EQ(session->overview()->audit.checked, 1);
}

TEST_F(SessionTest, AVerdictIsOnTheValueInTheSample) {
  const auto drawn = session->audit(1);
  const AuditCell& cell = drawn->sampled.at(0);
  EXPECT_EQ(
      session->judge_sample({cell.report_id, cell.address, "", "", "98765"}, true).error().status,
      409);
  EXPECT_EQ(session->judge_sample({cell.report_id, cell.address, cell.value, "", {}}, false)
                .error()
                .status,
            400)
      << "that is what was read";
  EXPECT_EQ(session->overview()->audit.checked, 0);
  EXPECT_TRUE(session->judge_sample({cell.report_id, cell.address, "", "", cell.value}, true));
}

TEST_F(SessionTest, AnAuditAnswerNeedsNotReadTheSampleAnew) {
  const auto drawn = session->audit(2);
  const AuditCell& cell = drawn->sampled.at(0);
  auto writer = RunStore::open(s.path()).value();  // reports cannot be read meanwhile
  const auto judged = session->judge_sample({cell.report_id, cell.address, "", "", {}}, true);
  ASSERT_TRUE(judged) << judged.error().sentence;
  EXPECT_EQ(judged->figures.checked, 1);
}

TEST_F(SessionTest, ASampleOfWhatThereWasBeforeSaysSoUntilAnotherIsDrawn) {
  const auto first = session->audit(20);
  EXPECT_FALSE(first->population.other);
  EXPECT_FALSE(session->overview()->population.other);
  const AuditCell& cell = first->sampled.at(0);
  ASSERT_TRUE(session->judge_sample({cell.report_id, cell.address, "", "", {}}, true));
  session.reset();
  Report doubtful = stored_report(1, "a.pdf");
  doubt(doubtful, kGranted, "7", 0.6);
  const Report added = stored_report(3, "c.pdf");
  make_store(s.path(), {doubtful, stored_report(2, "b.pdf"), added});
  open();
  const AuditPopulation population = session->overview()->population;
  EXPECT_TRUE(population.other);
  EXPECT_EQ(population.now - population.drawn.value(), added.count_accepted());
  const auto more = session->audit(30);
  EXPECT_EQ(more->cells.size(), 20u) << "two samples are not mixed";
  EXPECT_TRUE(more->population.other);
  const auto all = session->audit(40, true);
  EXPECT_FALSE(all->population.other);
  EXPECT_FALSE(session->overview()->population.other);
  EXPECT_GT(all->cells.size(), 20u);
}

TEST_F(SessionTest, SaysThatOutIsGone) {
  const fs::path elsewhere = s.path().string() + ".moved";
  fs::rename(s.path(), elsewhere);
  for (const auto& failure : {session->overview().error(), session->report(id).error(),
                              session->queue(0, 1).error(), session->correct(to("0")).error()}) {
    EXPECT_EQ(failure.status, 503);
    EXPECT_THAT(failure.sentence, HasSubstr("is gone"));
  }
  EXPECT_FALSE(fs::exists(s.path())) << "nothing is made in its place";
  fs::rename(elsewhere, s.path());
  EXPECT_TRUE(session->correct(to("0")));
}

// A disk that is full, as far as files of this process go.
class FullDisk {
 public:
  FullDisk() {
    ::signal(SIGXFSZ, SIG_IGN);  // as the program does
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit none{1, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &none);
  }
  ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

TEST_F(SessionTest, AFullDiskIsSaidAndLeavesNothingHalfWritten) {
  ASSERT_TRUE(session->correct(to("3")));
  const std::string before = file("corrections.csv");
  {
    const FullDisk full;
    const auto failed = session->correct(to("0"));
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().status, 507);
    EXPECT_THAT(failed.error().sentence, HasSubstr("cannot write "));
    EXPECT_EQ(cell(session->report(id)->now).value, "3");
  }
  EXPECT_EQ(file("corrections.csv"), before);
  EXPECT_TRUE(session->correct(to("0"))) << "there is room again";
  EXPECT_EQ(session->queue(0, 1)->total, 0);
}

TEST_F(SessionTest, AnAuditAnswerIsKeptOnceAFullDiskHasRoomAgain) {
  const auto audit = session->audit(1);
  ASSERT_EQ(audit->cells.size(), 1u);
  const QueuedCell& drawn = audit->cells[0];
  const Session::Change answer{
      drawn.report->row.report_id, drawn.report->form->cells[drawn.cell].str(), "", "audit", {}};
  {
    const FullDisk full;
    EXPECT_EQ(session->judge_sample(answer, true).error().status, 507);
  }
  const auto judged = session->judge_sample(answer, true);
  ASSERT_TRUE(judged) << judged.error().sentence;
  EXPECT_EQ(judged->figures.checked, 1);
  open();
  EXPECT_EQ(session->overview()->audit.checked, 1);
}

TEST_F(SessionTest, AnAuditAnswerWhoseCorrectionCannotBeMadeCanBeGivenAgain) {
  const auto audit = session->audit(1);
  const QueuedCell& drawn = audit->cells.at(0);
  Session::Change answer{drawn.report->row.report_id, drawn.report->form->cells[drawn.cell].str(),
                         "4", "audit", drawn.report->now.cells[drawn.cell].value};
  fs::create_directories(s.path() / "corrections.csv");  // in the way
  EXPECT_FALSE(session->judge_sample(answer, false));
  fs::remove(s.path() / "corrections.csv");
  const auto judged = session->judge_sample(answer, false);
  ASSERT_TRUE(judged) << judged.error().sentence;
  EXPECT_EQ(judged->figures.wrong, 1);
  EXPECT_EQ(judged->changed->report->now.cells[judged->changed->cell].value, "4");
}

// Of many reports, all of which are left to the thread that indexes.
class SlowSessionTest : public testing::Test {
 protected:
  static constexpr int kReports = 500;  // more than the indexer takes at once

  SlowSessionTest() {
    std::vector<Report> reports;
    for (int i = 0; i < kReports; ++i) {
      reports.push_back(stored_report(i, std::to_string(i) + ".pdf"));
      if (i % 100 == 0) doubt(reports.back(), kGranted, "7", 0.6);
    }
    make_store(s.path(), reports);
    session = Session::open(s.path(), standard_forms(), std::chrono::milliseconds(0)).value();
  }

  static std::string id(int number) { return stored_report(number, "").id; }

  Scratch s;
  std::unique_ptr<Session> session;
};

TEST_F(SlowSessionTest, IsOpenBeforeAllIsIndexedAndSaysHowFarItIs) {
  const auto overview = session->overview();
  ASSERT_TRUE(overview) << overview.error().sentence;
  EXPECT_EQ(overview->progress.all, kReports);
  const auto counted = overview->index.reports[0] + overview->index.reports[2];
  EXPECT_EQ(overview->progress.indexed, counted) << "what is shown is what is indexed";
  ASSERT_TRUE(session->complete());
  EXPECT_EQ(session->overview()->progress.indexed, kReports);
  EXPECT_EQ(session->reports({})->total, kReports);
  EXPECT_EQ(session->queue(0, 100)->total, 5);
}

TEST_F(SlowSessionTest, HasEveryReportThatIsAskedFor) {
  for (int i = kReports - 1; i >= 0; i -= 50) {
    const auto report = session->report(id(i));
    ASSERT_TRUE(report) << report.error().sentence;
    EXPECT_EQ(report->row.source, std::to_string(i) + ".pdf");
  }
  EXPECT_EQ(session->report("0000000000ffffff").error().status, 404);
}

TEST_F(SlowSessionTest, TakesACorrectionBeforeAllIsIndexed) {
  const auto changed = session->correct({id(400), kGranted, "0", "", {}});
  ASSERT_TRUE(changed) << changed.error().sentence;
  EXPECT_EQ(changed->report->row.status, "ok");
  ASSERT_TRUE(session->complete());
  EXPECT_EQ(session->report(id(400))->row.status, "ok");
  EXPECT_EQ(session->queue(0, 100)->total, 4);
}

TEST_F(SlowSessionTest, DrawsItsSampleFromAll) {
  ASSERT_TRUE(session->audit(1));
  EXPECT_EQ(session->overview()->progress.indexed, kReports);
}

TEST_F(SlowSessionTest, CanBeLeftAtAnyTime) {
  session.reset();
  session = Session::open(s.path(), standard_forms(), std::chrono::milliseconds(0)).value();
  ASSERT_TRUE(session->complete());
  EXPECT_EQ(session->reports({})->total, kReports);
}

TEST_F(SlowSessionTest, WhoWaitsForTheIndexIsToldThatTheSessionEnds) {
  session->stop();
  const auto done = session->complete();
  if (done) GTEST_SKIP() << "all was indexed before";
  EXPECT_EQ(done.error().status, 503);
  EXPECT_THAT(done.error().sentence, HasSubstr("is ending"));
}

TEST_F(SlowSessionTest, SaysWhyItCannotGoOn) {
  ASSERT_TRUE(session->complete());
  session.reset();
  fs::remove(s.path() / ".gouji/review.db");
  Database::open(s.path() / ".gouji/run.db")
      .value()
      ->execute("UPDATE results SET report = 'no report' WHERE sha256 LIKE '%1f3%'");
  session = Session::open(s.path(), standard_forms(), std::chrono::milliseconds(0)).value();
  const auto done = session->complete();
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().sentence, HasSubstr("is damaged"));
}

TEST_F(SessionTest, ADatasetThatCannotBeWrittenIsSaidToBeBehind) {
  fs::create_directories(s.path() / "cells.csv" / "in the way");
  const auto changed = session->correct(to("0"));
  ASSERT_TRUE(changed) << "the correction itself is kept";
  EXPECT_TRUE(session->dataset().behind);
  // It may be under way for longer than the session waits before it answers.
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (session->dataset().problem.empty() && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  EXPECT_THAT(session->dataset().problem, HasSubstr("cells.csv"));
}

TEST(DatasetKeeper, TriesAgainWhatCouldNotBeWritten) {
  std::atomic<int> tries = 0;
  DatasetKeeper keeper(
      [&]() -> tl::expected<void, std::string> {
        if (++tries < 3) return tl::unexpected(std::string("the disk is full"));
        return {};
      },
      std::chrono::milliseconds(20));
  keeper.changed();
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (tries < 3 && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  ASSERT_EQ(tries, 3);
  while (keeper.state().behind && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  EXPECT_EQ(keeper.state().problem, "");
}

TEST_F(SessionTest, SaysThatAnotherRunIsWriting) {
  auto writer = RunStore::open(s.path()).value();
  EXPECT_EQ(session->report(id).error().status, 503);
  EXPECT_THAT(session->report(id).error().sentence,
              HasSubstr("is in use: gouji ingest is writing"));
}

TEST(Session, NeedsADataset) {
  const Scratch empty;
  EXPECT_THAT(Session::open(empty.path(), standard_forms()).error(),
              HasSubstr("has not written to"));
  EXPECT_TRUE(fs::is_empty(empty.path()));
}

}  // namespace
}  // namespace gouji
