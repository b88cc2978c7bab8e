// The figures of a sentence, with the words on both sides that tell what they count.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/number.h"

namespace gouji {

struct StatedFigure {
  Micro value = 0;
  Micro least = 0, most = 0;  // what 余, 近 or 约 allow; both `value` where it is exact
  bool left_out = false;  // a unit without its number (其中主动公开件); `value` means nothing
  std::string unit;       // 件, 万元, ...
  size_t offset = 0;      // in the sentence, bytes
  // The words before and after it, up to punctuation or to its neighbours.
  std::string before, after;

  bool exact() const { return !left_out && least == most; }
};

// `sentence`: as `plain_sentence` makes it. Arabic and Chinese numerals, with 万 and 亿; only
// numbers that a unit follows, for dates, articles and percentages count nothing.
std::vector<StatedFigure> stated_figures(const std::string& sentence);

// NFKC without white space and full stop; quotation marks, as which a comma is often read from
// pixels, are commas.
std::string plain_sentence(std::string_view text);

}  // namespace gouji
