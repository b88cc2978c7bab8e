// What a run found, for the person who started it.
#pragma once

#include <string>
#include <vector>

#include "models/form.h"
#include "models/report.h"

namespace gouji {

// So many lines of a kind are kept; of more, the summary says how many and where they stand.
inline constexpr size_t kMostLines = 1000;

// Collects, report by report, what the end of a run says. Lines are safe to print on a terminal.
class RunSummary {
 public:
  explicit RunSummary(const std::vector<Form>& forms) : forms_(forms) {}

  void add(const Report& report);

  // A sentence on what is no single report's, such as a correction that fits none.
  void remark(const std::string& sentence) { remarks_.push_back(sentence); }
  const std::vector<std::string>& remarks() const { return remarks_; }

  int count(ReportStatus status) const { return counts_[static_cast<size_t>(status)]; }
  int reports() const;
  int pages() const { return pages_; }

  // A line for each failed report: its error code and sentence.
  std::vector<std::string> failed() const;

  // A line for each broken relation: the sum as it stands, with its figures and the page.
  std::vector<std::string> flagged() const;

  // All of it: failed, flagged, counts.
  std::string text() const;

 private:
  const std::vector<Form>& forms_;
  int counts_[4] = {};
  int pages_ = 0, broken_ = 0;
  std::vector<std::string> failed_, flagged_;  // no more than kMostLines
  std::vector<std::string> remarks_;
};

}  // namespace gouji
