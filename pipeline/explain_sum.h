// A relation as a reader checks it against the page: in one line, or figure by figure.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "models/form.h"
#include "models/report.h"

namespace gouji {

// A cell on a terminal: trusted values bare; `*` after a corrected one, `?` after one to review,
// `·` for a blank, `×` for a cell that is not there.
std::string mark(const Cell& cell);

// It has a figure, or may have one, that is not known: no 0.
bool is_unread(const Cell& cell);

// Whether a sum of `terms` figures lists this one. Sums of more than six leave out what is surely 0
// or blank.
bool is_listed(const Cell& cell, size_t terms);

// A side of a relation, of which `figures` is the list, with its sum: `10 + 1 + 0 = 11`. Only the
// list where it is a single figure, or one of its figures was not read.
std::string with_sum(const std::string& figures, const std::vector<int>& side,
                     const std::vector<Cell>& cells);

// The pages that the cells of a relation stand on.
std::set<int> pages_of(const Relation& relation, const std::vector<Cell>& cells);

// A relation with the figures that the report prints: `10 + 1 + 0 + 0 = 11, printed total 0 (page
// 4)` where one side is a single cell; `10 + 1 = 11, but 9 + 0 = 9 (page 3)` otherwise, with `and`
// where it holds. What was not read is `?`, and a side with such a figure has no sum:
// `10 + ? + 1 + 0, printed total 11 (page 4)`.
std::string relation_sentence(const Relation& relation, const Report& report);

// The two sums of a relation as they stand, a line each, every figure with its label and page:
//
//     自然人: 19 予以公开 (p2) + 6 部分公开 (p2) + 1 没有现成信息 (p3), 13 zeros = 26
//       but 25 （七）总计 (p3)
//
// What all figures have in common, their row or column, stands before the first. Zeros and blanks
// that are not listed are counted.
std::string explain_sum(const Form& form, const Relation& relation, const Report& report);

}  // namespace gouji
