// A review of one OUT: what is in its store, as people corrected it.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "models/form.h"
#include "models/report.h"
#include "pipeline/corrections.h"
#include "pipeline/review/failure.h"
#include "pipeline/review/review_index.h"
#include "pipeline/run_store.h"

namespace gouji {

struct StoredReport {
  ReportRow row;
  const Form* form = nullptr;  // null where none was recognised
  Report read;                 // as the program read it
  Report now;                  // as people corrected it: what the dataset has
};

struct SessionOverview {
  IndexOverview index;
  std::optional<RunStore::LastRun> run;
  std::vector<std::string> not_applied;  // sentences on corrections
};

// Any thread may call. The store is opened when it is needed, and closed again: between requests
// another `gouji ingest` may write to OUT, and what it changed is noticed.
class Session {
 public:
  // `forms` must outlive the session. Fails with a sentence.
  static tl::expected<std::unique_ptr<Session>, std::string> open(const std::filesystem::path& out,
                                                                  const std::vector<Form>& forms);

  Answer<SessionOverview> overview();
  Answer<ReportList> reports(const ReportQuery& query);
  Answer<StoredReport> report(const std::string& report_id);

  // By which path the report's file can be opened.
  Answer<std::filesystem::path> file_of(const StoredReport& report);

  const std::filesystem::path& out() const { return out_; }
  const std::vector<Form>& forms() const { return forms_; }

 private:
  // When a file was changed last: of another value, it is another one.
  struct Stamp {
    std::filesystem::file_time_type run, corrections;
    std::uintmax_t corrections_size = 0;
    friend bool operator==(const Stamp&, const Stamp&) = default;
  };

  Session(std::filesystem::path out, const std::vector<Form>& forms, ReviewIndex index);

  // All of these with the mutex held.
  Answer<std::shared_ptr<RunStore>> store();
  Answer<void> refresh();
  Answer<StoredReport> load(RunStore& store, const ReportRow& row);
  Answer<std::vector<std::string>> not_applied();
  Stamp stamp() const;
  const Form* form_of(const Report& report) const;

  const std::filesystem::path out_;
  const std::vector<Form>& forms_;
  std::mutex mutex_;
  ReviewIndex index_;
  std::weak_ptr<RunStore> store_;
  std::optional<Stamp> seen_;
  CorrectionsFile corrections_;
};

}  // namespace gouji
