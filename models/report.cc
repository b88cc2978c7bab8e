#include "models/report.h"

#include <algorithm>
#include <array>

namespace gouji {
namespace {

template <typename E, size_t N>
std::string_view at(const std::array<std::string_view, N>& names, E value) {
  return names[static_cast<size_t>(value)];
}

}  // namespace

int Report::count(CellStatus status) const {
  return static_cast<int>(
      std::count_if(cells.begin(), cells.end(), [=](const Cell& c) { return c.status == status; }));
}

int Report::count_accepted() const {
  return static_cast<int>(
      std::count_if(cells.begin(), cells.end(), [](const Cell& c) { return c.accepted(); }));
}

int Report::count(Verdict verdict) const {
  return static_cast<int>(std::count_if(checks.begin(), checks.end(),
                                        [=](const Check& c) { return c.verdict == verdict; }));
}

// A broken relation is the louder news; what else needs a person is in the counts.
ReportStatus Report::status() const {
  if (error.code != ErrorCode::kNone) return ReportStatus::kFailed;
  if (count(Verdict::kBroken) > 0) return ReportStatus::kFlagged;
  const bool sure = count(CellStatus::kReview) == 0 && count(CellStatus::kMissing) == 0 &&
                    count(Verdict::kSuspect) == 0 && !agency.empty() && year != 0 && text_whole;
  return sure ? ReportStatus::kOk : ReportStatus::kReview;
}

std::string_view name(CellStatus v) {
  return at(std::array<std::string_view, 5>{"ok", "corrected", "blank", "review", "missing"}, v);
}
std::string_view name(Verdict v) {
  return at(std::array<std::string_view, 4>{"holds", "broken", "suspect", "unverifiable"}, v);
}
std::string_view name(ClaimVerdict v) {
  return at(std::array<std::string_view, 4>{"", "agrees", "contradicts", "unstated"}, v);
}
std::string_view name(ReportStatus v) {
  return at(std::array<std::string_view, 4>{"ok", "flagged", "review", "failed"}, v);
}
std::string_view name(Origin v) {
  return at(std::array<std::string_view, 3>{"text", "scan", "mixed"}, v);
}
std::string_view name(AgencyKind v) {
  return at(std::array<std::string_view, 4>{"government", "department", "township", "other"}, v);
}
std::string_view name(RegionEvidence v) {
  return at(std::array<std::string_view, 5>{"", "title", "signature", "text", "file_name"}, v);
}
std::string_view name(ErrorCode v) {
  return at(
      std::array<std::string_view, 10>{"", "encrypted", "not_pdf", "damaged", "empty", "too_large",
                                       "timeout", "crashed", "unrecognised_form", "unreadable"},
      v);
}
std::string_view name(Method v) {
  return at(std::array<std::string_view, 3>{"text", "ocr", "person"}, v);
}

}  // namespace gouji
