// The labels of a form's rows, and what a table's label says against them.
#pragma once

#include <string>
#include <vector>

#include "models/form.h"

namespace gouji {

// A row of the form with its texts folded (models/text.h), as all labels here are.
struct WantedRow {
  std::vector<std::u32string> labels;  // all wordings
  std::vector<double> lengths;         // of these, in characters as wide as they are high
  std::u32string parent;
  size_t columns;
};

std::vector<WantedRow> wanted_rows(const FormTable& form);

// Similarity (models/text.h) of a label with the wording that is most like it.
double label_similarity(const std::u32string& label, const WantedRow& row);

// The same of the merged cells that a row stands in, the likest of them.
double parent_similarity(const std::vector<std::u32string>& parents, const WantedRow& row);

// With the row that is most like it.
double best_label_similarity(const std::u32string& label, const std::vector<WantedRow>& form);

// Similarity from which a label identifies a row.
inline constexpr double kKnownLabel = 0.55;

// The row whose wording a label is, but for a character; -1 for none, and for several.
int named_row(const std::u32string& label, const std::vector<WantedRow>& form);

// The share of a label's characters that stand in a wording of the row.
double share_of_label(const std::u32string& label, const WantedRow& row);

// Whether a label is another's than row `j`'s: much more like another row's, as where rows changed
// places, which keeps their sums; of several rows in one; of another year, or of a part.
bool is_of_others(const std::u32string& label, int j, const std::vector<WantedRow>& form);

// Whether words speak of another year, or of a part, where `label` does not.
bool speaks_of_other(const std::u32string& words, const std::u32string& label);

}  // namespace gouji
