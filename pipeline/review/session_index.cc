// How a session keeps its index in step with the store and the corrections.
#include <algorithm>
#include <string_view>
#include <utility>

#include "extract/agency_region.h"
#include "pipeline/review/background_problems.h"
#include "pipeline/review/session.h"
#include "pipeline/sha256.h"
#include "pipeline/translation.h"
#include "pipeline/utf8.h"

namespace gouji {
namespace {

using Marks = std::map<std::string, std::string, std::less<>>;
using Clock = std::chrono::steady_clock;

// Files that the indexer takes at once: what it holds others up for is their way into the index.
constexpr size_t kBatch = 200;

// What corrections make of a report changes with this.
Marks marks_of(const std::vector<Correction>& corrections) {
  Marks out;
  for (const Correction& c : corrections) {
    out[c.report_id] += " " + c.address + "=" + c.new_value + (c.note == kUndo ? " undo" : "");
  }
  return out;
}

std::string mark_of(const Marks& marks, std::string_view id) {
  const auto found = marks.find(id);
  return found == marks.end() ? "" : found->second;
}

// Whose mark is another one.
std::vector<std::string> changed(const Marks& before, const Marks& now) {
  std::vector<std::string> out;
  for (const auto& [id, mark] : now) {
    if (mark_of(before, id) != mark) out.push_back(id);
  }
  for (const auto& [id, mark] : before) {
    if (!now.contains(id)) out.push_back(id);
  }
  return out;
}

}  // namespace

Session::Stamp Session::stamp() const {
  return {stamp_of(out_ / ".gouji" / "run.db"), stamp_of(out_ / "corrections.csv")};
}

Reply<void> Session::refresh() {
  if (!RunStore::is_in(out_)) {
    return failed(503, tr_format("{} is gone", to_one_line(out_.native())));
  }
  if (!index_.failure().empty()) {
    seen_.reset();
    if (auto opened = index_.reopen(); !opened) return failed(503, opened.error());
  }
  if (!not_indexed_.empty()) {
    return failed(503, tr_sentence(std::exchange(not_indexed_, ""), kBackgroundProblems));
  }
  const Stamp now = stamp();
  if (seen_ == now) return {};
  const auto opened = store();
  if (!opened) return tl::unexpected(opened.error());
  const bool corrections_only = seen_ && seen_->first == now.first;
  seen_.reset();  // what fails from here on is found again by a look at everything
  auto entries = outdated(**opened, corrections_only);
  if (!entries) return tl::unexpected(entries.error());
  auto done = index_until(Clock::now() + at_once_, **opened, std::move(*entries));
  if (done) seen_ = now;
  return done;
}

// What is to be put into the index anew. Only the corrections' own file has changed in most cases:
// then nothing is listed but the reports it names.
Reply<Session::Entries> Session::outdated(RunStore& store, bool corrections_only) {
  auto made = read_corrections(out_);
  if (!made) return failed(503, made.error());
  corrections_ = std::move(*made);
  in_force_ = Corrections(corrections_.corrections);
  const auto before = std::exchange(marks_, marks_of(corrections_.corrections));
  if (corrections_only) {
    Entries out;
    for (const std::string& id : changed(before, marks_)) {
      for (ReviewIndex::Entry& entry : index_.files_of(id)) out.push_back(std::move(entry));
    }
    return out;
  }
  waiting_.clear();
  ++listed_;
  Entries settled;
  for (RunStore::Settled& file : store.settled()) {
    std::string mark = mark_of(marks_, report_id_of(file.sha256));
    settled.push_back({std::move(file), std::move(mark)});
  }
  settled_ = static_cast<int>(settled.size());
  auto out = index_.outdated(settled);
  if (!out) return failed(503, out.error());
  return std::move(*out);
}

// As many as may be until `end`; the rest is left to the indexer.
Reply<void> Session::index_until(Clock::time_point end, RunStore& store, Entries entries) {
  size_t done = 0;
  for (; done < entries.size() && Clock::now() < end; ++done) {
    const RunStore::Settled& file = entries[done].file;
    auto report = store.report(file.source, file.sha256);
    if (!report) return failed(503, report.error());
    put(file, std::move(*report));
  }
  if (auto kept = index_.sync(); !kept) return failed(503, kept.error());
  for (; done < entries.size(); ++done) waiting_.push_back(std::move(entries[done].file));
  if (!waiting_.empty()) to_index_.notify_all();
  return {};
}

void Session::put(const RunStore::Settled& file, Report report) {
  const int trusted = report.count_accepted();
  decide_by_path(report.source, report.region);
  if (const Form* form = find_form(forms_, report.form)) in_force_.apply(*form, report);
  index_.put({file, mark_of(marks_, report_id_of(file.sha256))}, {std::move(report), trusted});
}

// Puts the files of a report whose turn has not come yet.
Reply<void> Session::index_waiting(const std::string& report_id) {
  const auto others = std::stable_partition(
      waiting_.begin(), waiting_.end(),
      [&](const RunStore::Settled& file) { return report_id_of(file.sha256) != report_id; });
  Entries found;
  for (auto file = others; file != waiting_.end(); ++file) found.push_back({std::move(*file), ""});
  waiting_.erase(others, waiting_.end());
  if (waiting_.empty()) indexed_.notify_all();
  if (found.empty()) return {};
  const auto opened = store();
  if (!opened) return tl::unexpected(opened.error());
  return index_until(Clock::time_point::max(), **opened, std::move(found));
}

Reply<std::optional<ReportRow>> Session::row_of(const std::string& report_id) {
  if (!waiting_.empty()) {
    if (auto indexed = index_waiting(report_id); !indexed) return tl::unexpected(indexed.error());
  }
  auto row = index_.find(report_id);
  if (!index_.failure().empty()) return failed(503, index_.failure());
  return row;
}

Reply<void> Session::complete() {
  std::unique_lock lock(mutex_);
  return complete(lock);
}

Reply<void> Session::complete(std::unique_lock<std::mutex>& lock) {
  while (true) {
    if (auto current = refresh(); !current) return current;
    if (waiting_.empty()) return {};
    indexed_.wait(lock, [&] { return ending_ || waiting_.empty(); });
    if (ending_) return failed(503, tr("gouji review is ending"));
  }
}

// All is listed anew when the next one asks, who is told why.
void Session::forget_index(const std::string& why) {
  not_indexed_ = why;
  seen_.reset();
  waiting_.clear();
  ++listed_;
  indexed_.notify_all();
}

// Without the mutex.
std::vector<tl::expected<Report, std::string>> Session::read(
    RunStore& store, const std::vector<RunStore::Settled>& files) {
  std::vector<tl::expected<Report, std::string>> out;
  out.reserve(files.size());
  for (const RunStore::Settled& file : files) {
    out.push_back(store.report(file.source, file.sha256));
  }
  return out;
}

// The first of those that wait, read meanwhile; but for those that someone else has put.
Reply<void> Session::index_read(const std::vector<RunStore::Settled>& files,
                                std::vector<tl::expected<Report, std::string>> reports) {
  for (size_t i = 0; i < files.size() && !waiting_.empty(); ++i) {
    const RunStore::Settled& next = waiting_.front();
    if (next.source != files[i].source || next.sha256 != files[i].sha256) continue;
    if (!reports[i]) return failed(503, reports[i].error());
    put(next, std::move(*reports[i]));
    waiting_.pop_front();
  }
  if (auto kept = index_.sync(); !kept) return failed(503, kept.error());
  return {};
}

// Reports are read while others have the mutex: that takes the longest.
void Session::index_the_rest() {
  speak("en");
  std::unique_lock lock(mutex_);
  while (true) {
    to_index_.wait(lock, [&] { return ending_ || !waiting_.empty(); });
    if (ending_) return;
    const auto opened = store();
    if (!opened) {
      forget_index(opened.error().sentence);
      continue;
    }
    while (!ending_ && !waiting_.empty()) {
      const auto end =
          waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(kBatch, waiting_.size()));
      const std::vector<RunStore::Settled> batch(waiting_.begin(), end);
      const auto listed = listed_;
      lock.unlock();
      auto reports = read(**opened, batch);
      lock.lock();
      if (listed != listed_) continue;  // another run has been here meanwhile
      const auto done = index_read(batch, std::move(reports));
      if (!done) forget_index(done.error().sentence);
    }
    indexed_.notify_all();
  }
}

}  // namespace gouji
