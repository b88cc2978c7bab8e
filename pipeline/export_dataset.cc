#include "pipeline/export_dataset.h"

#include <fmt/format.h>

#include "extract/agency_region.h"
#include "pipeline/corrections.h"
#include "pipeline/translation.h"

namespace gouji {
namespace {

void set_counts(const RunSummary& summary, RunRow& row) {
  row.finished = std::chrono::system_clock::now();
  row.reports = summary.reports();
  row.pages = summary.pages();
  row.ok = summary.count(ReportStatus::kOk);
  row.flagged = summary.count(ReportStatus::kFlagged);
  row.review = summary.count(ReportStatus::kReview);
  row.failed = summary.count(ReportStatus::kFailed);
}

// `report` with what its file's path tells of its region, if that is needed.
Report located(const Report& report) {
  Report out = report;
  decide_by_path(out.source, out.region);
  return out;
}

// All that the store has settled, with what people corrected, into `writer`.
tl::expected<RunSummary, std::string> add_reports(RunStore& store, DatasetWriter& writer,
                                                  const std::vector<Form>& forms,
                                                  const std::filesystem::path& out) {
  const auto made = read_corrections(out);
  if (!made) return tl::unexpected(made.error());
  Corrections corrections(made->corrections);
  RunSummary summary(forms);
  tl::expected<void, std::string> added;
  const auto all = store.for_each_report([&](const Report& report, bool first) {
    if (!fits(report, forms)) {
      added = tl::unexpected(tr_format(
          "the result for {} is of other forms than those in the data directory", report.source));
      return false;
    }
    Report final = located(report);
    if (const Form* form = find_form(forms, report.form)) corrections.apply(*form, final);
    added = writer.add(final, first);
    summary.add(final);
    return added.has_value();
  });
  if (!all) return tl::unexpected(all.error());
  if (!added) return tl::unexpected(added.error());
  for (const DamagedLine& damaged : made->damaged) summary.remark(sentence(damaged));
  for (const std::string& left : corrections.not_applied()) summary.remark(left);
  return summary;
}

}  // namespace

tl::expected<RunSummary, std::string> export_dataset(RunStore& store, DatasetWriter& writer,
                                                     const std::vector<Form>& forms,
                                                     const std::filesystem::path& out,
                                                     RunRow& row) {
  auto summary = add_reports(store, writer, forms, out);
  if (!summary) return summary;
  set_counts(*summary, row);
  row.unread = store.inputs().count().unsettled;
  store.finish_run(row);
  if (auto synced = store.sync(); !synced) return tl::unexpected(synced.error());
  if (auto written = writer.commit(store.runs()); !written) return tl::unexpected(written.error());
  return summary;
}

tl::expected<RunSummary, std::string> rewrite_dataset(RunStore& store,
                                                      const std::vector<Form>& forms,
                                                      const std::filesystem::path& out) {
  auto writer = DatasetWriter::open(out, forms);
  if (!writer) return tl::unexpected(writer.error());
  auto summary = add_reports(store, *writer, forms, out);
  if (!summary) return summary;
  if (auto written = writer->commit(store.runs()); !written) return tl::unexpected(written.error());
  return summary;
}

}  // namespace gouji
