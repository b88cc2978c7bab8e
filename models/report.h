// A report as the dataset holds it (docs/codebook.md has its columns and words).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/geometry.h"
#include "models/number.h"
#include "models/reading.h"

namespace gouji {

enum class CellStatus { kOk, kCorrected, kBlank, kReview, kMissing };
enum class Verdict { kHolds, kBroken, kSuspect, kUnverifiable };
enum class ReportStatus { kOk, kFlagged, kReview, kFailed };
enum class Origin { kText, kScan, kMixed };
enum class AgencyKind { kGovernment, kDepartment, kTownship, kOther };
enum class ErrorCode {
  kNone,
  kEncrypted,
  kNotPdf,
  kDamaged,
  kEmpty,
  kTooLarge,
  kTimeout,
  kCrashed,
  kUnrecognisedForm,
  kUnreadable
};

// One number of the form. Whether `value` may be used is in `status`: ok, corrected and blank are a
// promise that it is what is printed.
struct Cell {
  CellStatus status = CellStatus::kMissing;
  std::string value;  // plain notation; empty: blank, missing, or in review without a best guess
  std::string raw;    // the characters as read
  double confidence = 0;  // probability that `value` is what is printed, 0 to 1
  Method method = Method::kOcr;
  int page = 0;  // from 1; 0: nowhere
  Box box;       // points, page as displayed
  // What its pixels and glyphs by themselves may say, the most probable first, in plain notation.
  // Only of cells that are not surely read.
  std::vector<Alternative> alternatives = {};

  bool accepted() const {
    return status == CellStatus::kOk || status == CellStatus::kCorrected ||
           status == CellStatus::kBlank;
  }
};

// One relation of the form, judged.
struct Check {
  Verdict verdict = Verdict::kUnverifiable;
  Micro lhs = 0, rhs = 0;  // the sums, blank and missing counted as 0
};

struct Section {
  int number = 0;       // 1 to 6 as in the form; 0: what stands before section 1
  std::string heading;  // as printed; empty for 0
  std::string text;     // NFC, one paragraph a line
};

// Whether the narrative agrees with the tables. None: it cannot be told, for the cells are not
// trusted, or the sentence is not surely read or speaks of about so many.
enum class ClaimVerdict { kNone, kAgrees, kContradicts, kUnstated };

// A figure of the form that a sentence of the narrative states.
struct Claim {
  int section = 0;          // as Section::number
  std::string address;      // of the cell; of several, joined by +, where it states their sum
  std::string stated;       // plain notation; empty where the sentence leaves its number out
  std::string table_value;  // plain notation; empty where a cell of it is not trusted
  ClaimVerdict verdict = ClaimVerdict::kNone;
  std::string quote;  // the sentence
  int page = 0;       // on which it begins
};

// A region with those that govern it, by their official names; `prefecture` is empty for what a
// province governs itself, and what stands below the region's own level is empty.
struct RegionName {
  std::string code;  // GB/T 2260, six digits
  std::string province, prefecture, county;
};

// Where it says of which region an agency is.
enum class RegionEvidence { kNone, kTitle, kSignature, kText, kFileName };

// The region of an agency, as far as the report tells.
struct AgencyRegion {
  RegionEvidence evidence = RegionEvidence::kNone;  // kNone: undecided
  std::vector<RegionName> candidates;  // that the agency's name may mean; one where decided
  std::string body;  // the agency's name without its regions (民政局); all of it where it has none

  std::string code() const {
    return evidence == RegionEvidence::kNone ? "" : candidates.front().code;
  }
};

// Why a report could not be read.
struct ReadError {
  ErrorCode code = ErrorCode::kNone;
  std::string message;  // a sentence that says what to do
};

struct Report {
  // The file. Set by discovery, also for a report that failed.
  std::string id;      // first 16 hex digits of sha256
  std::string source;  // path relative to the INPUT it was found under, `/` separated
  std::string sha256;

  // What it says of itself.
  std::string title, agency;
  AgencyKind agency_kind = AgencyKind::kOther;
  AgencyRegion region;
  int year = 0;           // 0: unknown
  std::string form;       // empty: none recognised
  std::string published;  // ISO 8601; empty: none
  int pages = 0;
  Origin origin = Origin::kText;

  std::vector<Cell> cells;    // as Form::cells; empty where the report failed
  std::vector<Check> checks;  // as Form::relations
  std::vector<Section> narrative;
  std::vector<Claim> claims;  // in the order of the text
  bool text_whole = true;     // false: the text of a page was too noisy to be read to its end

  ReadError error;

  ReportStatus status() const;
  int count(CellStatus status) const;
  int count_accepted() const;
  int count(Verdict verdict) const;
};

// The words of the dataset (docs/codebook.md).
std::string_view name(CellStatus);
std::string_view name(Verdict);
std::string_view name(ClaimVerdict);  // empty for kNone
std::string_view name(ReportStatus);
std::string_view name(Origin);
std::string_view name(AgencyKind);
std::string_view name(RegionEvidence);  // empty for kNone
std::string_view name(ErrorCode);       // empty for kNone
std::string_view name(Method);

}  // namespace gouji
