// A review of one OUT: what is in its store, as people corrected it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "models/form.h"
#include "models/report.h"
#include "pipeline/corrections.h"
#include "pipeline/review/audit.h"
#include "pipeline/review/dataset_keeper.h"
#include "pipeline/review/failure.h"
#include "pipeline/review/review_index.h"
#include "pipeline/run_store.h"
#include "pipeline/sha256.h"

namespace gouji {

struct StoredReport {
  ReportRow row;
  const Form* form = nullptr;  // null where none was recognised
  Report read;                 // as the program read it
  Report now;                  // as people corrected it: what the dataset has
  // Addresses of what this session can take back, the last corrected last.
  std::vector<std::string> undoable{};
};

// How much of the run the index has.
struct IndexProgress {
  int indexed = 0, all = 0;  // files
};

// How many cells the program trusts: when the sample was drawn from them, and now.
struct AuditPopulation {
  bool other = false;                 // the sample is of other cells than there are now
  std::optional<std::int64_t> drawn;  // not known of old samples
  std::int64_t now = 0;
};

struct SessionOverview {
  IndexOverview index;
  IndexProgress progress;
  std::optional<RunStore::LastRun> run;
  std::vector<std::string> not_applied;  // sentences on corrections
  AuditFigures audit;
  AuditPopulation population;
};

// A cell to look at, with its report.
struct QueuedCell {
  std::shared_ptr<const StoredReport> report;
  size_t cell = 0;  // index in Form::cells
};

// Any thread may call. The store is opened when it is needed, and closed again: between requests
// another `gouji ingest` may write to OUT, and what it changed is noticed.
//
// What is new in the store is indexed by whoever asks first, as long as that takes no longer than
// kAtOnce; the rest by a thread of the session's own, while overview, lists and queue show what is
// in already. A report that is asked for by its name is there in any case.
class Session {
 public:
  static constexpr std::chrono::milliseconds kAtOnce{200};

  // `forms` must outlive the session. Fails with a sentence.
  static tl::expected<std::unique_ptr<Session>, std::string> open(
      const std::filesystem::path& out, const std::vector<Form>& forms,
      std::chrono::milliseconds at_once = kAtOnce);
  ~Session();

  // From now on nobody waits for the index: who does is told that the session ends.
  void stop();

  // Waits until all is indexed.
  Reply<void> complete();

  Reply<SessionOverview> overview();
  Reply<ReportList> reports(const ReportQuery& query);
  Reply<StoredReport> report(const std::string& report_id);

  // Where the report's file is.
  Reply<std::filesystem::path> file_of(const StoredReport& report);

  // Cells that need a person, the most probably wrong first.
  struct Queue {
    int total = 0;
    std::vector<QueuedCell> cells;
  };
  Reply<Queue> queue(int offset, int limit);

  // Puts what a person found printed into corrections.csv, and judges the report anew. Fails with
  // 400 for what is no number, with 409 where the cell is no longer what the person saw.
  struct Change {
    std::string report_id, address, value, note;
    std::optional<std::string> seen_value;
  };
  struct Changed {
    std::shared_ptr<const StoredReport> report;
    size_t cell = 0;
    std::vector<size_t> checks;  // whose sums or verdict are others now
    int left = 0;                // cells in the queue
    DatasetState dataset;
  };
  Reply<Changed> correct(const Change& change);

  // Takes back the last correction of this cell that this session made and has not taken back. 409
  // where there is none.
  Reply<Changed> undo(const std::string& report_id, const std::string& address);

  // The first `size` cells of the sample, drawn where it has fewer yet, once all is indexed. What
  // was reread differently since it was drawn is no part of it any more. Where a person has
  // corrected a cell, that person's value says whether what was read is right.
  struct Audit {
    std::vector<QueuedCell> cells;
    std::vector<AuditCell> sampled;  // each of them, as it was read
    AuditFigures figures;            // of all
    AuditPopulation population;
  };
  // To a sample of other cells than there are now none are added: `anew` draws another.
  Reply<Audit> audit(int size, bool anew = false);

