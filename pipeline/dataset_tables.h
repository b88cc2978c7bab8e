// The CSV files of the dataset, column by column. docs/codebook.md is written from these tables.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "models/form.h"
#include "models/report.h"
#include "pipeline/agencies.h"
#include "pipeline/csv_table.h"
#include "pipeline/series.h"
#include "pipeline/shard.h"

namespace gouji {

// A cell of a report: the one at `index` of its form.
struct CellRow {
  const Report& report;
  const Form& form;
  size_t index;

  const Cell& cell() const { return report.cells[index]; }
  const Address& address() const { return form.cells[index]; }
};

// A relation of a report: the one at `index` of its form.
struct CheckRow {
  const Report& report;
  const Form& form;
  size_t index;

  const Check& check() const { return report.checks[index]; }
  const Relation& relation() const { return form.relations[index]; }
};

struct SectionRow {
  const Report& report;
  const Section& section;
};

struct ClaimRow {
  const Report& report;
  const Claim& claim;
};

// A report, with the form it fills in; null where none was recognised.
struct WideRow {
  const Report& report;
  const Form* form;
};

// A run of `gouji ingest` or `gouji merge`, with the counts of the dataset it wrote.
struct RunRow {
  std::int64_t number = 0;
  std::chrono::system_clock::time_point started{}, finished{};
  std::string version{};  // of the program
  Shard shard{};
  std::int64_t found = 0;  // inputs, those of other shards included
  int jobs = 0;
  int dpi = 0;              // 0: chosen per page
  double timeout = 0;       // seconds
  std::int64_t read = 0;    // reports that this run read itself
  std::int64_t unread = 0;  // inputs that are not in the dataset, since the run was stopped
  int reports = 0, pages = 0, ok = 0, flagged = 0, review = 0, failed = 0;
};

// The version that runs.csv and datapackage.json name.
std::string program_version();

CsvTable<Report> reports_table(const std::vector<Form>& forms);
CsvTable<CellRow> cells_table(const std::vector<Form>& forms);
CsvTable<CheckRow> checks_table(const std::vector<Form>& forms);
CsvTable<SectionRow> narrative_table();
CsvTable<ClaimRow> claims_table();
CsvTable<AgencyRow> agencies_table();
CsvTable<SeriesRow> series_table();
CsvTable<RunRow> runs_table();

// Has a column for each cell of any of `forms`, row by row in form order (what only a later form of
// `forms` has stands behind its predecessor): whatever the reports are, the columns are the same.
// `forms` must outlive the table.
CsvTable<WideRow> wide_table(const std::vector<Form>& forms);

// All of them.
struct DatasetTables {
  explicit DatasetTables(const std::vector<Form>& forms);  // which must outlive it

  // In the order of the data package.
  std::vector<TableSchema> schemas() const;

  CsvTable<Report> reports;
  CsvTable<CellRow> cells;
  CsvTable<CheckRow> checks;
  CsvTable<SectionRow> narrative;
  CsvTable<ClaimRow> claims;
  CsvTable<WideRow> wide;
  CsvTable<AgencyRow> agencies;
  CsvTable<SeriesRow> series;
  CsvTable<RunRow> runs;
};

}  // namespace gouji
