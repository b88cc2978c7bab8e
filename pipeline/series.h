// Relations between one agency's reports of successive years.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "models/form.h"
#include "models/report.h"

namespace gouji {

// One relation between the reports on two years, judged.
struct SeriesRow {
  std::string agency;  // as the later report names it
  std::string region_code;
  int year_from = 0, year_to = 0;
  std::string check;  // carry_over.COLUMN or stock.ROW
  Check judged;       // kHolds, kBroken, or kUnverifiable where a cell is missing or not trusted,
                      // or one side is blank throughout while the other is not zero
};

// A report that is left out since one on the same year was published later.
struct Superseded {
  std::string agency, region_code, report_id;
};

// Collects what the relations need of each report, and judges them when all are there.
//
// carry_over: requests carried out of one year are those carried into the next, column by column.
// stock: documents in force are those of the year before, with those issued and without those
// repealed. Reports are of one agency where the region is decided and the full name is the same.
// Of several on one year the one published latest counts; where that is not known, the cells in
// which all of them agree.
class Series {
 public:
  // The relations are made of the rows that `forms` have.
  explicit Series(const std::vector<Form>& forms);

  // Reports whose region is undecided, or whose year is unknown, are left out.
  void add(const Report& report, const Form& form);

  std::vector<SeriesRow> rows() const;         // by region, agency, year, relation
  std::vector<Superseded> superseded() const;  // in the same order

 private:
  // A sum over cells, each of the earlier or the later report.
  struct Term {
    size_t value;  // index in addresses_
    bool later;
    int sign;
  };
  struct Relation {
    std::string id;
    std::vector<Term> lhs, rhs;
  };
  enum class State : std::uint8_t { kMissing, kUntrusted, kBlank, kNumber };
  struct Value {
    State state = State::kMissing;
    Micro number = 0;
    friend bool operator==(const Value&, const Value&) = default;
  };
  struct Version {
    std::string agency, report_id, published;
    std::vector<Value> values;  // as addresses_
  };
  struct Side;
  using Key = std::pair<std::string, std::string>;  // region code, full name

  size_t index(const std::string& address);
  void add_relations(const FormTable& table);
  static Value value_of(const Report& report, const Form& form, const std::string& address);
  static bool latest(const std::vector<Version>& versions, const Version& version);
  static Version in_force(const std::vector<Version>& versions);
  Check judge(const Relation& relation, const Version& earlier, const Version& later) const;
  Side add_up(const std::vector<Term>& terms, const Version& earlier, const Version& later) const;

  std::vector<std::string> addresses_;
  std::vector<Relation> relations_;
  std::map<Key, std::map<int, std::vector<Version>>> agencies_;  // by year
};

}  // namespace gouji
