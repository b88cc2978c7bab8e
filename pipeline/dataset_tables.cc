#include "pipeline/dataset_tables.h"

namespace gouji {

DatasetTables::DatasetTables(const std::vector<Form>& forms)
    : reports(reports_table(forms)),
      cells(cells_table(forms)),
      checks(checks_table(forms)),
      narrative(narrative_table()),
      claims(claims_table()),
      wide(wide_table(forms)),
      agencies(agencies_table()),
      series(series_table()),
      runs(runs_table()) {}

std::vector<TableSchema> DatasetTables::schemas() const {
  return {reports.schema(), cells.schema(),    checks.schema(), narrative.schema(), claims.schema(),
          wide.schema(),    agencies.schema(), series.schema(), runs.schema()};
}

}  // namespace gouji
