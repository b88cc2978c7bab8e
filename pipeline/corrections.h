// What people found printed: OUT/corrections.csv, which is only ever appended to
// (docs/codebook.md has its columns).
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "models/form.h"
#include "models/report.h"

namespace gouji {

struct Correction {
  std::string time;  // ISO 8601, UTC
  std::string user;
  std::string report_id, address;
  std::string old_value, new_value;  // plain notation; empty: blank, or no value
  std::string note;                  // kUndo: takes back the one before it for this address

  friend bool operator==(const Correction&, const Correction&) = default;
};

inline constexpr char kUndo[] = "undo";

struct DamagedLine {
  enum class Kind {
    kNoCorrection,
    kHalf,    // the last one, and a crash left only a part of it
    kUnclear  // the last one, without a line end: a person's, or half of one of the program's
  };
  std::int64_t line = 0;
  Kind kind = Kind::kNoCorrection;
};

// In the language of the calling thread.
std::string sentence(const DamagedLine& damaged);

struct CorrectionsFile {
  std::vector<Correction> corrections;  // as they were made
  std::vector<DamagedLine> damaged;     // lines that are none
};

// Nothing where there is no such file. Fails with a sentence where it cannot be read.
tl::expected<CorrectionsFile, std::string> read_corrections(const std::filesystem::path& out);

// Adds a line to the file, which is made where it is missing, and forces it to the disk. Writers
// wait for each other. A last line without a line end is ended first: one that a person wrote stays
// a correction, half a line that a crash left becomes none. Fails with a sentence, also where these
// two cannot be told apart, and then the file is as it was.
tl::expected<void, std::string> append_correction(const std::filesystem::path& out,
                                                  const Correction& correction);

// The corrections that are in force, and which of them have found their cell.
class Corrections {
 public:
  explicit Corrections(const std::vector<Correction>& made);

  // Gives the report's cells the values that people found: status `ok`, or `blank` for an empty
  // one, confidence 1, method `person`; and judges relations and claims anew. A report is named by
  // its bytes, so it does not matter what another version reads there. True where anything was
  // changed.
  bool apply(const Form& form, Report& report);

  // As if a report of this form were given to apply().
  void find_cells(const Form& form, const std::string& report_id);

  // Sentences on those that no report so far had a cell for, or that are no numbers.
  std::vector<std::string> not_applied() const;

 private:
  using Key = std::pair<std::string, std::string>;  // report and address
  int place(const Form& form, const Key& key);

  std::map<Key, std::string> values_;
  std::map<Key, std::string> left_;  // not applied, and why
};

}  // namespace gouji
