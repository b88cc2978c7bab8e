#include "pipeline/ingest.h"

#include <map>
#include <optional>

#include "models/sentences.h"
#include "pipeline/dataset_writer.h"
#include "pipeline/discover.h"
#include "pipeline/export_dataset.h"
#include "pipeline/run_store.h"
#include "pipeline/sha256.h"
#include "pipeline/translation.h"
#include "pipeline/worker_pool.h"

namespace gouji {
namespace {

// While a worker waits for its answer to be taken, inputs that need no worker are settled for so
// long at most.
constexpr std::chrono::milliseconds kLongestWait{500};

// An input in the hands of a worker.
struct Begun {
  Input input;
  std::string sha256;
  FileStamp stamp;  // from before it was hashed
};

Report failed_report(const Input& input, ReadError error) {
  Report out;
  out.source = input.source;
  out.error = std::move(error);
  return out;
}

class Run {
 public:
  Run(const IngestOptions& options, const std::vector<Form>& forms, const Maker& maker,
      RunStore store, DatasetWriter writer, Progress& progress, const std::function<bool()>& go_on)
      : options_(options),
        forms_(forms),
        store_(std::move(store)),
        inputs_(store_.inputs()),
        writer_(std::move(writer)),
        progress_(progress),
        go_on_(go_on),
        row_{.started = std::chrono::system_clock::now(),
             .shard = options.shard,
             .jobs = options.jobs,
             .dpi = options.dpi,
             .timeout = std::chrono::duration<double>(options.timeout).count()} {
    row_.number = store_.start_run(maker, row_);
  }

  tl::expected<IngestResult, std::string> run(const WorkerCommand& worker) {
    auto step = list();
    if (step) step = confirm();
    if (step) step = read(worker);
    progress_.finish(state());
    if (!step) return tl::unexpected(step.error());
    auto summary = export_dataset(store_, writer_, forms_, options_.out, row_);
    if (!summary) return tl::unexpected(summary.error());
    return IngestResult{std::move(*summary), there_, changed_, gone_, row_.unread, stopped_};
  }

 private:
  using Step = tl::expected<void, std::string>;

  bool going() {
    progress_.update(state());
    stopped_ = stopped_ || !go_on_();
    return !stopped_;
  }

  // The inputs of this run go into the store.
  Step list() {
    const auto found = discover(options_.inputs, [&](const InputFile& file) {
      inputs_.add(row_.number, file);
      return true;
    });
    if (!found) return found;
    gone_ = inputs_.drop_all_but(row_.number);
    store_.set_found(inputs_.count().all);
    if (options_.shard.of > 1) keep_shard();
    const InputList::Counts counts = inputs_.count();
    total_ = counts.all;
    done_ = counts.all - counts.unsettled;
    return store_.sync();
  }

  void keep_shard() {
    std::optional<Input> input;
    while (going() && (input = inputs_.next(input))) {
      if (shard_of(input->path, input->source, options_.shard.of) != options_.shard.number) {
        inputs_.drop(*input);
      }
    }
  }

  // What an earlier run read, and is as it was, is settled.
  Step confirm() {
    std::optional<Input> input;
    while (going() && (input = inputs_.next_to_confirm(input, store_.usable()))) {
      const auto digest = digest_file(input->path);
      if (!digest || digest->sha256 != input->sha256) continue;
      settle(*input, input->sha256);
      ++there_;
    }
    return store_.sync();
  }

  // Everything else. A file with the bytes of one that is being read waits for it, and is settled
  // in the next round.
  Step read(const WorkerCommand& worker) {
    const PoolOptions pool{worker, options_.jobs, options_.timeout, options_.cpu,
                           options_.reports_per_worker};
    for (auto left = inputs_.count().unsettled; left > 0 && going();) {
      last_.reset();
      const auto end = run_workers(
          pool, {[&] { return next(); },
                 [&](size_t number, Report report) { return done(number, std::move(report)); },
                 [&] { return going(); }, options_.warn});
      begun_.clear();
      if (!end) return tl::unexpected(end.error());
      if (auto synced = store_.sync(); !synced) return synced;
      const auto still = inputs_.count().unsettled;
      if (still == left) break;
      left = still;
    }
    return {};
  }

  std::optional<Job> next() {
    const auto until = std::chrono::steady_clock::now() + kLongestWait;
    while (begun_.empty() || std::chrono::steady_clock::now() < until) {
      if (!going()) return std::nullopt;
      auto input = inputs_.next_to_read(last_);
      if (!input) return std::nullopt;
      last_ = input;
      if (auto begun = begin(std::move(*input))) {
        Job job{++handed_out_, begun->input.path};
        begun_.emplace(job.number, std::move(*begun));
        return job;
      }
    }
    return std::nullopt;
  }

