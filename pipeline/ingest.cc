#include "pipeline/ingest.h"

#include <map>
#include <optional>

#include "pipeline/dataset_writer.h"
#include "pipeline/discover.h"
#include "pipeline/sha256.h"
#include "pipeline/worker_pool.h"

namespace gouji {
namespace {

// Rows are written in the order of sources, so reports that are done wait for a slow one before
// them; so many at most.
constexpr size_t kMostWaiting = 1000;

constexpr size_t kIdDigits = 16;

tl::unexpected<IngestError> stopped(std::string message) {
  return tl::unexpected(IngestError{false, std::move(message)});
}

class Run {
 public:
  Run(const IngestOptions& options, const std::vector<Form>& forms, std::vector<InputFile> files,
      DatasetWriter writer, Progress& progress)
      : options_(options),
        forms_(forms),
        files_(std::move(files)),
        writer_(std::move(writer)),
        progress_(progress),
        summary_(forms) {}

  tl::expected<RunSummary, IngestError> run(const WorkerCommand& worker,
                                            const std::function<bool()>& go_on) {
    const PoolOptions pool{worker, options_.jobs, options_.timeout, options_.cpu,
                           options_.reports_per_worker};
    const auto end = run_workers(
        pool, {[&] { return next(); },
               [&](size_t number, Report report) { return done(number, std::move(report)); },
               [&] {
                 progress_.update(state());
                 return go_on();
               },
               options_.warn});
    progress_.finish(state());
    if (!end) return stopped(end.error());
    if (!failure_.empty()) return stopped(failure_);
    if (!*end) return tl::unexpected(IngestError{true, {}});
    if (auto written = writer_.commit(row()); !written) return stopped(written.error());
    return std::move(summary_);
  }

 private:
  // Files that need no worker to fail are done on the way.
  std::optional<Job> next() {
    while (failure_.empty() && next_ < files_.size() && next_ < written_ + kMostWaiting) {
      const size_t number = next_++;
      const InputFile& file = files_[number];
      Report& report = begun_[number];
      report.source = file.source;
      report.error = file.error;
      if (report.error.code == ErrorCode::kNone) identify(file, report);
      if (report.error.code == ErrorCode::kNone) return Job{number, file.path};
      ready(number, report);
    }
    return std::nullopt;
  }

  static void identify(const InputFile& file, Report& report) {
    const auto digest = digest_file(file.path);
    if (!digest) {
      report.error = digest.error();
      return;
    }
    report.sha256 = digest->sha256;
    report.id = report.sha256.substr(0, kIdDigits);
    if (digest->bytes == 0) {
      report.error = {ErrorCode::kEmpty, "The file is empty; get it again from where it came."};
    }
  }

  // What a worker says of a file, under the name that the file has here.
  bool done(size_t number, Report report) {
    if (!fits(report, forms_)) {
      report = {};
      report.error = {ErrorCode::kCrashed,
                      "The process that read the file answered with cells that no form has. Please "
                      "report this, with the file."};
    }
    Report& begun = begun_[number];
    report.id = std::move(begun.id);
    report.source = std::move(begun.source);
    report.sha256 = std::move(begun.sha256);
    ready(number, std::move(report));
    return failure_.empty();
  }

  void ready(size_t number, Report report) {
    begun_.erase(number);
    ++done_;
    pages_ += report.pages;
    ready_.emplace(number, std::move(report));
    for (auto it = ready_.find(written_); it != ready_.end(); it = ready_.find(++written_)) {
      write(it->second);
      ready_.erase(it);
    }
  }

  void write(const Report& report) {
    const auto added = writer_.add(report);
    if (!added) {
      failure_ = added.error();
    } else if (*added) {
      summary_.add(report);
    }
  }

  ProgressState state() const {
    return {files_.size(), done_, pages_, std::chrono::steady_clock::now() - clock_};
  }

  RunRow row() const {
    return {.started = started_,
            .finished = std::chrono::system_clock::now(),
            .jobs = options_.jobs,
            .dpi = options_.dpi,
            .timeout = std::chrono::duration<double>(options_.timeout).count(),
            .reports = summary_.reports(),
            .pages = summary_.pages(),
            .ok = summary_.count(ReportStatus::kOk),
            .flagged = summary_.count(ReportStatus::kFlagged),
            .review = summary_.count(ReportStatus::kReview),
            .failed = summary_.count(ReportStatus::kFailed)};
  }

  const IngestOptions& options_;
  const std::vector<Form>& forms_;
  const std::vector<InputFile> files_;
  DatasetWriter writer_;
  Progress& progress_;
  RunSummary summary_;

  const std::chrono::system_clock::time_point started_ = std::chrono::system_clock::now();
  const std::chrono::steady_clock::time_point clock_ = std::chrono::steady_clock::now();
  size_t next_ = 0;                 // of files_, to hand out
  size_t written_ = 0;              // of files_, in the dataset
  size_t done_ = 0;                 // read, whether written or not
  int pages_ = 0;                   // of those
  std::map<size_t, Report> begun_;  // handed out: id, source and sha256
  std::map<size_t, Report> ready_;  // done, and waiting for one before them
  std::string failure_;
};

}  // namespace

tl::expected<RunSummary, IngestError> ingest(const IngestOptions& options,
                                             const std::vector<Form>& forms,
                                             const WorkerCommand& worker, Progress& progress,
                                             const std::function<bool()>& go_on) {
  auto files = discover(options.inputs);
  if (!files) return stopped(files.error());
  if (files->empty()) return stopped("no PDF files under INPUT");
  auto writer = DatasetWriter::open(options.out, forms);
  if (!writer) return stopped(writer.error());
  return Run(options, forms, std::move(*files), std::move(*writer), progress).run(worker, go_on);
}

}  // namespace gouji
