#include "tests/pipeline/sample_store.h"

#include <fmt/format.h>

#include "extract/judge.h"
#include "gtest/gtest.h"
#include "pipeline/run_store.h"
#include "pipeline/sha256.h"
#include "tests/pipeline/sample_report.h"

namespace gouji {

Report stored_report(int number, const std::string& source) {
  Report r = sound_report(standard_form("2021"));
  r.sha256 = fmt::format("{:016x}{:048x}", number, 0);
  r.id = report_id_of(r.sha256);
  r.source = source;
  return r;
}

void doubt(Report& report, const std::string& address, const std::string& value,
           double confidence) {
  const Form& form = standard_form(report.form);
  Cell& cell = report.cells.at(static_cast<size_t>(form.index_of(address)));
  cell.status = CellStatus::kReview;
  cell.value = value;
  cell.confidence = confidence;
  report.checks = judge(form, report.cells);
}

void make_store(const std::filesystem::path& out, const std::vector<Report>& reports) {
  auto store = RunStore::open(out);
  ASSERT_TRUE(store) << store.error();
  RunRow row{.started = std::chrono::system_clock::from_time_t(1'700'000'000)};
  row.number = store->start_run({"1.0", "b1", "--dpi 0", "timeout 1"}, row);
  for (const Report& report : reports) {
    InputFile file;
    file.identity = file.path = out / report.source;
    file.source = report.source;
    store->inputs().add(row.number, file);
    store->put(report);
    store->inputs().settle({file.identity, file.path, file.source, ""}, report.sha256);
  }
  row.finished = row.started + std::chrono::seconds(10);
  row.reports = static_cast<int>(reports.size());
  row.read = row.reports;
  store->finish_run(row);
  const auto synced = store->sync();
  ASSERT_TRUE(synced) << synced.error();
}

}  // namespace gouji
