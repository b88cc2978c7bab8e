#include "extract/row_labels.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "models/text.h"

namespace gouji {
namespace {

constexpr double kRatherAnother = 0.2;  // by so much more similar to another row's label
constexpr double kSameLabel = 0.9;      // from which it is that row's wording, but for a character

// ASCII is half as wide as it is high.
double length_of(const std::string& wording) {
  double length = 0;
  for (char32_t c : to_utf32(wording)) length += c < 0x80 ? 0.5 : 1;
  return length;
}

bool is_rather_another(const std::u32string& label, int j, const std::vector<WantedRow>& form) {
  const double own = label_similarity(label, form[j]);
  for (int k = 0; k < std::ssize(form); ++k) {
    if (k != j && label_similarity(label, form[k]) >= own + kRatherAnother) return true;
  }
  return false;
}

// Whether another row's wording stands in a label whole, and is no part of this row's.
bool names_another(const std::u32string& label, int j, const std::vector<WantedRow>& form) {
  const auto has = [](const std::u32string& words, const std::u32string& wording) {
    return wording.size() > 1 && words.find(wording) != words.npos;
  };
  const auto in_own = [&](const std::u32string& wording) {
    return std::any_of(form[j].labels.begin(), form[j].labels.end(),
                       [&](const auto& own) { return has(own, wording) || has(wording, own); });
  };
  for (int k = 0; k < std::ssize(form); ++k) {
    if (k == j) continue;
    for (const std::u32string& wording : form[k].labels) {
      if (has(label, wording) && !in_own(wording)) return true;
    }
  }
  return false;
}

}  // namespace

std::vector<WantedRow> wanted_rows(const FormTable& form) {
  std::vector<WantedRow> rows;
  for (const FormRow& row : form.rows) {
    WantedRow wanted{{}, {}, {}, row.columns.size()};
    std::vector<std::string> wordings{row.label};
    wordings.insert(wordings.end(), row.variants.begin(), row.variants.end());
    for (const std::string& wording : wordings) {
      wanted.labels.push_back(fold(wording));
      wanted.lengths.push_back(length_of(wording));
    }
    if (!row.parents.empty()) wanted.parent = fold(row.parents.back());
    rows.push_back(std::move(wanted));
  }
  return rows;
}

double label_similarity(const std::u32string& label, const WantedRow& row) {
  double best = 0;
  for (const auto& wording : row.labels) best = std::max(best, similarity(label, wording));
  return best;
}

double parent_similarity(const std::vector<std::u32string>& parents, const WantedRow& row) {
  if (row.parent.empty()) return parents.empty() ? 1 : 0.5;
  double best = 0;
  for (const auto& p : parents) best = std::max(best, similarity(p, row.parent));
  return best;
}

double best_label_similarity(const std::u32string& label, const std::vector<WantedRow>& form) {
  double best = 0;
  for (const WantedRow& row : form) best = std::max(best, label_similarity(label, row));
  return best;
}

int named_row(const std::u32string& label, const std::vector<WantedRow>& form) {
  int named = -1;
  for (int j = 0; j < std::ssize(form); ++j) {
    if (label_similarity(label, form[j]) < kSameLabel) continue;
    if (named >= 0) return -1;
    named = j;
  }
  return named;
}

double share_of_label(const std::u32string& label, const WantedRow& row) {
  double best = 0;
  for (const auto& wording : row.labels) best = std::max(best, share_in(label, wording));
  return best;
}

bool is_of_others(const std::u32string& label, int j, const std::vector<WantedRow>& form) {
  return is_rather_another(label, j, form) || names_another(label, j, form) ||
         std::all_of(form[j].labels.begin(), form[j].labels.end(),
                     [&](const auto& own) { return speaks_of_other(label, own); });
}

bool speaks_of_other(const std::u32string& words, const std::u32string& label) {
  for (const std::u32string_view other : {U"上年", U"去年", U"同期", U"占比", U"其中", U"增减率"}) {
    if (words.find(other) != words.npos && label.find(other) == label.npos) return true;
  }
  return false;
}

}  // namespace gouji
