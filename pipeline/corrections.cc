#include "pipeline/corrections.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "extract/judge.h"
#include "pipeline/csv.h"
#include "pipeline/csv_reader.h"
#include "pipeline/file_descriptor.h"
#include "pipeline/translation.h"
#include "pipeline/utf8.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;

constexpr char kName[] = "corrections.csv";
const std::vector<std::string> kColumns{"time",      "user",      "report_id", "address",
                                        "old_value", "new_value", "note"};

std::string cannot_read(const fs::path& file) {
  const std::string why = tr_reason(std::strerror(errno));
  return tr_format("cannot read {}: {}", to_one_line(file.native()), why);
}

std::string cannot_write(const fs::path& file) {
  const std::string why = tr_reason(std::strerror(errno));
  return tr_format("cannot write {}: {}", to_one_line(file.native()), why);
}

tl::expected<std::string, std::string> content_of(int fd, const fs::path& file) {
  std::string text;
  char buffer[1 << 16];
  for (ssize_t n; (n = ::pread(fd, buffer, sizeof buffer, static_cast<off_t>(text.size()))) != 0;) {
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return tl::unexpected(cannot_read(file));
    text.append(buffer, static_cast<size_t>(n));
  }
  return text;
}

bool write_all(int fd, const std::string& text) {
  for (size_t done = 0; done < text.size();) {
    const ssize_t n = ::write(fd, text.data() + done, text.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    done += static_cast<size_t>(n);
  }
  return true;
}

// What must stand before another record: the header, or the end of a half line, with more fields
// than a correction has, so that it is none.
std::string beginning(const std::string& before) {
  std::string out;
  if (before.empty()) {
    append_csv_record(out, kColumns);
    return out;
  }
  const CsvContent content = read_csv(before);
  if (content.quoted) out += '"';
  if (!content.whole) out += std::string(kColumns.size(), ',') + '\n';
  return out;
}

bool sync_directory(const fs::path& directory) {
  const FileDescriptor fd(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return fd.valid() && ::fsync(fd.get()) == 0;
}

// The verdict on a claim whose cells have new values. What was not comparable before for what the
// sentence says is not held against the report now.
void judge_claim(const Form& form, const std::vector<Cell>& cells, Claim& claim) {
  Micro sum = 0;
  bool known = true;
  for (size_t from = 0; from <= claim.address.size();) {
    const size_t to = std::min(claim.address.find('+', from), claim.address.size());
    const int i = form.index_of(claim.address.substr(from, to - from));
    if (i < 0) return;
    const Cell& cell = cells[i];
    known &= cell.accepted();
    sum += to_micro(cell.value).value_or(0);
    from = to + 1;
  }
  const std::string table_value = known ? to_plain(sum) : "";
  if (table_value == claim.table_value) return;
  claim.table_value = table_value;
  if (claim.verdict == ClaimVerdict::kUnstated) return;
  const auto stated = to_micro(claim.stated);
  claim.verdict = known && stated && *stated == sum ? ClaimVerdict::kAgrees : ClaimVerdict::kNone;
}

}  // namespace

tl::expected<CorrectionsFile, std::string> read_corrections(const fs::path& out) {
  CorrectionsFile result;
  const fs::path file = out / kName;
  const FileDescriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd.valid() && errno == ENOENT) return result;
  if (!fd.valid()) return tl::unexpected(cannot_read(file));
  const auto text = content_of(fd.get(), file);
  if (!text) return tl::unexpected(text.error());
  const CsvContent content = read_csv(*text);
  for (size_t i = 0; i < content.records.size(); ++i) {
    const auto& [line, f] = content.records[i];
    if (i == 0 && f == kColumns) continue;
    const bool half = i + 1 == content.records.size() && !content.whole;
    if (f.size() != kColumns.size() || half) {
      result.damaged.push_back(
          half ? tr_format("line {} of {} was not written to its end", line, kName)
               : tr_format("line {} of {} is no correction", line, kName));
      continue;
    }
    result.corrections.push_back({f[0], f[1], f[2], f[3], f[4], f[5], f[6]});
  }
  return result;
}

tl::expected<void, std::string> append_correction(const fs::path& out, const Correction& c) {
  const fs::path file = out / kName;
  const FileDescriptor fd(::open(file.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0644));
  if (!fd.valid()) return tl::unexpected(cannot_write(file));
  while (::flock(fd.get(), LOCK_EX) != 0) {
    if (errno != EINTR) return tl::unexpected(cannot_write(file));
  }
  const auto before = content_of(fd.get(), file);
  if (!before) return tl::unexpected(before.error());
  std::string text = beginning(*before);
  append_csv_record(text, {c.time, c.user, c.report_id, c.address, c.old_value, c.new_value,
                           to_one_line(c.note)});
  if (!write_all(fd.get(), text) || ::fsync(fd.get()) != 0) {
    std::string failed = cannot_write(file);
    if (::ftruncate(fd.get(), static_cast<off_t>(before->size())) != 0) {
      failed += tr("; a half line may be left at its end");
    }
    return tl::unexpected(failed);
  }
  if (before->empty() && !sync_directory(out)) return tl::unexpected(cannot_write(out));
  return {};
}

Corrections::Corrections(const std::vector<Correction>& made) {
  std::map<Key, std::vector<std::string>> by_cell;
  for (const Correction& c : made) {
    std::vector<std::string>& values = by_cell[{c.report_id, c.address}];
    if (c.note != kUndo) {
      values.push_back(c.new_value);
    } else if (!values.empty()) {
      values.pop_back();
    }
  }
  for (const auto& [key, values] : by_cell) {
    if (values.empty()) continue;
    if (!values.back().empty() && !to_micro(values.back())) {
      left_[key] = tr_format("\"{}\" is no number in plain notation", to_one_line(values.back()));
      continue;
    }
    values_[key] = values.back();
    left_[key] = tr("no report of the dataset has these bytes");
  }
}

// The index of the cell; -1 where the form has none.
int Corrections::place(const Form& form, const Key& key) {
  const int index = form.index_of(key.second);
  if (index < 0) {
    left_[key] = tr("its form has no such cell");
  } else {
    left_.erase(key);
  }
  return index;
}

void Corrections::find_cells(const Form& form, const std::string& report_id) {
  for (auto i = values_.lower_bound({report_id, ""});
       i != values_.end() && i->first.first == report_id; ++i) {
    place(form, i->first);
  }
}

bool Corrections::apply(const Form& form, Report& report) {
  bool changed = false;
  for (auto i = values_.lower_bound({report.id, ""});
       i != values_.end() && i->first.first == report.id; ++i) {
    const auto& [key, value] = *i;
    const int index = place(form, key);
    if (index < 0 || index >= static_cast<int>(report.cells.size())) continue;
    Cell& cell = report.cells[index];
    cell.value = value;
    cell.status = value.empty() ? CellStatus::kBlank : CellStatus::kOk;
    cell.confidence = 1;
    cell.method = Method::kPerson;
    changed = true;
  }
  if (!changed) return false;
  report.checks = judge(form, report.cells);
  for (Claim& claim : report.claims) judge_claim(form, report.cells, claim);
  return true;
}

std::vector<std::string> Corrections::not_applied() const {
  std::vector<std::string> out;
  for (const auto& [key, why] : left_) {
    out.push_back(tr_format("the correction of {} in report {} is not applied: {}",
                            to_one_line(key.second), to_one_line(key.first), why));
  }
  return out;
}

}  // namespace gouji
