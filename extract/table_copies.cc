#include "extract/table_copies.h"

#include <algorithm>
#include <set>
#include <utility>

namespace gouji {
namespace {

constexpr int kWholeTable = 3;  // rows that are there twice, from which it is the table that is

// Rows of a table that may be there several times.
struct Copy {
  int begin = 0, end = 0;
  std::set<int> named;  // rows of the form
  bool headed = false;
};

int count_shared(const Copy& a, const Copy& b) {
  return static_cast<int>(
      std::count_if(a.named.begin(), a.named.end(), [&](int j) { return b.named.contains(j); }));
}

// Parts the rows of a table where it begins once more, with rows that were there before.
std::vector<Copy> copies_of(const Table& table, const std::vector<RowView>& rows,
                            const std::vector<WantedRow>& form) {
  std::vector<Copy> copies(1);
  int last_named = -1, last = -1;  // the row of the form, and of the table
  for (int i = 0; i < std::ssize(rows); ++i) {
    const bool headed = std::binary_search(table.headed.begin(), table.headed.end(), i);
    const int j = is_filled(rows[i]) ? named_row(rows[i].label, form) : -1;
    const bool again = j >= 0 && j != last_named && copies.back().named.contains(j);
    if ((headed || again) && !copies.back().named.empty()) {
      int begin = i;  // with its head, as far as it stands on a page of its own
      for (const int start : table.page_starts) {
        if (again && start > last && start <= i) begin = start;
      }
      copies.back().end = begin;
      copies.push_back({begin, 0, {}, false});
    }
    copies.back().headed |= headed;
    if (j < 0) continue;
    copies.back().named.insert(j);
    last_named = j;
    last = i;
  }
  copies.back().end = static_cast<int>(rows.size());
  std::vector<Copy> out;
  for (Copy& copy : copies) {
    const bool another = std::any_of(out.begin(), out.end(), [&](const Copy& before) {
      return count_shared(before, copy) >= kWholeTable;
    });
    if (out.empty() || another) {
      out.push_back(std::move(copy));
    } else {
      out.back().end = copy.end;
      out.back().named.merge(copy.named);
      out.back().headed |= copy.headed;
    }
  }
  return out;
}

}  // namespace

bool keep_own(const Table& table, const std::vector<WantedRow>& form, std::vector<RowView>& rows,
              std::vector<int>& seams) {
  const std::vector<Copy> copies = copies_of(table, rows, form);
  if (copies.size() < 2) return true;
  auto own = std::find_if(copies.begin(), copies.end(), [](const Copy& c) { return c.headed; });
  const bool told = own != copies.end();
  if (!told) own = copies.begin();
  std::vector<int> kept;
  for (const int seam : seams) {
    if (seam > own->begin && seam < own->end) kept.push_back(seam - own->begin);
  }
  seams = std::move(kept);
  rows.erase(rows.begin() + own->end, rows.end());
  rows.erase(rows.begin(), rows.begin() + own->begin);
  return told;
}

}  // namespace gouji
