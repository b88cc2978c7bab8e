#include "pipeline/explain_sum.h"

#include <fmt/format.h>

#include <algorithm>

#include "pipeline/form_labels.h"
#include "pipeline/translation.h"

namespace gouji {
namespace {

constexpr size_t kMostTerms = 6;

Micro value_of(const Cell& cell) { return to_micro(cell.value).value_or(0); }

Micro sum_of(const std::vector<int>& side, const std::vector<Cell>& cells) {
  Micro sum = 0;
  for (int i : side) sum += value_of(cells[static_cast<size_t>(i)]);
  return sum;
}

bool all_read(const std::vector<int>& side, const std::vector<Cell>& cells) {
  return std::none_of(side.begin(), side.end(),
                      [&](int i) { return is_unread(cells[static_cast<size_t>(i)]); });
}

// `10 + 1 + 0 = 11`, with `?` for what was not read.
std::string in_figures(const std::vector<int>& side, const std::vector<Cell>& cells) {
  std::string out;
  for (int i : side) {
    const Cell& cell = cells[static_cast<size_t>(i)];
    if (!is_listed(cell, side.size())) continue;
    if (!out.empty()) out += " + ";
    out += is_unread(cell) ? "?" : to_plain(value_of(cell));
  }
  return with_sum(out.empty() ? "0" : out, side, cells);
}

// ` (page 4)`, ` (pages 3, 4)`
std::string in_brackets(const std::set<int>& pages) {
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
    for (int c : cells) {
      const Cell& cell = report_.cells[c];
      if (!is_listed(cell, cells.size())) {
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
    return with_sum(out, cells, report_.cells);
  }

 private:
  CellLabels of(int cell) const { return labels_of(form_, static_cast<size_t>(cell)); }

  const Form& form_;
  const Report& report_;
  bool one_row_ = false;
  std::string common_;
};

}  // namespace

std::string relation_sentence(const Relation& relation, const Report& report) {
  const std::vector<Cell>& cells = report.cells;
  const bool total_left = relation.lhs.size() == 1;
  const auto& terms = total_left ? relation.rhs : relation.lhs;
  const auto& total = total_left ? relation.lhs : relation.rhs;
  const std::string left = in_figures(terms, cells), right = in_figures(total, cells);
  const std::string pages = in_brackets(pages_of(relation, cells));
  if (total.size() == 1) return tr_format("{}, printed total {}{}", left, right, pages);
  if (!all_read(terms, cells) || !all_read(total, cells)) {
    return tr_format("{}, against {}{}", left, right, pages);
  }
  if (sum_of(terms, cells) == sum_of(total, cells)) {
    return tr_format("{}, and {}{}", left, right, pages);
  }
  return tr_format("{}, but {}{}", left, right, pages);
}

bool is_unread(const Cell& cell) { return !cell.accepted() && !to_micro(cell.value); }

bool is_listed(const Cell& cell, size_t terms) {
  return terms <= kMostTerms || !cell.accepted() || value_of(cell) != 0;
}

std::string with_sum(const std::string& figures, const std::vector<int>& side,
                     const std::vector<Cell>& cells) {
  if (side.size() == 1 || !all_read(side, cells)) return figures;
  return figures + " = " + to_plain(sum_of(side, cells));
}

std::set<int> pages_of(const Relation& relation, const std::vector<Cell>& cells) {
  std::set<int> pages;
  for (const auto* side : {&relation.lhs, &relation.rhs}) {
    for (int i : *side) pages.insert(cells[static_cast<size_t>(i)].page);
  }
  pages.erase(0);  // nowhere
  return pages;
}

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
