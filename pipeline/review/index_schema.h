// The tables of the index of the review page, OUT/.gouji/review.db. All of it is derived: the file
// may be deleted at any time.
#pragma once

namespace gouji {

// Raised whenever the tables, or what stands in them, change: then all is indexed anew.
inline constexpr int kIndexLayout = 3;

inline constexpr const char* kIndexSchema = R"(
DROP TABLE IF EXISTS reports;
DROP TABLE IF EXISTS doubts;
DROP TABLE IF EXISTS troubles;
CREATE TABLE reports (
  source TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  result TEXT NOT NULL,
  marks TEXT NOT NULL,
  first INTEGER NOT NULL,
  report_id TEXT NOT NULL,
  title TEXT NOT NULL,
  agency TEXT NOT NULL,
  region_code TEXT NOT NULL,
  region TEXT NOT NULL,
  province TEXT NOT NULL,
  year INTEGER NOT NULL,
  form TEXT NOT NULL,
  status TEXT NOT NULL,
  pages INTEGER NOT NULL,
  cells_ok INTEGER NOT NULL,
  cells_corrected INTEGER NOT NULL,
  cells_blank INTEGER NOT NULL,
  cells_review INTEGER NOT NULL,
  cells_missing INTEGER NOT NULL,
  cells_person INTEGER NOT NULL,
  cells_trusted INTEGER NOT NULL,
  checks_broken INTEGER NOT NULL,
  checks_suspect INTEGER NOT NULL,
  error TEXT NOT NULL,
  bin0 INTEGER NOT NULL,
  bin1 INTEGER NOT NULL,
  bin2 INTEGER NOT NULL,
  bin3 INTEGER NOT NULL,
  bin4 INTEGER NOT NULL,
  bin5 INTEGER NOT NULL,
  bin6 INTEGER NOT NULL,
  bin7 INTEGER NOT NULL,
  PRIMARY KEY (source, sha256)
) WITHOUT ROWID;
CREATE INDEX reports_by_id ON reports (report_id, first);
CREATE TABLE doubts (
  report_id TEXT NOT NULL,
  cell INTEGER NOT NULL,
  missing INTEGER NOT NULL,
  expected_error REAL NOT NULL,
  PRIMARY KEY (report_id, cell)
) WITHOUT ROWID;
CREATE INDEX doubts_worst_first ON doubts (missing, expected_error DESC, report_id, cell);
CREATE TABLE troubles (
  report_id TEXT NOT NULL,
  relation TEXT NOT NULL,
  form TEXT NOT NULL,
  broken INTEGER NOT NULL,
  PRIMARY KEY (report_id, relation)
) WITHOUT ROWID;
CREATE INDEX troubles_by_relation ON troubles (relation, form, broken);
)";

}  // namespace gouji
