// What a test's report prints: the words of a report and the figures in its cells, before any
// layout. The printer (report_printer.h) sets it as pages.
//
//   PrintedReport r = sample_report(standard_form("2021"));
//   r.set("requests/granted/total", "12");
//   r.relabel("requests/denied.enforcement_files", "7.属于行政执法案件");
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "models/form.h"

namespace gouji {

// A row that the form does not have, as some bodies add them.
struct LocalRow {
  std::string after;  // the form's row it stands under: "proactive/regulations"
  std::string label;
  std::vector<std::string> values;  // one for each column of that row
};

struct PrintedReport {
  Form form;
  std::string agency;                                 // 云溪县人民政府
  int year = 0;                                       // reported on
  std::vector<std::string> title;                     // a line each
  std::vector<std::string> headings;                  // of sections 1 to 6; empty: not printed
  std::map<int, std::vector<std::string>> narrative;  // paragraphs of sections 0, 1, 5 and 6
  std::string signature, date;                        // lower right; empty: not printed
  std::vector<std::string> cells;                     // as printed, one for each of Form::cells

  std::map<std::string, std::string> labels;  // see relabel()
  std::vector<LocalRow> local_rows;
  std::set<std::string> omitted;             // "requests/granted" (a row) or "review" (a table)
  std::map<std::string, std::string> notes;  // a line printed under a table, by the table's id

  // What the cell at `address` prints. An address that the form lacks throws std::invalid_argument.
  void set(const std::string& address, std::string text);
  const std::string& at(const std::string& address) const;
  // Adds to the number in a cell; a cell that is no plain number throws std::invalid_argument.
  void add(const std::string& address, int amount);

  // Prints `printed` for a row ("table/row"), or for every label that reads exactly like `what` in
  // the form: a column's head, a merged cell's, an article's.
  void relabel(const std::string& what, std::string printed) { labels[what] = std::move(printed); }
  std::string label_of(const FormTable& table, const FormRow& row) const;
  std::string label_of(const std::string& label) const;
};

// The forms of data/forms, and one of them by its id. An unknown id throws std::invalid_argument.
const std::vector<Form>& standard_forms();
const Form& standard_form(const std::string& id);

// A whole report of an invented county, with invented_figures(form, seed) and a narrative that
// agrees with them. The same arguments give the same report.
PrintedReport sample_report(const Form& form, unsigned seed = 1);

// The same for an agency (青岩县人民政府) and a year of one's choice.
PrintedReport sample_report(const Form& form, unsigned seed, const std::string& agency, int year);

}  // namespace gouji
