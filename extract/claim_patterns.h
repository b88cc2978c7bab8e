// How reports word their figures: which words around a number make it a figure of the form.
#pragma once

#include <string>
#include <vector>

#include "extract/stated_figures.h"

namespace gouji {

// What a sentence speaks of: words such as 维持 mean a cell only with it.
enum class Topic { kNone, kRequests, kReconsideration, kDirect, kAfter, kLitigation, kDocuments };

struct ClaimPattern {
  // What the sentence spoke of before, kNone: anything; and what it speaks of after.
  Topic needs = Topic::kNone, sets = Topic::kNone;
  bool weak = false;          // often said of other things, too
  bool of_last_year = false;  // 上年 belongs to it
  bool of_requests = false;   // counts requests
  // The cells that it may mean, the likeliest first: addresses joined by +, a row may end with *.
  // Those that a form has not are left out.
  std::vector<std::string> cells;
};

// The pattern that a figure's words match in a sentence that speaks of `topic`; null for none.
const ClaimPattern* match_claim(const StatedFigure& figure, Topic topic);

}  // namespace gouji