  // What a person says of the value that was read and is in the sample; where it is wrong, `value`
  // is a correction. Where it is right, `seen_value` is the one in the sample. 409 for `right`
  // where a person has given the cell another value.
  struct Judged {
    AuditFigures figures;
    std::optional<Changed> changed;
  };
  Reply<Judged> judge_sample(const Change& change, bool right);

  DatasetState dataset() { return keeper_.state(); }

  const std::filesystem::path& out() const { return out_; }
  const std::vector<Form>& forms() const { return forms_; }

 private:
  using Stamp = std::pair<std::optional<FileStamp>, std::optional<FileStamp>>;
  using Entries = std::vector<ReviewIndex::Entry>;

  Session(std::filesystem::path out, const std::vector<Form>& forms, ReviewIndex index,
          AuditFile audit, std::chrono::milliseconds at_once);

  // All of these with the mutex held.
  Reply<std::shared_ptr<RunStore>> store();
  Reply<void> refresh();
  Reply<Entries> outdated(RunStore& store, bool corrections_only);
  Reply<void> index_until(std::chrono::steady_clock::time_point end, RunStore& store,
                          Entries entries);
  Reply<void> index_waiting(const std::string& report_id);
  Reply<void> index_read(const std::vector<RunStore::Settled>& files,
                         std::vector<tl::expected<Report, std::string>> reports);
  void put(const RunStore::Settled& file, Report report);
  void forget_index(const std::string& why);
  Reply<std::optional<ReportRow>> row_of(const std::string& report_id);
  Reply<void> complete(std::unique_lock<std::mutex>& lock);
  Reply<StoredReport> load(RunStore& store, const ReportRow& row);
  std::vector<std::string> undoable(const StoredReport& report) const;
  Reply<std::shared_ptr<const StoredReport>> find(const std::string& report_id);
  struct Prepared {
    std::shared_ptr<const StoredReport> before;
    size_t cell = 0;
    Correction correction;
  };
  Reply<Prepared> prepare(const Change& change);
  Reply<Changed> append(const StoredReport& before, size_t cell, const Correction& correction);
  Reply<Changed> make(const Prepared& change);
  Reply<void> have_audit();
  struct Reading {
    bool there = false;  // the program has read and accepted it
    std::string read;
    std::optional<std::string> person;  // what a person says it is
  };
  Reply<Reading> reading_of(const AuditCell& cell);
  Reply<void> may_be_right(const AuditCell& sampled, const Change& change);
  Reply<std::vector<AuditCell>> valid_sample();
  Reply<void> draw_sample(size_t missing);
  AuditPopulation population(const std::vector<AuditCell>& sample);
  std::vector<std::string> not_applied();
  Stamp stamp() const;

  // Without the mutex, in threads of their own.
  tl::expected<void, std::string> write_dataset();
  void index_the_rest();
  static std::vector<tl::expected<Report, std::string>> read(
      RunStore& store, const std::vector<RunStore::Settled>& files);

  const std::filesystem::path out_;
  const std::vector<Form>& forms_;
  std::mutex mutex_;
  ReviewIndex index_;
  std::weak_ptr<RunStore> store_;
  std::optional<Stamp> seen_;
  CorrectionsFile corrections_;
  Corrections in_force_{{}};  // of those
  // Of corrected reports, as in ReviewIndex::Entry.
  std::map<std::string, std::string, std::less<>> marks_;
  std::vector<Correction> made_;  // here, and not taken back
  AuditFile audit_;
  // Of cells in the sample, with all that they come from: neither overview nor answer reads them
  // anew.
  struct KnownReading {
    std::optional<FileStamp> store;
    std::string mark;
    Reading reading;
  };
  std::map<std::pair<std::string, std::string>, KnownReading> readings_;

  const std::chrono::milliseconds at_once_;
  int settled_ = 0;                        // files of the run
  std::deque<RunStore::Settled> waiting_;  // for the indexer
  std::uint64_t listed_ = 0;               // counts what waiting_ was made anew by
  std::string not_indexed_;                // why; whoever asks next is told
  std::condition_variable to_index_, indexed_;
  bool ending_ = false;

  DatasetKeeper keeper_;  // the last two: their threads use the others
  std::thread indexer_;
};

}  // namespace gouji
