#include "extract/slips.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace gouji {
namespace {

// Shares of slips by kind. The kinds are those seen in published reports, the shares are guesses
// (docs/reconcile.md says what they were moved by).
constexpr double kLeftAtZero = 0.15;
constexpr double kByOne = 0.25;
constexpr double kByFew = 0.2;      // 2 to 9
constexpr double kLeftOut = 0.12;   // another figure of the sum
constexpr double kCarry = 0.05;     // 10, and a quarter as often 100: a carry forgotten
constexpr double kOneDigit = 0.05;  // 10 to 90, 100 to 900 ..: a digit other than the last
constexpr double kSwapped = 0.05;   // 9, 18, .. 81, 90, 180 ..: two digits changed places
constexpr double kAny = 0.13;       // evenly by orders of magnitude

// Shares of slips in a row whose own sum holds.
constexpr double kMoved = 0.02;     // counted in a given other column
constexpr double kRowLost = 0.007;  // a given row left out where the columns were added up

constexpr double kLikeliest = 0.4;  // chance() of an amount

constexpr double kTotal = 0.5;  // of the slips in a sum: those in its total

double any_amount(double units) { return 1 / (2 * (units + 1) * std::log(1e4)); }

// A digit and at least one zero.
bool one_digit(Micro units) {
  if (units < 10) return false;
  while (units % 10 == 0) units /= 10;
  return units < 10;
}

bool swapped_digits(Micro units) {
  if (units == 0 || units % 9 != 0) return false;
  units /= 9;
  while (units % 10 == 0) units /= 10;
  return units < 10;
}

// Those of both sides, the left one's first.
std::vector<int> cells_of(const Relation& relation) {
  std::vector<int> out = relation.lhs;
  out.insert(out.end(), relation.rhs.begin(), relation.rhs.end());
  return out;
}

bool is_simpler(const Slips& a, const Slips& b) {
  return a.count != b.count ? a.count < b.count : a.log_shape > b.log_shape;
}

}  // namespace

std::vector<double> log_prior() {
  std::vector<double> out;
  for (int k = 0; k <= kMostSlips; ++k) {
    double p = 0;
    for (const Clerk& c : kClerks) {
      p += c.share * std::exp(-c.slips + k * std::log(c.slips));
    }
    out.push_back(std::log(p));
  }
  return out;
}

double SlipModel::chance(Micro by, Micro printed, const std::vector<Micro>& others) {
  const Micro size = std::abs(by);
  const double units = static_cast<double>(size) / kOne;
  double p = kAny * any_amount(units);
  if (printed == 0) p += kLeftAtZero;
  if (size == kOne) p += kByOne / 2;
  if (size > kOne && size < 10 * kOne && size % kOne == 0) p += kByFew / 16;
  const auto filled = std::count_if(others.begin(), others.end(), [](Micro m) { return m != 0; });
  const auto same = std::count_if(others.begin(), others.end(),
                                  [&](Micro m) { return m != 0 && std::abs(m) == size; });
  if (filled > 0) p += kLeftOut * static_cast<double>(same) / static_cast<double>(filled) / 2;
  if (size == 10 * kOne) p += 0.8 * kCarry / 2;
  if (size == 100 * kOne) p += 0.2 * kCarry / 2;
  if (size % kOne == 0 && one_digit(size / kOne)) p += kOneDigit / 54;
  if (size % kOne == 0 && swapped_digits(size / kOne)) p += kSwapped / 54;
  return p;
}

SlipModel::SlipModel(const Form& form)
    : form_(form), members_(form.cells.size()), place_(form.cells.size(), 0) {
  const double each = 1 / static_cast<double>(form.relations.size());
  for (size_t r = 0; r < form.relations.size(); ++r) {
    const Relation& relation = form.relations[r];
    const bool total = relation.rhs.size() == 1;
    const double all = static_cast<double>(relation.lhs.size() + relation.rhs.size());
    for (int c : relation.lhs) {
      members_[c].push_back({static_cast<int>(r), +1});
      place_[c] +=
          each * (total ? (1 - kTotal) / static_cast<double>(relation.lhs.size()) : 1 / all);
    }
    for (int c : relation.rhs) {
      members_[c].push_back({static_cast<int>(r), -1});
      place_[c] += each * (total ? kTotal : 1 / all);
    }
  }
  const auto in_row = [&](const Relation& relation) {
    if (relation.rhs.size() != 1) return false;
    const Address& row = form.cells[relation.rhs.front()];
    return std::all_of(relation.lhs.begin(), relation.lhs.end(), [&](int c) {
      return form.cells[c].table == row.table && form.cells[c].row == row.row;
    });
  };
  crosses_rows_.assign(form.relations.size(), 0);
  for (const Relation& relation : form.relations) {
    is_row_.push_back(in_row(relation));
    if (is_row_.back() == 0) continue;
    for (const int c : cells_of(relation)) {
      for (const Membership& m : members_[c]) {
        crosses_rows_[m.relation] |= &form.relations[m.relation] != &relation;
      }
    }
  }
}

