#include "pipeline/run_summary.h"

#include <algorithm>
#include <numeric>

#include "pipeline/explain_sum.h"
#include "pipeline/translation.h"
#include "pipeline/utf8.h"

namespace gouji {
namespace {

std::string title_of(const Report& r) {
  std::string out = to_one_line(r.source);
  if (!r.agency.empty()) out += " " + to_one_line(r.agency);
  if (r.year != 0) out += " " + std::to_string(r.year);
  return out;
}

// `lines`, and a last one where there are more than were kept.
template <typename Say>
std::vector<std::string> with_rest(std::vector<std::string> lines, int all, const Say& say) {
  const int more = all - static_cast<int>(lines.size());
  if (more > 0) lines.push_back(say(more));
  return lines;
}

}  // namespace

void RunSummary::add(const Report& report) {
  ++counts_[static_cast<size_t>(report.status())];
  pages_ += report.pages;
  if (report.status() == ReportStatus::kFailed && failed_.size() < kMostLines) {
    failed_.push_back(tr_format("  failed   {}: {}: {}", title_of(report), name(report.error.code),
                                tr_sentence(to_one_line(report.error.message))));
  }
  const Form* form = find_form(forms_, report.form);
  if (form == nullptr) return;
  for (size_t i = 0; i < report.checks.size(); ++i) {
    if (report.checks[i].verdict != Verdict::kBroken || ++broken_ > static_cast<int>(kMostLines))
      continue;
    const Relation& relation = form->relations[i];
    flagged_.push_back(tr_format("  flagged  {}: {}  {}", title_of(report), relation.id,
                                 relation_sentence(relation, report)));
  }
}

int RunSummary::reports() const {
  return std::accumulate(std::begin(counts_), std::end(counts_), 0);
}

std::vector<std::string> RunSummary::failed() const {
  return with_rest(failed_, count(ReportStatus::kFailed), [](int more) {
    return tr_format("  failed   and {} more: see {}", more, "reports.csv");
  });
}

std::vector<std::string> RunSummary::flagged() const {
  return with_rest(flagged_, broken_, [](int more) {
    return tr_format("  flagged  and {} more: see {}", more, "checks.csv");
  });
}

std::string RunSummary::text() const {
  std::string out;
  for (const auto& lines : {failed(), flagged()}) {
    for (const std::string& line : lines) out += line + "\n";
  }
  const int failed = count(ReportStatus::kFailed);
  out += tr_format("{}, {} read: {} ok, {} flagged, {} to review; {} failed",
                   tr_count("{} report", "{} reports", reports() - failed),
                   tr_count("{} page", "{} pages", pages_), count(ReportStatus::kOk),
                   count(ReportStatus::kFlagged), count(ReportStatus::kReview), failed);
  return out + "\n";
}

}  // namespace gouji
