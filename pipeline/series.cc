#include "pipeline/series.h"

#include <algorithm>

#include "pipeline/agencies.h"

namespace gouji {

struct Series::Side {
  Micro sum = 0;
  bool blank = true;    // throughout
  bool certain = true;  // every cell is there and trusted
};

Series::Series(const std::vector<Form>& forms) {
  for (const Form& form : forms) {
    for (const FormTable& table : form.tables) add_relations(table);
  }
}

size_t Series::index(const std::string& address) {
  const auto found = std::find(addresses_.begin(), addresses_.end(), address);
  if (found != addresses_.end()) return static_cast<size_t>(found - addresses_.begin());
  addresses_.push_back(address);
  return addresses_.size() - 1;
}

void Series::add_relations(const FormTable& table) {
  const auto add = [&](Relation relation) {
    const bool there = std::any_of(relations_.begin(), relations_.end(),
                                   [&](const Relation& r) { return r.id == relation.id; });
    if (!there) relations_.push_back(std::move(relation));
  };
  for (const FormRow& row : table.rows) {
    for (const FormColumn& column : row.columns) {
      const auto cell = [&](const std::string& r, const std::string& c) {
        return index(Address{table.id, r, c}.str());
      };
      if (row.id == "carried_out") {
        add({"carry_over." + column.id,
             {{cell(row.id, column.id), false, 1}},
             {{cell("carried_in", column.id), true, 1}}});
      } else if (column.id == "in_force") {
        add({"stock." + row.id,
             {{cell(row.id, column.id), true, 1}},
             {{cell(row.id, column.id), false, 1},
              {cell(row.id, "issued"), true, 1},
              {cell(row.id, "repealed"), true, -1}}});
      }
    }
  }
}

Series::Value Series::value_of(const Report& report, const Form& form, const std::string& address) {
  const int at = form.index_of(address);
  if (at < 0) return {};
  const Cell& cell = report.cells[static_cast<size_t>(at)];
  if (cell.status == CellStatus::kMissing) return {};
  if (cell.status == CellStatus::kBlank) return {State::kBlank, 0};
  const auto number = to_micro(cell.value);
  if (!cell.accepted() || !number) return {State::kUntrusted, 0};
  return {State::kNumber, *number};
}

void Series::add(const Report& report, const Form& form) {
  if (report.region.evidence == RegionEvidence::kNone || report.year == 0) return;
  Version version{report.agency, report.id, report.published, {}};
  for (const std::string& address : addresses_) {
    version.values.push_back(value_of(report, form, address));
  }
  agencies_[{report.region.code(), full_name(report.region)}][report.year].push_back(
      std::move(version));
}

// Whether no other may have been published later.
bool Series::latest(const std::vector<Version>& versions, const Version& version) {
  return std::all_of(versions.begin(), versions.end(), [&](const Version& other) {
    return other.published.empty() || version.published.empty() ||
           other.published <= version.published;
  });
}

Series::Version Series::in_force(const std::vector<Version>& versions) {
  Version out;
  for (const Version& version : versions) {
    if (!latest(versions, version)) continue;
    if (out.values.empty()) {
      out = version;
      continue;
    }
    for (size_t i = 0; i < out.values.size(); ++i) {
      if (out.values[i] != version.values[i]) out.values[i] = {State::kUntrusted, 0};
    }
  }
  return out;
}

Series::Side Series::add_up(const std::vector<Term>& terms, const Version& earlier,
                            const Version& later) const {
  Side side;
  for (const Term& term : terms) {
    const Value& value = (term.later ? later : earlier).values[term.value];
    side.sum += term.sign * value.number;
    side.blank &= value.state == State::kBlank;
    side.certain &= value.state == State::kBlank || value.state == State::kNumber;
  }
  return side;
}

Check Series::judge(const Relation& relation, const Version& earlier, const Version& later) const {
  const Side lhs = add_up(relation.lhs, earlier, later), rhs = add_up(relation.rhs, earlier, later);
  const bool known = lhs.certain && rhs.certain;
  const bool equal = lhs.sum == rhs.sum;
  const bool unsaid = !equal && (lhs.blank || rhs.blank);
  const Verdict verdict = !known || unsaid ? Verdict::kUnverifiable
                          : equal          ? Verdict::kHolds
                                           : Verdict::kBroken;
  return {verdict, lhs.sum, rhs.sum};
}

std::vector<SeriesRow> Series::rows() const {
  std::vector<SeriesRow> out;
  for (const auto& [key, years] : agencies_) {
    for (const auto& [year, versions] : years) {
      const auto next = years.find(year + 1);
      if (next == years.end()) continue;
      const Version earlier = in_force(versions), later = in_force(next->second);
      for (const Relation& relation : relations_) {
        out.push_back({later.agency, key.first, year, year + 1, relation.id,
                       judge(relation, earlier, later)});
      }
    }
  }
  return out;
}

std::vector<Superseded> Series::superseded() const {
  std::vector<Superseded> out;
  for (const auto& [key, years] : agencies_) {
    for (const auto& [year, versions] : years) {
      for (const Version& v : versions) {
        if (!latest(versions, v)) out.push_back({v.agency, key.first, v.report_id});
      }
    }
  }
  return out;
}

}  // namespace gouji
