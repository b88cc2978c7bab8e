// The words that fields of the dataset may hold, with what they mean.
#pragma once

#include <vector>

#include "models/report.h"
#include "pipeline/csv_table.h"

namespace gouji {

std::vector<Word> agency_kind_words();
std::vector<Word> origin_words();
std::vector<Word> error_code_words();
std::vector<Word> cell_status_words();
std::vector<Word> method_words();
std::vector<Word> claim_verdict_words();
std::vector<Word> region_evidence_words();

// Only those of `allowed`, in its order.
std::vector<Word> report_status_words(const std::vector<ReportStatus>& allowed);
std::vector<Word> verdict_words(const std::vector<Verdict>& allowed);

}  // namespace gouji
