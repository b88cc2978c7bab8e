#include "extract/judge.h"

#include <algorithm>

namespace gouji {
namespace {

struct Side {
  Micro sum = 0;
  bool blank = true;     // throughout
  bool missing = false;  // some cell is not in the document
  bool unread = false;   // some cell has no reading at all
  bool certain = true;   // every cell is trusted
};

Side add_up(const std::vector<int>& indices, const std::vector<Cell>& cells) {
  Side side;
  for (int i : indices) {
    const Cell& c = cells[i];
    const auto value = to_micro(c.value);
    side.sum += value.value_or(0);
    side.blank &= c.status == CellStatus::kBlank;
    const bool unread = c.status == CellStatus::kReview && !value;
    side.missing |= c.status == CellStatus::kMissing;
    side.unread |= unread;
    side.certain &= c.accepted() && (value || c.status == CellStatus::kBlank);
  }
  return side;
}

}  // namespace

std::vector<Check> judge(const Form& form, const std::vector<Cell>& cells) {
  std::vector<Check> checks;
  for (const Relation& relation : form.relations) {
    const Side lhs = add_up(relation.lhs, cells), rhs = add_up(relation.rhs, cells);
    Check check{Verdict::kHolds, lhs.sum, rhs.sum};
    const bool certain = lhs.certain && rhs.certain;
    if (lhs.missing || rhs.missing) {
      check.verdict = Verdict::kUnverifiable;
    } else if (lhs.sum != rhs.sum) {
      check.verdict = certain && (lhs.blank || rhs.blank) ? Verdict::kUnverifiable
                      : certain                           ? Verdict::kBroken
                                                          : Verdict::kSuspect;
    } else if (lhs.unread || rhs.unread) {
      check.verdict = Verdict::kUnverifiable;
    }
    checks.push_back(check);
  }
  return checks;
}

}  // namespace gouji
