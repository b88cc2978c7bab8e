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

const Imbalance* find(const std::vector<Imbalance>& sorted, int relation) {
  const auto it = std::lower_bound(sorted.begin(), sorted.end(), relation,
                                   [](const Imbalance& a, int r) { return a.relation < r; });
  return it != sorted.end() && it->relation == relation ? &*it : nullptr;
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
}

std::vector<Micro> SlipModel::figures_of(int relation, const std::vector<Micro>& amounts) const {
  std::vector<Micro> out;
  for (int c : form_.relations[relation].lhs) out.push_back(amounts[c]);
  for (int c : form_.relations[relation].rhs) out.push_back(amounts[c]);
  return out;
}

std::optional<Micro> SlipModel::single_slip(int cell, const std::vector<Imbalance>& out_of_balance,
                                            const std::vector<Micro>& amounts,
                                            const std::vector<char>& considered,
                                            int& explained) const {
  std::optional<Micro> off;
  explained = 0;
  for (const Membership& m : members_[cell]) {
    if (!considered[m.relation]) continue;
    const Imbalance* imbalance = find(out_of_balance, m.relation);
    if (!imbalance) return std::nullopt;
    const Micro by = m.sign * imbalance->by;
    if (off && *off != by) return std::nullopt;
    off = by;
    ++explained;
  }
  if (!off || (amounts[cell] >= 0 && amounts[cell] - *off < 0)) return std::nullopt;
  return off;
}

Slips SlipModel::explain(std::vector<Imbalance> out_of_balance, const std::vector<Micro>& amounts,
                         const std::vector<char>& considered) const {
  Slips slips;
  while (!out_of_balance.empty()) {
    int most = 0;
    double best = 0;
    int culprit = -1;
    for (const Imbalance& imbalance : out_of_balance) {
      const Relation& relation = form_.relations[imbalance.relation];
      const std::vector<Micro> figures = figures_of(imbalance.relation, amounts);
      for (const auto* side : {&relation.lhs, &relation.rhs}) {
        for (int cell : *side) {
          int explained = 0;
          const auto off = single_slip(cell, out_of_balance, amounts, considered, explained);
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
    ++slips.count;
    if (culprit >= 0) {
      slips.log_shape += std::log(best);
      std::erase_if(out_of_balance, [&](const Imbalance& i) {
        return std::any_of(members_[culprit].begin(), members_[culprit].end(),
                           [&](const Membership& m) { return m.relation == i.relation; });
      });
      continue;
    }
    // No one figure explains it without putting others out: a slip of this relation's own, in what
    // was added up.
    const Imbalance own = out_of_balance.back();
    const Relation& relation = form_.relations[own.relation];
    const Micro total = relation.rhs.size() == 1 ? amounts[relation.rhs[0]] : kOne;
    slips.log_shape += std::log(chance(own.by, total, figures_of(own.relation, amounts)) /
                                static_cast<double>(form_.relations.size()));
    out_of_balance.pop_back();
  }
  return slips;
}

}  // namespace gouji
