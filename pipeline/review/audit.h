// How often a value that the program trusts is wrong, as people find in a random sample.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "pipeline/database.h"

namespace gouji {

// A cell of the sample, as the program read it when it was drawn.
struct AuditCell {
  std::string report_id, address, value;
  std::optional<bool> right;  // nothing: no person has looked yet
};

struct AuditFigures {
  int checked = 0, wrong = 0;
  double rate = 0;   // wrong / checked
  double upper = 1;  // of the true rate with 95 % confidence: see upper_bound
};

// The one-sided upper bound of Clopper and Pearson (The use of confidence or fiducial limits
// illustrated in the case of the binomial, Biometrika 26, 1934) on a rate of which `wrong` of
// `checked` are seen: exact, whatever the rate.
double upper_bound(int wrong, int checked, double confidence = 0.95);

AuditFigures figures_of(const std::vector<AuditCell>& cells);

// OUT/.gouji/audit.db: the seed, what was drawn by it, and what people said. It outlives runs.
class AuditFile {
 public:
  static tl::expected<AuditFile, std::string> open(const std::filesystem::path& out);

  // After a failure (a full disk): tries again to have the file. What sync() did not keep is gone.
  tl::expected<void, std::string> reopen();
  bool good() const { return database_ != nullptr && database_->good(); }

  // In the order they were drawn.
  std::vector<AuditCell> cells();

  // A number below `below`, the next of the sequence that the seed begins.
  std::uint64_t draw(std::uint64_t below);

  // How many cells the sample is drawn from. Nothing where that is not known: nothing was drawn, or
  // by a program that did not say.
  std::optional<std::int64_t> population();

  // Empties the sample, for one of so many cells. What people said of a value is known where the
  // same one is drawn again.
  void begin_anew(std::int64_t population);

  // False where the cell is in the sample already.
  bool add(const AuditCell& cell);

  // False where the cell is not in the sample.
  bool judge(const std::string& report_id, const std::string& address, bool right);

  // Empty, or why nothing more is kept until reopen().
  tl::expected<void, std::string> sync();

 private:
  explicit AuditFile(std::filesystem::path file) : file_(std::move(file)) {}

  std::filesystem::path file_;
  std::unique_ptr<Database> database_;  // null where reopen() has failed
};

}  // namespace gouji
