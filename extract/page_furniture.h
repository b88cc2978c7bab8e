// What stands on a page beside its text: page numbers, and heads and feet that run through a
// document.
#pragma once

#include <utility>
#include <vector>

#include "models/page.h"

namespace gouji {

using PrintedPage = std::pair<int, Side>;
inline PrintedPage printed_page(const TextLine& line) { return {line.page, line.side}; }

// The lines, in their order, without such. A running line is one of the first or last two of its
// page, has the same words at the same height on most pages (a browser's address, a scanner
// program's mark, the report's title), and stands on two pages at least; on the others it may stand
// higher or lower. A page number stands first or last on its page, running lines left out.
std::vector<TextLine> without_page_furniture(const std::vector<TextLine>& lines);

}  // namespace gouji
