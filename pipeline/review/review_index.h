// What the review page lists and counts, so that it need not read every report for it: an SQLite
// database in OUT/.gouji/review.db, made from the run store and the corrections.
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "models/form.h"
#include "models/report.h"
#include "pipeline/database.h"
#include "pipeline/run_store.h"

namespace gouji {

// A file, as the table of reports lists it.
struct ReportRow {
  std::string report_id, source, sha256, title, agency;
  std::string region_code, region;  // region: its names from the province down
  int year = 0;                     // 0: unknown
  std::string form, status;
  int pages = 0, cells_review = 0, cells_missing = 0, checks_broken = 0, checks_suspect = 0;
  std::string error;  // a sentence; empty unless the report failed
};

inline constexpr int kAnyYear = -1;

struct ReportQuery {
  std::string text;             // part of source, title or agency
  std::string status;           // as in reports.csv
  int year = kAnyYear;          // 0: unknown
  std::string region;           // GB/T 2260; takes in all below it; `none`: undecided
  std::string agency;           // part of it
  std::string check;            // only reports where it is broken or suspect
  std::string sort = "source";  // a column of ReportRow; another one is taken for this
  bool descending = false;
  int offset = 0, limit = 100;
};

struct ReportList {
  int total = 0;  // without offset and limit
  std::vector<ReportRow> rows;
};

// Files by status: ok, flagged, review, failed.
using StatusCounts = std::array<int, 4>;

struct IndexOverview {
  struct Province {
    std::string code, name;  // empty: undecided
    StatusCounts reports{};
  };
  struct Year {
    int year = 0;
    StatusCounts reports{};
  };
  struct Trouble {
    std::string relation, form;
    int broken = 0, suspect = 0;
  };

  StatusCounts reports{};
  // Of every report once, however many files have it.
  std::int64_t ok = 0, corrected = 0, blank = 0, review = 0, missing = 0;
  std::int64_t person = 0;  // contained in ok and blank
  std::vector<Province> provinces;
  std::vector<Year> years;
  std::vector<Trouble> troubles;         // most often broken first
  std::vector<std::int64_t> confidence;  // cells from kConfidenceBins[i] up to the next
};

// Where bins of confidence begin; the last ends with 1.
inline constexpr std::array<double, 8> kConfidenceBins{0, 0.5, 0.8, 0.9, 0.95, 0.99, 0.995, 0.999};

// A cell that needs a person.
struct QueueRow {
  std::string report_id;
  int cell = 0;               // index in Form::cells
  double expected_error = 0;  // probability that its value is not what is printed
};

// Any thread may call, one at a time.
class ReviewIndex {
 public:
  // A file of the run, with what corrections make of its report: another text where that may be
  // something else.
  struct Entry {
    RunStore::Settled file;
    std::string marks;
  };

  struct Loaded {
    Report report;    // as the dataset has it: its region decided, and as people corrected it
    int trusted = 0;  // cells that the program itself accepted
  };

  // Opens or makes OUT/.gouji/review.db. Fails with a sentence, as where another process has it.
  static tl::expected<ReviewIndex, std::string> open(const std::filesystem::path& out,
                                                     const std::vector<Form>& forms);

  // After a failure (a full disk): tries again to have the file.
  tl::expected<void, std::string> reopen();

  // Drops what is settled no longer. Returns those whose entry is missing, or of another result or
  // other corrections, in the order of `settled`: they are to be put.
  tl::expected<std::vector<Entry>, std::string> outdated(const std::vector<Entry>& settled);

  // Puts an entry in, or in place of the one it has. On the disk when sync() has returned.
  void put(const Entry& entry, const Loaded& loaded);

  // Empty, or why the index cannot be written.
  tl::expected<void, std::string> sync();

  // Those of a report that are in, by their sources; costs the same however many others there are.
  std::vector<Entry> files_of(const std::string& report_id);

  IndexOverview overview();
  ReportList reports(const ReportQuery& query);

  // The first file with this content; nothing where there is none, or it failed unread.
  std::optional<ReportRow> find(const std::string& report_id);

  // Those to look at, the most probably wrong first, those not found in the document last.
  std::vector<QueueRow> queue(int offset, int limit);
  int queue_length();

  // Reports with the number of cells that the program itself accepted, by their ids.
  std::vector<std::pair<std::string, int>> trusted();

  // Empty, or why the queries have nothing.
  std::string failure() const { return database_ == nullptr ? "closed" : database_->failure(); }

 private:
  ReviewIndex(std::filesystem::path file, const std::vector<Form>& forms)
      : file_(std::move(file)), forms_(forms) {}
  void put_details(const Report& report);
  void drop(const std::string& source, const std::string& sha256);

  std::filesystem::path file_;
  const std::vector<Form>& forms_;
  std::unique_ptr<Database> database_;  // null where reopen() has failed
};

}  // namespace gouji
