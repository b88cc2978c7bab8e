// The eight reports of data/samples: what they print, and how they were printed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/support/printed_report.h"
#include "tests/support/report_printer.h"
#include "tests/support/scanner.h"

namespace gouji {

struct Sample {
  std::string file;  // name in data/samples
  PrintedReport report;
  PrintStyle style;
  std::optional<Scan> scan;  // none: born digital
};

// Reports of invented bodies: five of form 2021, one 2021-hybrid, two 2019; four born digital and
// four scanned. Exactly two print figures that do not add up.
std::vector<Sample> samples();

// The sample as the PDF that scripts/make_samples writes.
PrintedPdf print_sample(const Sample& sample);

}  // namespace gouji
