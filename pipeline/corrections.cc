#include "pipeline/corrections.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>

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

bool is_header(const std::vector<std::string>& fields) {
  const auto same_letter = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; };
  return std::equal(fields.begin(), fields.end(), kColumns.begin(), kColumns.end(),
                    [&](const std::string& a, const std::string& b) {
                      return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_letter);
                    });
}

Correction correction_of(const std::vector<std::string>& f) {
  return {f[0], f[1], f[2], f[3], f[4], f[5], f[6]};
}

bool same_value(const std::string& a, const std::string& b) {
  return a == b || (to_micro(a) && to_micro(a) == to_micro(b));
}

// What is in force of each cell, the last of it at the end.
using Made = std::map<std::pair<std::string, std::string>, std::vector<const Correction*>>;

Made made_in(const std::vector<Correction>& all) {
  Made out;
  for (const Correction& c : all) {
    std::vector<const Correction*>& made = out[{c.report_id, c.address}];
    if (c.note != kUndo) {
      made.push_back(&c);
    } else if (!made.empty()) {
      made.pop_back();
    }
  }
  return out;
}

// What a record is that ends with the file: a person's editor may have left out the line end, or a
// crash the rest of the record.
enum class Ending { kWhole, kHalf, kUnclear };

// Of the note alone a crash may have left a part, and nothing is lost with that but for one that
// takes back what was made before.
Ending ending_of(const CsvContent& content, const std::vector<Correction>& before) {
  if (content.whole) return Ending::kWhole;
  const std::vector<std::string>& f = content.records.back().fields;
  if (content.quoted || f.size() != kColumns.size()) return Ending::kHalf;
  const Correction last = correction_of(f);
  if (last.note.find('\0') != std::string::npos) return Ending::kHalf;  // never written
  if (last.note == kUndo) return Ending::kUnclear;                      // or `undone`
  if (!std::string_view(kUndo).starts_with(last.note)) return Ending::kWhole;
  const Made all = made_in(before);
  const auto made = all.find({last.report_id, last.address});
  if (made == all.end() || made->second.empty()) return Ending::kWhole;
  const Correction& taken_back = *made->second.back();
  return same_value(taken_back.new_value, last.old_value) &&
                 same_value(taken_back.old_value, last.new_value)
             ? Ending::kUnclear
             : Ending::kWhole;
}

struct Contents {
  CorrectionsFile file;
  Ending ending = Ending::kWhole;
};

Contents contents_of(const CsvContent& content) {
  using Kind = DamagedLine::Kind;
  Contents out;
  for (size_t i = 0; i < content.records.size(); ++i) {
    const auto& [line, fields] = content.records[i];
    if (i == 0 && is_header(fields)) continue;
    if (i + 1 == content.records.size()) out.ending = ending_of(content, out.file.corrections);
    if (out.ending == Ending::kUnclear) {
      out.file.damaged.push_back({line, Kind::kUnclear});
    } else if (out.ending == Ending::kHalf) {
      out.file.damaged.push_back({line, Kind::kHalf});
    } else if (fields.size() != kColumns.size()) {
      out.file.damaged.push_back({line, Kind::kNoCorrection});
    } else {
      out.file.corrections.push_back(correction_of(fields));
    }
  }
  return out;
}

// What must stand before another record: the header, or the end of a last line that has none. Of a
// half one with as many fields as a correction there are more then, so that it is none.
tl::expected<std::string, std::string> beginning(const std::string& before) {
  std::string out;
  if (before.empty()) {
    append_csv_record(out, kColumns);
    return out;
  }
  const CsvContent content = read_csv(before);
  if (content.whole) return out;
  const Contents read = contents_of(content);
  if (read.ending == Ending::kUnclear) return tl::unexpected(sentence(read.file.damaged.back()));
  if (content.quoted) out += '"';
  const bool full = content.records.back().fields.size() == kColumns.size();
  if (read.ending == Ending::kHalf && full) out += std::string(kColumns.size(), ',');
  return out + '\n';
}

// Of this program's writers one at a time. An editor may have put another file into its place while
// this one waited.
tl::expected<FileDescriptor, std::string> open_alone(const fs::path& file) {
  while (true) {
    FileDescriptor fd(::open(file.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0644));
    if (!fd.valid()) return tl::unexpected(cannot_write(file));
    while (::flock(fd.get(), LOCK_EX) != 0) {
      if (errno != EINTR) return tl::unexpected(cannot_write(file));
    }
    struct stat opened, there;
    if (::fstat(fd.get(), &opened) != 0) return tl::unexpected(cannot_write(file));
    if (::stat(file.c_str(), &there) != 0) {
      if (errno != ENOENT) return tl::unexpected(cannot_write(file));
    } else if (opened.st_dev == there.st_dev && opened.st_ino == there.st_ino) {
      return fd;
    }
  }
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
  return contents_of(read_csv(*text)).file;
}

std::string sentence(const DamagedLine& damaged) {
  switch (damaged.kind) {
    case DamagedLine::Kind::kNoCorrection:
      return tr_format("line {} of {} is no correction", damaged.line, kName);
    case DamagedLine::Kind::kHalf:
      return tr_format("line {} of {} was not written to its end", damaged.line, kName);
    case DamagedLine::Kind::kUnclear:
      break;
  }
  return tr_format(
      "line {} of {} has no line end, and may be a correction or half of one that takes one back: "
      "end the line if it is right, or delete it",
      damaged.line, kName);
}

tl::expected<void, std::string> append_correction(const fs::path& out, const Correction& c) {
  const fs::path file = out / kName;
  const auto opened = open_alone(file);
  if (!opened) return tl::unexpected(opened.error());
  const FileDescriptor& fd = *opened;
  const auto before = content_of(fd.get(), file);
  if (!before) return tl::unexpected(before.error());
  auto begun = beginning(*before);
  if (!begun) return tl::unexpected(begun.error());
  std::string& text = *begun;
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
  for (const auto& [key, corrections] : made_in(made)) {
    if (corrections.empty()) continue;
    const std::string& value = corrections.back()->new_value;
    const auto number = to_micro(value);
    if (!value.empty() && !number) {
      left_[key] = tr_format("\"{}\" is no number in plain notation", to_one_line(value));
      continue;
    }
    values_[key] = number ? to_plain(*number) : "";  // a person may have written `035`
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
