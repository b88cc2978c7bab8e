#include "tests/support/invented.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <stdexcept>

#include "models/number.h"

namespace gouji {
namespace {

// Draws the figures of one form.
class Figures {
 public:
  Figures(const Form& form, unsigned seed)
      : form_(form), random_(seed), values_(form.cells.size(), "0") {}

  std::vector<std::string> draw() {
    for (const FormTable& table : form_.tables) {
      if (table.id == "proactive") draw_disclosure(table);
      if (table.id == "requests") draw_requests(table);
      if (table.id == "review") draw_review(table);
    }
    return std::move(values_);
  }

 private:
  // A count with this median and a heavy tail.
  int heavy(double median, double sigma) {
    return static_cast<int>(std::lognormal_distribution<>(std::log(median), sigma)(random_));
  }

  bool chance(double p) { return std::bernoulli_distribution(p)(random_); }

  // `count` things over bins of these weights.
  std::vector<int> spread(int count, const std::vector<double>& weights) {
    std::discrete_distribution<size_t> pick(weights.begin(), weights.end());
    std::vector<int> bins(weights.size(), 0);
    for (int i = 0; i < count; ++i) ++bins[pick(random_)];
    return bins;
  }

  std::string money() {
    const double yuan = std::lognormal_distribution<>(std::log(900.0), 1.8)(random_);
    return to_plain(std::llround(yuan * 100) * 10'000);
  }

  std::string disclosure_figure(const std::string& row, const std::string& column) {
    if (column == "amount_10k_yuan" || column == "amount_total") return money();
    if (column == "change") {
      return std::to_string(std::uniform_int_distribution<>(-6, 6)(random_));
    }
    if (column == "decisions") return chance(0.15) ? "0" : std::to_string(heavy(900, 1.6));
    if (column == "items_last_year") return std::to_string(heavy(40, 1.0));
    if (row == "regulations") return "0";
    return std::to_string(heavy(column == "issued" || column == "repealed" ? 4 : 24, 0.9));
  }

  void draw_disclosure(const FormTable& table) {
    for (const FormRow& row : table.rows) {
      for (size_t c = 0; c < row.columns.size(); ++c) {
        values_[row.first_cell + c] = disclosure_figure(row.id, row.columns[c].id);
      }
    }
  }

  // How often requests end in a row's outcome.
  static double weight(const std::string& row) {
    static const std::map<std::string, double> weights = {{"granted", 30},
                                                          {"partially_granted", 8},
                                                          {"unavailable.not_held", 20},
                                                          {"other_handling", 6},
                                                          {"other_handling.other", 6},
                                                          {"not_processed.complaint", 5},
                                                          {"denied.enforcement_files", 3},
                                                          {"denied.administrative_inquiry", 3}};
    const auto found = weights.find(row);
    return found == weights.end() ? 1 : found->second;
  }

  // One applicants' column: what came in is spread over the outcomes and the next year.
  std::map<std::string, int> draw_column(const FormTable& table, int received) {
    std::map<std::string, int> column;
    std::vector<std::string> outcomes;
    std::vector<double> weights;
    for (const FormRow& row : table.rows) {
      if (row.id == "new_received" || row.id == "carried_in" || row.id == "processed_total" ||
          row.id == "carried_out") {
        continue;
      }
      outcomes.push_back(row.id);
      weights.push_back(weight(row.id));
    }
    const int carried_in = spread(received, {6, 94})[0];
    const int carried_out = spread(received + carried_in, {5, 95})[0];
    const int processed = received + carried_in - carried_out;
    column = {{"new_received", received},
              {"carried_in", carried_in},
              {"carried_out", carried_out},
              {"processed_total", processed}};
    const std::vector<int> counts = spread(processed, weights);
    for (size_t i = 0; i < outcomes.size(); ++i) column[outcomes[i]] = counts[i];
    return column;
  }

  void draw_requests(const FormTable& table) {
    const int requests = heavy(40, 1.2);
    const std::vector<int> per_column = spread(requests, {85, 9, 0.5, 0.5, 3, 2});
    std::map<std::string, int> totals;
    for (size_t c = 0; c < per_column.size(); ++c) {
      const std::map<std::string, int> column = draw_column(table, per_column[c]);
      for (const FormRow& row : table.rows) {
        values_[row.first_cell + c] = std::to_string(column.at(row.id));
        totals[row.id] += column.at(row.id);
      }
    }
    for (const FormRow& row : table.rows) {
      values_[row.first_cell + per_column.size()] = std::to_string(totals.at(row.id));
    }
  }

  void draw_review(const FormTable& table) {
    for (const FormRow& row : table.rows) {
      const int cases = chance(0.4) ? 0 : heavy(4, 0.8);
      std::vector<int> counts = spread(cases, {6, 1, 2, 1});
      counts.push_back(cases);
      for (size_t c = 0; c < counts.size(); ++c) {
        values_[row.first_cell + c] = std::to_string(counts[c]);
      }
    }
  }

  const Form& form_;
  std::mt19937_64 random_;
  std::vector<std::string> values_;
};

const Relation& relation_of(const Form& form, const std::string& id) {
  for (const Relation& relation : form.relations) {
    if (relation.id == id) return relation;
  }
  throw std::invalid_argument("form " + form.id + " has no relation " + id);
}

int relations_with(const Form& form, int cell) {
  return static_cast<int>(
      std::count_if(form.relations.begin(), form.relations.end(), [cell](const Relation& r) {
        return std::count(r.lhs.begin(), r.lhs.end(), cell) +
                   std::count(r.rhs.begin(), r.rhs.end(), cell) >
               0;
      }));
}

Micro sum(const std::vector<std::string>& cells, const std::vector<int>& indices) {
  Micro total = 0;
  for (const int index : indices) total += to_micro(cells[index]).value_or(0);
  return total;
}

}  // namespace

std::vector<std::string> invented_figures(const Form& form, unsigned seed) {
  return Figures(form, seed).draw();
}

void break_relation(PrintedReport& report, const std::string& relation, int by) {
  const Relation& target = relation_of(report.form, relation);
  std::vector<int> candidates = target.rhs;
  candidates.insert(candidates.end(), target.lhs.begin(), target.lhs.end());
  const int cell = *std::min_element(candidates.begin(), candidates.end(), [&](int a, int b) {
    return relations_with(report.form, a) < relations_with(report.form, b);
  });
  report.add(report.form.cells[cell].str(), by);
}

std::vector<std::string> broken_relations(const PrintedReport& report) {
  std::vector<std::string> broken;
  for (const Relation& relation : report.form.relations) {
    if (sum(report.cells, relation.lhs) != sum(report.cells, relation.rhs)) {
      broken.push_back(relation.id);
    }
  }
  return broken;
}

}  // namespace gouji
