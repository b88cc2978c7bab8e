#include "pipeline/run_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "pipeline/utf8.h"

namespace gouji {
namespace {

// Longer sums leave out their zeros.
constexpr size_t kMostTerms = 6;

Micro value_of(const Cell& cell) { return to_micro(cell.value).value_or(0); }

struct Sum {
  std::string text;  // `10 + 1 + 0`
  Micro value = 0;
};

Sum sum_of(const std::vector<int>& indices, const std::vector<Cell>& cells) {
  Sum sum;
  for (int i : indices) {
    const Micro value = value_of(cells[static_cast<size_t>(i)]);
    sum.value += value;
    if (indices.size() > kMostTerms && value == 0) continue;
    if (!sum.text.empty()) sum.text += " + ";
    sum.text += to_plain(value);
  }
  if (sum.text.empty()) sum.text = "0";
  return sum;
}

// ` (page 4)`, ` (pages 3, 4)`
std::string pages_of(const Relation& relation, const std::vector<Cell>& cells) {
  std::vector<int> pages;
  for (const auto* side : {&relation.lhs, &relation.rhs}) {
    for (int i : *side) pages.push_back(cells[static_cast<size_t>(i)].page);
  }
  std::sort(pages.begin(), pages.end());
  pages.erase(std::unique(pages.begin(), pages.end()), pages.end());
  if (!pages.empty() && pages.front() == 0) pages.erase(pages.begin());
  if (pages.empty()) return "";
  return fmt::format(" (page{} {})", pages.size() == 1 ? "" : "s", fmt::join(pages, ", "));
}

std::string counted(int count, const char* noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string title_of(const Report& r) {
  std::string out = to_one_line(r.source);
  if (!r.agency.empty()) out += " " + to_one_line(r.agency);
  if (r.year != 0) out += " " + std::to_string(r.year);
  return out;
}

// `lines`, and a last one where there are more than were kept.
std::vector<std::string> with_rest(std::vector<std::string> lines, int all, const char* kind,
                                   const char* file) {
  const int more = all - static_cast<int>(lines.size());
  if (more > 0) lines.push_back(fmt::format("  {:8} and {} more: see {}", kind, more, file));
  return lines;
}

}  // namespace

std::string describe(const Relation& relation, const Report& report) {
  const bool total_left = relation.lhs.size() == 1;
  const auto& terms = total_left ? relation.rhs : relation.lhs;
  const auto& total = total_left ? relation.lhs : relation.rhs;
  const Sum sum = sum_of(terms, report.cells), other = sum_of(total, report.cells);
  const std::string pages = pages_of(relation, report.cells);
  std::string left = fmt::format("{} = {}", sum.text, to_plain(sum.value));
  if (terms.size() == 1) left = sum.text;
  if (total.size() == 1) return fmt::format("{}, printed total {}{}", left, other.text, pages);
  return fmt::format("{}, but {} = {}{}", left, other.text, to_plain(other.value), pages);
}

void RunSummary::add(const Report& report) {
  ++counts_[static_cast<size_t>(report.status())];
  pages_ += report.pages;
  if (report.status() == ReportStatus::kFailed && failed_.size() < kMostLines) {
    failed_.push_back(fmt::format("  failed   {}: {}: {}", title_of(report),
                                  name(report.error.code), to_one_line(report.error.message)));
  }
  const auto form = std::find_if(forms_.begin(), forms_.end(),
                                 [&](const Form& f) { return f.id == report.form; });
  if (form == forms_.end()) return;
  for (size_t i = 0; i < report.checks.size(); ++i) {
    if (report.checks[i].verdict != Verdict::kBroken || ++broken_ > static_cast<int>(kMostLines))
      continue;
    const Relation& relation = form->relations[i];
    flagged_.push_back(fmt::format("  flagged  {}: {}  {}", title_of(report), relation.id,
                                   describe(relation, report)));
  }
}

int RunSummary::reports() const {
  return std::accumulate(std::begin(counts_), std::end(counts_), 0);
}

std::vector<std::string> RunSummary::failed() const {
  return with_rest(failed_, count(ReportStatus::kFailed), "failed", "reports.csv");
}

std::vector<std::string> RunSummary::flagged() const {
  return with_rest(flagged_, broken_, "flagged", "checks.csv");
}

std::string RunSummary::text() const {
  std::string out;
  for (const auto& lines : {failed(), flagged()}) {
    for (const std::string& line : lines) out += line + "\n";
  }
  const int failed = count(ReportStatus::kFailed);
  out += fmt::format("{}, {} read: {} ok, {} flagged, {} to review; {} failed\n",
                     counted(reports() - failed, "report"), counted(pages_, "page"),
                     count(ReportStatus::kOk), count(ReportStatus::kFlagged),
                     count(ReportStatus::kReview), failed);
  return out;
}

}  // namespace gouji
