#include "pipeline/dataset_writer.h"

#include <algorithm>
#include <utility>

#include "pipeline/data_package.h"
#include "pipeline/dataset_workbook.h"
#include "pipeline/staged_files.h"

namespace gouji {
namespace {

// Order of the files in the data package; datapackage.json is renamed last.
enum File : size_t {
  kReports,
  kCells,
  kChecks,
  kNarrative,
  kClaims,
  kWide,
  kAgencies,
  kSeries,
  kRuns,
  kWorkbook,
  kPackage
};

}  // namespace

struct DatasetWriter::State {
  const std::vector<Form>& forms;
  DatasetTables tables;
  StagedFiles files;
  DatasetWorkbook workbook;
  Series series;
  Agencies agencies{};

  template <typename Row>
  void write(File file, const CsvTable<Row>& table, const Row& row) {
    std::string record;
    table.append(record, row);
    last = files.append(file, record);
  }

  void write_content(const Report& report) {
    const Form* form = find_form(forms, report.form);
    for (size_t i = 0; i < report.cells.size(); ++i) {
      write(kCells, tables.cells, {report, *form, i});
    }
    for (size_t i = 0; i < report.checks.size(); ++i) {
      write(kChecks, tables.checks, {report, *form, i});
    }
    for (const Section& section : report.narrative) {
      write(kNarrative, tables.narrative, {report, section});
    }
    for (const Claim& claim : report.claims) write(kClaims, tables.claims, {report, claim});
    write(kWide, tables.wide, {report, form});
    if (form != nullptr) series.add(report, *form);
  }

  void write_agencies() {
    for (const SeriesRow& row : series.rows()) write(kSeries, tables.series, row);
    for (Superseded& s : series.superseded()) {
      agencies.supersede(s.agency, s.region_code, std::move(s.report_id));
    }
    for (const AgencyRow& row : agencies.rows()) write(kAgencies, tables.agencies, row);
  }

  tl::expected<void, std::string> last{};  // of the latest append; a failure stays
};

DatasetWriter::DatasetWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
DatasetWriter::DatasetWriter(DatasetWriter&&) noexcept = default;
DatasetWriter::~DatasetWriter() = default;

tl::expected<DatasetWriter, std::string> DatasetWriter::open(const std::filesystem::path& directory,
                                                             const std::vector<Form>& forms) {
  const DatasetTables tables(forms);
  const std::vector<TableSchema> schemas = tables.schemas();
  std::vector<std::string> names;
  for (const TableSchema& schema : schemas) names.push_back(schema.file());
  names.insert(names.end(), {"dataset.xlsx", "datapackage.json"});
  auto files = StagedFiles::open(directory, names);
  if (!files) return tl::unexpected(files.error());
  const std::filesystem::path workbook = files->place(kWorkbook);
  std::unique_ptr<State> state(
      new State{forms, tables, std::move(*files), DatasetWorkbook(workbook, forms), Series(forms)});
  for (size_t i = 0; i < schemas.size(); ++i) {
    state->last = state->files.append(i, schemas[i].header());
  }
  state->last = state->files.append(kPackage, data_package(schemas, forms));
  if (!state->last) return tl::unexpected(state->last.error());
  return DatasetWriter(std::move(state));
}

tl::expected<void, std::string> DatasetWriter::add(const Report& report, bool first) {
  State& s = *state_;
  s.write(kReports, s.tables.reports, report);
  s.agencies.add(report);
  s.workbook.add(report, find_form(s.forms, report.form), first);
  if (first && report.status() != ReportStatus::kFailed) s.write_content(report);
  return s.last;
}

tl::expected<void, std::string> DatasetWriter::commit(const std::vector<RunRow>& runs) {
  state_->write_agencies();
  for (const RunRow& run : runs) state_->write(kRuns, state_->tables.runs, run);
  if (auto written = state_->workbook.close(); !written) return written;
  return state_->files.commit();
}

bool fits(const Report& report, const std::vector<Form>& forms) {
  const Form* form = find_form(forms, report.form);
  if (form == nullptr && !report.form.empty()) return false;
  if (form == nullptr || report.status() == ReportStatus::kFailed) {
    return report.cells.empty() && report.checks.empty();
  }
  return report.cells.size() == form->cells.size() &&
         report.checks.size() == form->relations.size();
}

}  // namespace gouji
