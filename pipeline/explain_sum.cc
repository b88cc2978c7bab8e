#include "pipeline/explain_sum.h"

#include <fmt/format.h>

#include <algorithm>

#include "pipeline/form_labels.h"
#include "pipeline/translation.h"

namespace gouji {
namespace {

constexpr size_t kMostTerms = 6;  // longer sums leave out their zeros

Micro value_of(const Cell& cell) { return to_micro(cell.value).value_or(0); }

struct Sum {
  std::string text;  // `10 + 1 + 0`, with `?` for what was not read
  Micro value = 0;
  bool known = true;

  // `10 + 1 + 0 = 11`, unless it is a single figure
  std::string with_value(size_t terms) const {
    return terms == 1 || !known ? text : fmt::format("{} = {}", text, to_plain(value));
  }
};

Sum sum_of(const std::vector<int>& indices, const std::vector<Cell>& cells) {
  Sum sum;
  sum.known = all_read(indices, cells);
  for (int i : indices) {
    const Cell& cell = cells[static_cast<size_t>(i)];
    const Micro value = value_of(cell);
    sum.value += value;
    if (indices.size() > kMostTerms && value == 0 && !is_unread(cell)) continue;
    if (!sum.text.empty()) sum.text += " + ";
    sum.text += is_unread(cell) ? "?" : to_plain(value);
  }
  if (sum.text.empty()) sum.text = "0";
  return sum;
}

// ` (page 4)`, ` (pages 3, 4)`
std::string pages_of(const Relation& relation, const std::vector<Cell>& cells) {
  std::vector<int> pages;
  for (const auto* side : {&relation.lhs, &relation.rhs}) {
    for (int i : *side) pages.push_back(cells[static_cast<size_t>(i)].page);
  }
  std::sort(pages.begin(), pages.end());
  pages.erase(std::unique(pages.begin(), pages.end()), pages.end());
  if (!pages.empty() && pages.front() == 0) pages.erase(pages.begin());
  if (pages.empty()) return "";
  const std::string list = fmt::format("{}", fmt::join(pages, tr(", ")));
  return pages.size() == 1 ? tr_format(" (page {})", list) : tr_format(" (pages {})", list);
}

class Explanation {
 public:
  Explanation(const Form& form, const Relation& relation, const Report& report)
      : form_(form), report_(report) {
    std::vector<int> all = relation.lhs;
    all.insert(all.end(), relation.rhs.begin(), relation.rhs.end());
    const CellLabels first = of(all.front());
    const auto same = [&](const std::string CellLabels::*label) {
      return std::all_of(all.begin(), all.end(),
                         [&](int c) { return of(c).*label == first.*label; });
    };
    one_row_ = same(&CellLabels::own_row);
    common_ = one_row_ ? first.own_row : same(&CellLabels::own_column) ? first.own_column : "";
  }

  const std::string& common() const { return common_; }

  std::string side(const std::vector<int>& cells) const {
    std::string out;
    int zeros = 0, blanks = 0;
    Micro sum = 0;
    for (int c : cells) {
      const Cell& cell = report_.cells[c];
      const Micro value = value_of(cell);
      sum += value;
      if (cells.size() > kMostTerms && cell.accepted() && value == 0) {
        ++(cell.status == CellStatus::kBlank ? blanks : zeros);
        continue;
      }
      const CellLabels labels = of(c);
      const std::string& label = one_row_ ? labels.own_column : labels.own_row;
      out += fmt::format("{}{} {}", out.empty() ? "" : " + ", mark(cell), label);
      if (cell.page > 0) out += fmt::format(" (p{})", cell.page);
    }
    const auto append = [&](const std::string& counted) {
      out += (out.empty() ? "" : ", ") + counted;
    };
    if (zeros > 0) append(tr_count("{} zero", "{} zeros", zeros));
    if (blanks > 0) append(tr_count("{} blank", "{} blanks", blanks));
    return cells.size() == 1 || !all_read(cells, report_.cells) ? out : out + " = " + to_plain(sum);
  }

 private:
  CellLabels of(int cell) const { return labels_of(form_, static_cast<size_t>(cell)); }

  const Form& form_;
  const Report& report_;
  bool one_row_ = false;
  std::string common_;
};

}  // namespace

std::string describe(const Relation& relation, const Report& report) {
  const bool total_left = relation.lhs.size() == 1;
  const auto& terms = total_left ? relation.rhs : relation.lhs;
  const auto& total = total_left ? relation.lhs : relation.rhs;
  const Sum sum = sum_of(terms, report.cells), other = sum_of(total, report.cells);
  const std::string pages = pages_of(relation, report.cells);
  const std::string left = sum.with_value(terms.size());
  if (total.size() == 1) return tr_format("{}, printed total {}{}", left, other.text, pages);
  const std::string right = other.with_value(total.size());
  if (!sum.known || !other.known) return tr_format("{}, against {}{}", left, right, pages);
  if (sum.value == other.value) return tr_format("{}, and {}{}", left, right, pages);
  return tr_format("{}, but {}{}", left, right, pages);
}

bool all_read(const std::vector<int>& indices, const std::vector<Cell>& cells) {
  return std::none_of(indices.begin(), indices.end(),
                      [&](int i) { return is_unread(cells[static_cast<size_t>(i)]); });
}

bool is_unread(const Cell& cell) { return !cell.accepted() && !to_micro(cell.value); }

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
  const bool known = all_read(relation.lhs, report.cells) && all_read(relation.rhs, report.cells);
  const std::string right = explanation.side(relation.rhs);
  return fmt::format("  {}{}{}\n    {}\n", common, common.empty() ? "" : ": ",
                     explanation.side(relation.lhs),
                     known ? tr_format("but {}", right) : tr_format("against {}", right));
}

}  // namespace gouji
