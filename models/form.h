// A standard form of the annual report: its tables, rows, columns and arithmetic relations.
// Forms are data (data/forms/*.json, after 国办公开办函〔2019〕60号 and 〔2021〕30号); adding a
// form is adding a file.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace gouji {

struct FormColumn {
  std::string id, label;
  std::string parent;  // label of the heading above it; empty where none
};

struct FormRow {
  std::string id, label;
  std::vector<std::string> variants;  // other wordings seen in published reports
  std::vector<std::string> parents;   // labels of the merged cells it stands in, outermost first
  std::string article;  // heading of its block (第二十条第（一）项); empty where none
  std::vector<FormColumn> columns;
  int first_cell = 0;  // index in Form::cells of its first column
};

struct FormTable {
  std::string id, heading;
  std::vector<FormRow> rows;
};

// The name of one number of a form: `requests/denied.state_secret/natural_person`.
struct Address {
  std::string table, row, column;

  std::string str() const { return table + "/" + row + "/" + column; }
  bool is(std::string_view text) const;  // what str() gives is `text`
  friend auto operator<=>(const Address&, const Address&) = default;
};

// Two sums that should be equal. Indices into Form::cells.
struct Relation {
  std::string id;
  std::vector<int> lhs, rhs;
};

struct Form {
  std::string id;                             // 2021, 2021-hybrid, 2019
  std::string basis;                          // the document that prescribes it
  int first_year = 0, last_year = 9999;       // report years it is meant for
  std::vector<std::string> section_headings;  // sections 1 to 6
  std::vector<FormTable> tables;
  std::vector<Address> cells;  // every number, in form order
  std::vector<Relation> relations;

  // Index into `cells`, or -1.
  int index_of(const std::string& address) const;
};

// The form called `id`; nullptr where none is.
const Form* find_form(const std::vector<Form>& forms, const std::string& id);

// Reads one form, or says what is wrong with the file.
tl::expected<Form, std::string> load_form(const std::filesystem::path& file);

// Every *.json of a directory, newest form first by `first_year`, then by name. An unreadable file
// is an error, and so is a directory without one.
tl::expected<std::vector<Form>, std::string> load_forms(const std::filesystem::path& directory);

}  // namespace gouji
