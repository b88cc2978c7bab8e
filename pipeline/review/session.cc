#include "pipeline/review/session.h"

#include <algorithm>

#include "extract/agency_region.h"
#include "pipeline/export_dataset.h"
#include "pipeline/translation.h"
#include "pipeline/utf8.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;

}  // namespace

Session::Session(fs::path out, const std::vector<Form>& forms, ReviewIndex index, AuditFile audit,
                 std::chrono::milliseconds at_once)
    : out_(std::move(out)),
      forms_(forms),
      index_(std::move(index)),
      audit_(std::move(audit)),
      at_once_(at_once),
      keeper_([this] { return write_dataset(); }),
      indexer_([this] { index_the_rest(); }) {}

Session::~Session() {
  stop();
  indexer_.join();
}

void Session::stop() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  to_index_.notify_all();
  indexed_.notify_all();
}

tl::expected<std::unique_ptr<Session>, std::string> Session::open(
    const fs::path& out, const std::vector<Form>& forms, std::chrono::milliseconds at_once) {
  if (!RunStore::is_in(out)) {
    return tl::unexpected(
        tr_format("gouji ingest has not written to {}", to_one_line(out.native())));
  }
  auto index = ReviewIndex::open(out, forms);
  if (!index) return tl::unexpected(index.error());
  auto audit = AuditFile::open(out);
  if (!audit) return tl::unexpected(audit.error());
  std::unique_ptr<Session> session(
      new Session(out, forms, std::move(*index), std::move(*audit), at_once));
  const std::lock_guard lock(session->mutex_);
  if (auto current = session->refresh(); !current) {
    return tl::unexpected(current.error().sentence);
  }
  const auto corrected = stamp_of(out / "corrections.csv");
  const auto written = stamp_of(out / "datapackage.json");
  if (corrected && (!written || written->modified < corrected->modified)) {
    session->keeper_.changed();  // as after a crash
  }
  return session;
}

Reply<std::shared_ptr<RunStore>> Session::store() {
  if (auto there = store_.lock()) return there;
  if (!RunStore::is_in(out_)) {
    return failed(503, tr_format("{} is gone", to_one_line(out_.native())));
  }
  auto opened = RunStore::open(out_);
  if (!opened) return failed(503, opened.error());
  auto store = std::make_shared<RunStore>(std::move(*opened));
  if (!store->use_last_run()) {
    return failed(503, tr_format("gouji ingest has not written to {}", to_one_line(out_.native())));
  }
  store_ = store;
  return store;
}

Reply<StoredReport> Session::load(RunStore& store, const ReportRow& row) {
  auto read = store.report(row.source, row.sha256);
  if (!read) return failed(503, read.error());
  StoredReport out{row, find_form(forms_, read->form), *read, std::move(*read)};
  decide_by_path(out.now.source, out.now.region);
  if (out.form != nullptr) in_force_.apply(*out.form, out.now);
  out.undoable = undoable(out);
  return out;
}

// But for what was changed elsewhere since.
std::vector<std::string> Session::undoable(const StoredReport& report) const {
  std::vector<std::string> out, seen;
  for (auto made = made_.rbegin(); made != made_.rend(); ++made) {
    if (report.form == nullptr || made->report_id != report.row.report_id) continue;
    if (std::find(seen.begin(), seen.end(), made->address) != seen.end()) continue;
    seen.push_back(made->address);
    const auto index = static_cast<size_t>(report.form->index_of(made->address));
    if (index < report.now.cells.size() && report.now.cells[index].value == made->new_value) {
      out.push_back(made->address);
    }
  }
  std::reverse(out.begin(), out.end());
  return out;
}

Reply<SessionOverview> Session::overview() {
  const std::lock_guard lock(mutex_);
  if (auto current = refresh(); !current) return tl::unexpected(current.error());
  const auto opened = store();
  if (!opened) return tl::unexpected(opened.error());
  const auto sample = valid_sample();
  if (!sample) return tl::unexpected(sample.error());
  // One that a correction has changed while it waits does so twice.
  const IndexProgress progress{std::max(0, settled_ - static_cast<int>(waiting_.size())), settled_};
  SessionOverview out{index_.overview(),   progress,           (*opened)->last_run(), not_applied(),
                      figures_of(*sample), population(*sample)};
  if (!index_.failure().empty()) return failed(503, index_.failure());
  return out;
}

// Nothing is said of corrections before all is indexed: their reports may be still to come.
std::vector<std::string> Session::not_applied() {
  std::vector<std::string> out;
  for (const DamagedLine& damaged : corrections_.damaged) out.push_back(sentence(damaged));
  if (!waiting_.empty()) return out;
  Corrections corrections(corrections_.corrections);
  for (const auto& [id, mark] : marks_) {
    const auto row = index_.find(id);
    const Form* const form = row ? find_form(forms_, row->form) : nullptr;
    if (form != nullptr) corrections.find_cells(*form, id);
  }
  const auto left = corrections.not_applied();
  out.insert(out.end(), left.begin(), left.end());
  return out;
}

Reply<ReportList> Session::reports(const ReportQuery& query) {
  const std::lock_guard lock(mutex_);
  if (auto current = refresh(); !current) return tl::unexpected(current.error());
  ReportList out = index_.reports(query);
  if (!index_.failure().empty()) return failed(503, index_.failure());
  return out;
}

Reply<std::shared_ptr<const StoredReport>> Session::find(const std::string& report_id) {
  if (auto current = refresh(); !current) return tl::unexpected(current.error());
  const auto row = row_of(report_id);
  if (!row) return tl::unexpected(row.error());
  if (!*row) return failed(404, tr("there is no such report"));
  const auto opened = store();
  if (!opened) return tl::unexpected(opened.error());
  auto report = load(**opened, **row);
  if (!report) return tl::unexpected(report.error());
  return std::make_shared<const StoredReport>(std::move(*report));
}

Reply<StoredReport> Session::report(const std::string& report_id) {
  const std::lock_guard lock(mutex_);
  const auto found = find(report_id);
  if (!found) return tl::unexpected(found.error());
  return **found;
}

tl::expected<void, std::string> Session::write_dataset() {
  speak("en");  // the keeper's thread
  std::unique_lock lock(mutex_);
  const auto opened = store();
  lock.unlock();  // the store is shared: people go on while the dataset is written
  if (!opened) return tl::unexpected(opened.error().sentence);
  const auto written = rewrite_dataset(**opened, forms_, out_);
  if (!written) return tl::unexpected(written.error());
  return {};
}

Reply<fs::path> Session::file_of(const StoredReport& report) {
  const std::lock_guard lock(mutex_);
  const auto opened = store();
  if (!opened) return tl::unexpected(opened.error());
  const auto path = (*opened)->path_of(report.row.sha256);
  if (!path) return failed(404, tr("there is no such report"));
  return *path;
}

}  // namespace gouji
