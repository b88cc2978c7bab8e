// Makes an OUT of `gouji ingest` one that people have work with: of reports that were read without
// a doubt, some cells become doubtful, and texts become what a page must not take for HTML.
#include <cstdio>
#include <string>
#include <vector>

#include "extract/judge.h"
#include "pipeline/export_dataset.h"
#include "tests/pipeline/sample_report.h"

namespace gouji {
namespace {

constexpr char kMarkup[] = "<img src=x onerror=\"window.taken=1\">";
constexpr char kScript[] = "\"><script>window.taken=1</script>";

Cell& cell(Report& report, const std::string& address) {
  return report.cells.at(static_cast<size_t>(standard_form(report.form).index_of(address)));
}

// Read as `value`, where what is printed is less likely.
void misread(Report& report, const std::string& address, const std::string& value,
             double confidence) {
  Cell& c = cell(report, address);
  c.alternatives = {{value, confidence}, {c.value, 0.9 * (1 - confidence)}};
  c.status = CellStatus::kReview;
  c.confidence = confidence;
  c.value = c.raw = value;
}

void make_unread(Report& report, const std::string& address) {
  Cell& c = cell(report, address);
  c.status = CellStatus::kReview;
  c.value = c.raw = "";
  c.confidence = 0;
}

void doubt_cells(Report& report) {
  misread(report, "requests/new_received/natural_person", "9", 0.6);
  make_unread(report, "requests/granted/total");
  misread(report, "proactive/licensing/decisions", "7", 0.8);
  report.checks = judge(standard_form(report.form), report.cells);
}

void plant_markup(Report& report) {
  report.title = std::string(kMarkup) + "年度报告";
  report.agency = std::string(kScript) + "局";
  report.narrative[0].heading = kMarkup;
  report.narrative[0].text = std::string(kScript) + kMarkup;
  report.claims = {{report.narrative[0].number, "requests/new_received/total", kMarkup, kScript,
                    ClaimVerdict::kContradicts, kMarkup, 1}};
  cell(report, "requests/carried_in/total").raw = kMarkup;
}

tl::expected<void, std::string> make_doubtful(const char* out) {
  auto store = RunStore::open(out);
  if (!store) return tl::unexpected(store.error());
  if (!store->use_last_run()) return tl::unexpected(std::string("there was no run"));
  std::vector<Report> reports;
  auto read = store->for_each_report([&](const Report& report, bool) {
    reports.push_back(report);
    return true;
  });
  if (!read) return read;
  for (Report& report : reports) {
    if (report.source.starts_with("doubtful")) doubt_cells(report);
    if (report.source.find('<') != std::string::npos) plant_markup(report);
    if (report.status() != ReportStatus::kFailed) store->put(report);
  }
  if (auto written = rewrite_dataset(*store, standard_forms(), out); !written) {
    return tl::unexpected(written.error());
  }
  return store->sync();
}

}  // namespace
}  // namespace gouji

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: doubtful_store OUT\n", stderr);
    return 1;
  }
  const auto made = gouji::make_doubtful(argv[1]);
  if (!made) std::fprintf(stderr, "doubtful_store: %s\n", made.error().c_str());
  return made ? 0 : 1;
}
