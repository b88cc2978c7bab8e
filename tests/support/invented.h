// Invented contents for test reports: figures that add up, ways to break them, and a narrative.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "models/form.h"
#include "tests/support/printed_report.h"

namespace gouji {

// Plausible figures in plain notation, one for each of form.cells: most of them zero, a few large.
// Every relation of the form holds. The same arguments give the same figures.
std::vector<std::string> invented_figures(const Form& form, unsigned seed);

// Adds `by` to the cell of a relation's right side that stands in the fewest relations (or, where
// all of these stand in more, to such a cell of the left side), as a clerk's slip would. Breaks the
// relation and those that share the cell. In the review table that is this relation alone; in the
// requests table one alone cannot break, because the rows' sums and the columns' sums of a table
// are the same figures: there two break, or three where （七）总计's own row is meant.
// An unknown id throws std::invalid_argument.
void break_relation(PrintedReport& report, const std::string& relation, int by = 1);

// Identifiers of the relations that the printed figures do not satisfy, in form order. What is no
// plain number counts as 0.
std::vector<std::string> broken_relations(const PrintedReport& report);

// Paragraphs for sections 0, 1, 5 and 6, with the report's own agency, year and figures in them.
std::map<int, std::vector<std::string>> invented_narrative(const PrintedReport& report,
                                                           unsigned seed);

}  // namespace gouji