  // Nothing where the input needs no worker.
  std::optional<Begun> begin(Input input) {
    const auto digest = digest_file(input.path);
    if (!digest) {
      settle_failed(input, failed_report(input, digest.error()));
      return std::nullopt;
    }
    if (digest->bytes == 0) {
      Report report = failed_report(input, {ErrorCode::kEmpty, sentences::kEmpty});
      name(report, digest->sha256);
      settle_failed(input, report);
      return std::nullopt;
    }
    if (store_.has_result(digest->sha256)) {
      settle(input, digest->sha256);
      return std::nullopt;
    }
    for (const auto& [number, other] : begun_) {
      if (other.sha256 == digest->sha256) return std::nullopt;
    }
    return Begun{std::move(input), digest->sha256, digest->stamp};
  }

  static void name(Report& report, const std::string& sha256) {
    report.sha256 = sha256;
    report.id = report_id_of(sha256);
  }

  void settle(const Input& input, const std::string& sha256) {
    inputs_.settle(input, sha256);
    count(input, sha256);
  }

  void settle_failed(const Input& input, const Report& report) {
    inputs_.settle_failed(input, report);
    count(input, report.sha256);
  }

  void count(const Input& input, const std::string& sha256) {
    ++done_;
    if (!input.sha256.empty() && input.sha256 != sha256) ++changed_;
  }

  // What a worker says of a file, on the disk before the worker is given another.
  bool done(size_t number, Report report) {
    const Begun begun = std::move(begun_.extract(number).mapped());
    ++row_.read;
    if (stamp_of(begun.input.path) != begun.stamp) {
      settle_failed(begun.input,
                    failed_report(begun.input, {ErrorCode::kUnreadable, sentences::kChanged}));
      return store_.sync().has_value();
    }
    if (!fits(report, forms_)) {
      report = {};
      report.error = {ErrorCode::kCrashed, sentences::kForeignCells};
    }
    report.source.clear();
    name(report, begun.sha256);
    pages_ += report.pages;
    store_.put(report);
    settle(begun.input, begun.sha256);
    return store_.sync().has_value();
  }

  ProgressState state() const {
    return {.total = static_cast<size_t>(total_),
            .done = static_cast<size_t>(done_),
            .pages = pages_,
            .elapsed = std::chrono::steady_clock::now() - clock_,
            .there = static_cast<size_t>(there_)};
  }

  const IngestOptions& options_;
  const std::vector<Form>& forms_;
  RunStore store_;
  InputList& inputs_;
  DatasetWriter writer_;
  Progress& progress_;
  const std::function<bool()>& go_on_;
  RunRow row_;

  const std::chrono::steady_clock::time_point clock_ = std::chrono::steady_clock::now();
  bool stopped_ = false;
  std::int64_t total_ = 0, done_ = 0, there_ = 0, changed_ = 0, gone_ = 0;
  int pages_ = 0;              // of what this run read
  std::optional<Input> last_;  // that next() has looked at
  size_t handed_out_ = 0;
  std::map<size_t, Begun> begun_;  // by the number of its job
};

// A sentence where INPUT cannot be used or has no PDF file.
tl::expected<void, std::string> check_inputs(const std::vector<std::filesystem::path>& inputs) {
  bool any = false;
  const auto looked = discover(inputs, [&](const InputFile&) {
    any = true;
    return false;
  });
  if (!looked) return looked;
  if (!any) return tl::unexpected(tr("no PDF files under INPUT"));
  return {};
}

}  // namespace

tl::expected<IngestResult, std::string> ingest(const IngestOptions& options,
                                               const std::vector<Form>& forms,
                                               const WorkerCommand& worker, Progress& progress,
                                               const std::function<bool()>& go_on) {
  const auto usable = check_inputs(options.inputs);
  if (!usable) return tl::unexpected(usable.error());
  const auto maker = maker_of(worker, options.timeout, options.cpu);
  if (!maker) return tl::unexpected(maker.error());
  auto store = RunStore::open(options.out);
  if (!store) return tl::unexpected(store.error());
  auto writer = DatasetWriter::open(options.out, forms);
  if (!writer) return tl::unexpected(writer.error());
  return Run(options, forms, *maker, std::move(*store), std::move(*writer), progress, go_on)
      .run(worker);
}

}  // namespace gouji
