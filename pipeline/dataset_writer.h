// Reports become the files of the dataset (docs/codebook.md).
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "models/form.h"
#include "models/report.h"
#include "pipeline/dataset_tables.h"

namespace gouji {

// Writes reports.csv, cells.csv, checks.csv, narrative.csv, claims.csv, wide.csv, agencies.csv,
// series.csv, runs.csv, dataset.xlsx and datapackage.json into one directory. Rows are written as
// reports come; of each only its agency and the few cells of series.csv are kept. What stood in the
// directory before is replaced by commit(), and only then.
class DatasetWriter {
 public:
  // `forms` must outlive the writer. Fails with a sentence where `directory` cannot be written to.
  static tl::expected<DatasetWriter, std::string> open(const std::filesystem::path& directory,
                                                       const std::vector<Form>& forms);
  DatasetWriter(DatasetWriter&&) noexcept;
  ~DatasetWriter();

  // Reports must come in the order of their sources, and fit their forms (fits). Each has its row
  // in reports.csv. Two files with the same bytes are one report: what was read stands in the other
  // files once, with the `first`.
  tl::expected<void, std::string> add(const Report& report, bool first);

  tl::expected<void, std::string> commit(const std::vector<RunRow>& runs);

 private:
  struct State;
  explicit DatasetWriter(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

// Whether `report` has exactly the cells and checks of its form, which is one of `forms`; one that
// failed or names no form must have none.
bool fits(const Report& report, const std::vector<Form>& forms);

}  // namespace gouji
