// What people do in a session: the queue, corrections, the audit.
#include <pwd.h>
#include <unistd.h>

#include <algorithm>

#include "pipeline/review/session.h"
#include "pipeline/translation.h"
#include "pipeline/utc_time.h"

namespace gouji {
namespace {

using SharedReport = std::shared_ptr<const StoredReport>;

std::string now_in_utc() { return utc_time(std::chrono::system_clock::now()); }

std::string user() {
  const passwd* const entry = ::getpwuid(::geteuid());
  return entry == nullptr ? std::to_string(::geteuid()) : entry->pw_name;
}

// The cell's index; -1 where the report has none of this address.
int index_of(const StoredReport& report, const std::string& address) {
  const int index = report.form == nullptr ? -1 : report.form->index_of(address);
  return index < static_cast<int>(report.now.cells.size()) ? index : -1;
}

bool differ(const Check& a, const Check& b) {
  return a.verdict != b.verdict || a.lhs != b.lhs || a.rhs != b.rhs;
}

bool same_figure(const std::string& a, const std::string& b) {
  return a == b || (to_micro(a) && to_micro(a) == to_micro(b));
}

// The place of the `number`-th cell, from 0, that the program accepted.
std::optional<size_t> accepted_cell(const Report& report, std::uint64_t number) {
  for (size_t i = 0; i < report.cells.size(); ++i) {
    if (report.cells[i].accepted() && number-- == 0) return i;
  }
  return std::nullopt;
}

}  // namespace

Reply<Session::Queue> Session::queue(int offset, int limit) {
  const std::lock_guard lock(mutex_);
  if (auto current = refresh(); !current) return tl::unexpected(current.error());
  Queue out{index_.queue_length(), {}};
  std::map<std::string, SharedReport> reports;
  for (const QueueRow& doubt : index_.queue(offset, limit)) {
    SharedReport& report = reports[doubt.report_id];
    if (report == nullptr) {
      auto found = find(doubt.report_id);
      if (!found) return tl::unexpected(found.error());
      report = *found;
    }
    const auto cell = static_cast<size_t>(doubt.cell);
    // One that waits to be indexed anew may have been read better since.
    const auto& cells = report->now.cells;
    if (cell >= cells.size() || cells[cell].accepted()) continue;
    out.cells.push_back({report, cell});
  }
  if (!index_.failure().empty()) return failed(503, index_.failure());
  return out;
}

Reply<Session::Changed> Session::append(const StoredReport& before, size_t cell,
                                        const Correction& correction) {
  if (auto added = append_correction(out_, correction); !added) {
    return failed(507, tr_sentence(added.error()));
  }
  keeper_.changed();
  auto report = find(correction.report_id);
  if (!report) return tl::unexpected(report.error());
  Changed out{*report, cell, {}, index_.queue_length(), {}};
  const auto& checks = out.report->now.checks;
  for (size_t i = 0; i < checks.size(); ++i) {
    if (differ(before.now.checks[i], checks[i])) out.checks.push_back(i);
  }
  return out;
}

Reply<Session::Prepared> Session::prepare(const Change& change) {
  const auto before = find(change.report_id);
  if (!before) return tl::unexpected(before.error());
  const int index = index_of(**before, change.address);
  if (index < 0) return failed(404, tr("there is no such cell"));
  const auto number = to_micro(change.value);
  if (!change.value.empty() && !number) {
    return failed(400, tr("the value must be a number such as 1234.5, or empty for a blank"));
  }
  if (change.note == kUndo) return failed(400, tr("the note may not be `undo`"));
  const std::string& old = (*before)->now.cells[static_cast<size_t>(index)].value;
  if (change.seen_value && *change.seen_value != old) {
    return failed(409, tr_format("the cell's value is \"{}\" by now: look again", old));
  }
  return Prepared{*before,
                  static_cast<size_t>(index),
                  {now_in_utc(), user(), change.report_id, change.address, old,
                   number ? to_plain(*number) : "", change.note}};
}

// It can be taken back by the time the report is loaded, which says so.
Reply<Session::Changed> Session::make(const Prepared& change) {
  made_.push_back(change.correction);
  auto changed = append(*change.before, change.cell, change.correction);
  if (!changed) made_.pop_back();
  return changed;
}

Reply<Session::Changed> Session::correct(const Change& change) {
  std::unique_lock lock(mutex_);
  const auto prepared = prepare(change);
  if (!prepared) return tl::unexpected(prepared.error());
  auto changed = make(*prepared);
  lock.unlock();
  if (changed) changed->dataset = keeper_.state();
  return changed;
}

Reply<Session::Changed> Session::undo(const std::string& report_id, const std::string& address) {
  std::unique_lock lock(mutex_);
  const auto found = std::find_if(made_.rbegin(), made_.rend(), [&](const Correction& made) {
    return made.report_id == report_id && made.address == address;
  });
  if (found == made_.rend()) {
    return failed(409, tr("there is no correction of this cell to take back"));
  }
  const auto place = std::prev(found.base());
  const Correction last = *place;
  const auto before = find(last.report_id);
  if (!before) return tl::unexpected(before.error());
  const int index = index_of(**before, last.address);
  const auto next = made_.erase(place);
  if (index < 0 || (*before)->now.cells[static_cast<size_t>(index)].value != last.new_value) {
    return failed(409, tr("the cell has been changed elsewhere since then"));
  }
  auto changed = append(
      **before, static_cast<size_t>(index),
      {now_in_utc(), user(), last.report_id, last.address, last.new_value, last.old_value, kUndo});
  if (!changed) {
    made_.insert(next, last);
    return changed;
  }
  lock.unlock();
  changed->dataset = keeper_.state();
  return changed;
}

Reply<void> Session::have_audit() {
  if (audit_.good()) return {};
  if (auto opened = audit_.reopen(); !opened) return failed(507, opened.error());
  return {};
}

Reply<Session::Reading> Session::reading_of(const AuditCell& cell) {
  if (auto current = refresh(); !current) return tl::unexpected(current.error());
  const auto mark = marks_.find(cell.report_id);
  const std::string marked = mark == marks_.end() ? "" : mark->second;
  const auto store = seen_ ? seen_->first : std::nullopt;
  const std::pair key(cell.report_id, cell.address);
  const auto known = readings_.find(key);
  if (known != readings_.end() && store && known->second.store == store &&
      known->second.mark == marked) {
    return known->second.reading;
  }
  Reading out;
  const auto report = find(cell.report_id);
  if (!report && report.error().status != 404) return tl::unexpected(report.error());
  const int index = report ? index_of(**report, cell.address) : -1;
  if (index >= 0) {
    const Cell& read = (*report)->read.cells[static_cast<size_t>(index)];
    const Cell& now = (*report)->now.cells[static_cast<size_t>(index)];
    out = {read.accepted(), read.value, std::nullopt};
    if (now.method == Method::kPerson) out.person = now.value;
  }
  readings_[key] = {store, marked, out};
  return out;
}

// Those of the sample that the program still reads, and trusts, as when they were drawn.
Reply<std::vector<AuditCell>> Session::valid_sample() {
  if (auto there = have_audit(); !there) return tl::unexpected(there.error());
  std::vector<AuditCell> out;
  for (AuditCell& cell : audit_.cells()) {
    const auto reading = reading_of(cell);
    if (!reading) return tl::unexpected(reading.error());
    if (!reading->there || reading->read != cell.value) continue;
    if (reading->person) cell.right = same_figure(*reading->person, cell.value);
    out.push_back(std::move(cell));
  }
  return out;
}

Reply<void> Session::draw_sample(size_t missing) {
  const auto reports = index_.trusted();
  std::uint64_t all = 0;
  for (const auto& [id, cells] : reports) all += static_cast<std::uint64_t>(cells);
  // Most draws hit a cell that is not in the sample yet; of a tiny dataset all cells may be.
  for (size_t tries = 2 * missing + 100; all > 0 && missing > 0 && tries > 0; --tries) {
    std::uint64_t number = audit_.draw(all);
    auto report = reports.begin();
    while (number >= static_cast<std::uint64_t>(report->second)) {
      number -= static_cast<std::uint64_t>((report++)->second);
    }
    const auto found = find(report->first);
    if (!found) return tl::unexpected(found.error());
    const auto index = accepted_cell((*found)->read, number);
    if (!index || (*found)->form == nullptr) continue;
    const bool added = audit_.add({report->first, (*found)->form->cells[*index].str(),
                                   (*found)->read.cells[*index].value, std::nullopt});
    if (added) --missing;
  }
  if (auto kept = audit_.sync(); !kept) return failed(507, kept.error());
  return {};
}

// While some are not indexed yet, nothing can be said of all.
AuditPopulation Session::population(const std::vector<AuditCell>& sample) {
  AuditPopulation out{false, audit_.population(), 0};
  for (const auto& [id, cells] : index_.trusted()) out.now += cells;
  out.other = waiting_.empty() && !sample.empty() && out.drawn != out.now;
  return out;
}

Reply<Session::Audit> Session::audit(int size, bool anew) {
  std::unique_lock lock(mutex_);
  if (auto current = complete(lock); !current) return tl::unexpected(current.error());
  auto sample = valid_sample();
  if (!sample) return tl::unexpected(sample.error());
  auto of = population(*sample);
  if (anew || sample->empty()) {
    audit_.begin_anew(of.now);
    if (auto kept = audit_.sync(); !kept) return failed(507, kept.error());
    sample->clear();
    of = {false, of.now, of.now};
  }
  if (!of.other && sample->size() < static_cast<size_t>(size)) {
    auto drawn = draw_sample(static_cast<size_t>(size) - sample->size());
    if (!drawn) return tl::unexpected(drawn.error());
    sample = valid_sample();
  }
  if (!sample) return tl::unexpected(sample.error());
  Audit out{{}, {}, figures_of(*sample), of};
  sample->resize(std::min(sample->size(), static_cast<size_t>(size)));
  for (const AuditCell& cell : *sample) {
    const auto found = find(cell.report_id);
    if (!found) return tl::unexpected(found.error());
    out.cells.push_back({*found, static_cast<size_t>(index_of(**found, cell.address))});
    out.sampled.push_back(cell);
  }
  return out;
}

Reply<void> Session::may_be_right(const AuditCell& sampled, const Change& change) {
  if (change.seen_value && *change.seen_value != sampled.value) {
    return failed(409, tr_format("the value in the sample is \"{}\": look again", sampled.value));
  }
  const auto reading = reading_of(sampled);
  if (!reading) return tl::unexpected(reading.error());
  if (reading->person && !same_figure(*reading->person, sampled.value)) {
    return failed(409, tr_format("a person has entered \"{}\" for this cell: change that in its "
                                 "report first",
                                 *reading->person));
  }
  return {};
}

// The verdict is kept before the correction is made: whatever fails can be answered again.
Reply<Session::Judged> Session::judge_sample(const Change& change, bool right) {
  Judged out;
  std::unique_lock lock(mutex_);
  if (auto there = have_audit(); !there) return tl::unexpected(there.error());
  const auto sample = audit_.cells();
  const auto sampled = std::find_if(sample.begin(), sample.end(), [&](const AuditCell& cell) {
    return cell.report_id == change.report_id && cell.address == change.address;
  });
  if (sampled == sample.end()) return failed(404, tr("there is no such cell in the sample"));
  std::optional<Prepared> correction;
  if (right) {
    if (auto may = may_be_right(*sampled, change); !may) return tl::unexpected(may.error());
  } else {
    auto prepared = prepare(change);
    if (!prepared) return tl::unexpected(prepared.error());
    if (same_figure(prepared->correction.new_value, sampled->value)) {
      return failed(400, tr("that is the value that was read"));
    }
    correction = std::move(*prepared);
  }
  audit_.judge(change.report_id, change.address, right);
  if (auto kept = audit_.sync(); !kept) return failed(507, kept.error());
  if (correction) {
    auto changed = make(*correction);
    if (!changed) return tl::unexpected(changed.error());
    out.changed = std::move(*changed);
  }
  const auto valid = valid_sample();
  if (!valid) return tl::unexpected(valid.error());
  out.figures = figures_of(*valid);
  lock.unlock();
  if (out.changed) out.changed->dataset = keeper_.state();
  return out;
}

}  // namespace gouji