double SlipModel::likeliest_slip() const {
  return kLikeliest * *std::max_element(place_.begin(), place_.end());
}

double SlipModel::likeliest_row_slip() const {
  return std::max(kMoved, kRowLost / kLikeliest) * likeliest_slip();
}

std::vector<Micro> SlipModel::figures_of(int relation, const std::vector<Micro>& amounts) const {
  std::vector<Micro> out;
  for (int c : form_.relations[relation].lhs) out.push_back(amounts[c]);
  for (int c : form_.relations[relation].rhs) out.push_back(amounts[c]);
  return out;
}

std::optional<Micro> SlipModel::single_slip(int cell, const std::vector<Micro>& imbalance,
                                            const std::vector<Micro>& amounts,
                                            const std::vector<char>& considered,
                                            int& explained) const {
  std::optional<Micro> off;
  explained = 0;
  for (const Membership& m : members_[cell]) {
    if (!considered[m.relation]) continue;
    const Micro by = m.sign * imbalance[m.relation];
    if (by == 0 || (off && *off != by)) return std::nullopt;
    off = by;
    ++explained;
  }
  if (!off || (amounts[cell] >= 0 && amounts[cell] - *off < 0)) return std::nullopt;
  return off;
}

std::vector<SlipModel::Culprit> SlipModel::culprits(int relation,
                                                    const std::vector<Micro>& imbalance,
                                                    const std::vector<Micro>& amounts,
                                                    const std::vector<char>& considered) const {
  std::vector<Culprit> out;
  Micro left = imbalance[relation];
  const auto look = [&](int cell, int sign) {
    std::optional<Micro> off;
    for (const Membership& m : members_[cell]) {
      if (m.relation == relation || !considered[m.relation]) continue;
      const Micro by = m.sign * imbalance[m.relation];
      if (off && *off != by) return false;
      off = by;
    }
    if (!off || *off == 0) return true;
    if (amounts[cell] >= 0 && amounts[cell] - *off < 0) return false;
    left -= sign * *off;
    out.push_back({cell, *off});
    return true;
  };
  const Relation& r = form_.relations[relation];
  const bool all = std::all_of(r.lhs.begin(), r.lhs.end(), [&](int c) { return look(c, +1); }) &&
                   std::all_of(r.rhs.begin(), r.rhs.end(), [&](int c) { return look(c, -1); });
  if (!all || left != 0 || out.size() < 2) out.clear();
  return out;
}

double SlipModel::left_out(int row, const std::vector<Culprit>& culprits,
                           const std::vector<Micro>& amounts) const {
  if (culprits.size() < 3) return 0;  // 8 and 8 for 3 and 3 may be misread alike
  std::vector<const Relation*> columns;
  std::vector<Micro> lost;  // of each column
  for (const int c : cells_of(form_.relations[row])) {
    for (const Membership& m : members_[c]) {
      const Relation& relation = form_.relations[m.relation];
      if (m.relation == row || relation.rhs != std::vector<int>{c}) continue;
      columns.push_back(&relation);
      const auto at = std::find_if(culprits.begin(), culprits.end(),
                                   [c](const Culprit& culprit) { return culprit.cell == c; });
      lost.push_back(at == culprits.end() ? 0 : -at->off);
    }
  }
  if (columns.size() != form_.relations[row].lhs.size() + 1) return 0;
  const size_t rows = columns.front()->lhs.size();
  for (const Relation* column : columns) {
    if (column->lhs.size() != rows) return 0;
  }
  for (size_t i = 0; i < rows; ++i) {
    bool same = true;
    for (size_t k = 0; k < columns.size(); ++k) same &= amounts[columns[k]->lhs[i]] == lost[k];
    if (same) return kRowLost;
  }
  return 0;
}

