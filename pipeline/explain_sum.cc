#include "pipeline/explain_sum.h"

#include <fmt/format.h>

#include <algorithm>

namespace gouji {
namespace {

constexpr size_t kMostTerms = 6;

struct Labels {
  std::string row, column;
};

Labels labels_of(const Form& form, int cell) {
  for (const FormTable& table : form.tables) {
    for (const FormRow& row : table.rows) {
      const int column = cell - row.first_cell;
      if (column >= 0 && column < static_cast<int>(row.columns.size())) {
        return {row.label, row.columns[column].label};
      }
    }
  }
  return {};
}

class Explanation {
 public:
  Explanation(const Form& form, const Relation& relation, const Report& report)
      : form_(form), report_(report) {
    std::vector<int> all = relation.lhs;
    all.insert(all.end(), relation.rhs.begin(), relation.rhs.end());
    const Labels first = labels_of(form, all.front());
    const auto same = [&](const std::string Labels::*label) {
      return std::all_of(all.begin(), all.end(),
                         [&](int c) { return labels_of(form, c).*label == first.*label; });
    };
    one_row_ = same(&Labels::row);
    common_ = one_row_ ? first.row : same(&Labels::column) ? first.column : "";
  }

  const std::string& common() const { return common_; }

  std::string side(const std::vector<int>& cells) const {
    std::string out;
    int zeros = 0;
    Micro sum = 0;
    for (int c : cells) {
      const Cell& cell = report_.cells[c];
      const Micro value = to_micro(cell.value).value_or(0);
      sum += value;
      if (cells.size() > kMostTerms && cell.accepted() && value == 0) {
        ++zeros;
        continue;
      }
      const Labels labels = labels_of(form_, c);
      const std::string& label = one_row_ ? labels.column : labels.row;
      out += fmt::format("{}{} {}", out.empty() ? "" : " + ", mark(cell), label);
      if (cell.page > 0) out += fmt::format(" (p{})", cell.page);
    }
    if (zeros > 0) out += fmt::format("{}{} zeros", out.empty() ? "" : ", ", zeros);
    return cells.size() == 1 ? out : out + " = " + to_plain(sum);
  }

 private:
  const Form& form_;
  const Report& report_;
  bool one_row_ = false;
  std::string common_;
};

}  // namespace

std::string mark(const Cell& cell) {
  switch (cell.status) {
    case CellStatus::kOk:
      return cell.value;
    case CellStatus::kCorrected:
      return cell.value + "*";
    case CellStatus::kBlank:
      return "·";
    case CellStatus::kReview:
      return (cell.value.empty() ? cell.raw : cell.value) + "?";
    case CellStatus::kMissing:
      return "×";
  }
  return "";
}

std::string explain_sum(const Form& form, const Relation& relation, const Report& report) {
  const Explanation explanation(form, relation, report);
  const std::string& common = explanation.common();
  return fmt::format("  {}{}{}\n    but {}\n", common, common.empty() ? "" : ": ",
                     explanation.side(relation.lhs), explanation.side(relation.rhs));
}

}  // namespace gouji