double SlipModel::row_slip(int row, const std::vector<Culprit>& culprits,
                           const std::vector<Micro>& amounts) const {
  double p = left_out(row, culprits, amounts);
  const int total = form_.relations[row].rhs.front();
  if (culprits.size() == 2 && culprits.back().cell != total) {
    p = std::max(p, kMoved * chance(culprits[0].off, amounts[culprits[0].cell], {}));
  }
  return place(culprits.front().cell) * p;
}

void SlipModel::settle(int cell, std::vector<Micro>& imbalance) const {
  for (const Membership& m : members_[cell]) imbalance[m.relation] = 0;
}

Slips SlipModel::take_together(std::vector<Micro>& imbalance, const std::vector<Micro>& amounts,
                               const std::vector<char>& considered) const {
  Slips best;
  std::vector<Culprit> by;
  for (int r = 0; r < std::ssize(form_.relations); ++r) {
    if (!considered[r]) continue;
    std::vector<Culprit> found = culprits(r, imbalance, amounts, considered);
    if (found.empty()) continue;
    Slips slips{static_cast<int>(found.size()), 0};
    for (const Culprit& c : found) {
      slips.log_shape +=
          std::log(place(c.cell) * chance(c.off, amounts[c.cell], figures_of(r, amounts)));
    }
    const double as_one = is_row_[r] != 0 && imbalance[r] == 0 ? row_slip(r, found, amounts) : 0;
    if (as_one > 0) slips = {1, std::log(as_one)};
    if (best.count > 0 && !is_simpler(slips, best)) continue;
    best = slips;
    by = std::move(found);
  }
  for (const Culprit& c : by) settle(c.cell, imbalance);
  return best;
}

Slips SlipModel::take_singly(std::vector<Micro>& imbalance, const std::vector<Micro>& amounts,
                             const std::vector<char>& considered) const {
  const auto out =
      std::find_if(imbalance.rbegin(), imbalance.rend(), [](Micro by) { return by != 0; });
  if (out == imbalance.rend()) return {};
  int most = 0;
  double best = 0;
  int culprit = -1;
  for (int r = 0; r < std::ssize(imbalance); ++r) {
    if (imbalance[r] == 0) continue;
    const Relation& relation = form_.relations[r];
    const std::vector<Micro> figures = figures_of(r, amounts);
    for (const auto* side : {&relation.lhs, &relation.rhs}) {
      for (int cell : *side) {
        int explained = 0;
        const auto off = single_slip(cell, imbalance, amounts, considered, explained);
        if (!off || explained < most) continue;
        const double p = place(cell) * chance(*off, amounts[cell], figures);
        if (explained > most || p > best) {
          most = explained;
          best = p;
          culprit = cell;
        }
      }
    }
  }
  if (culprit >= 0) {
    settle(culprit, imbalance);
    return {1, std::log(best)};
  }
  // No one figure explains it without putting others out: a slip of this relation's own, in what
  // was added up.
  const int own = static_cast<int>(imbalance.rend() - out) - 1;
  const Relation& relation = form_.relations[own];
  const Micro total = relation.rhs.size() == 1 ? amounts[relation.rhs[0]] : kOne;
  const double p = chance(imbalance[own], total, figures_of(own, amounts)) /
                   static_cast<double>(form_.relations.size());
  imbalance[own] = 0;
  return {1, std::log(p)};
}

Slips SlipModel::explain(std::vector<Micro> imbalance, const std::vector<Micro>& amounts,
                         const std::vector<char>& considered) const {
  const auto each = [&](std::vector<Micro> rest) {
    Slips all;
    while (const Slips one = take_singly(rest, amounts, considered)) all += one;
    return all;
  };
  const Slips singly = each(imbalance);
  if (singly.count < 2) return singly;
  Slips together;
  while (const Slips some = take_together(imbalance, amounts, considered)) together += some;
  if (together.count == 0) return singly;
  together += each(imbalance);
  return is_simpler(together, singly) ? together : singly;
}

}  // namespace gouji
