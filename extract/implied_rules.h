// Rules that a table does without, for its reader sees them all the same.
//
// Tables of web pages often have rules across alone, shaded cells with gaps between them, or every
// other row shaded, or nothing at all. Their columns are told by the gaps that run down between
// figures and labels, and rows that nothing parts by the lines of print.
#pragma once

#include <opencv2/core.hpp>

#include "extract/print_lines.h"

namespace gouji {

// White paper (CV_8UC1, as large as `gray`) with a black rule wherever a table's rules would be:
// along rules, gaps and edges of shading in `gray` (CV_8UC1, `dpi` pixels an inch, drawn by a
// program rather than scanned: a step of few gray levels counts), at a table's sides, down the gaps
// between columns, and between rows of figures. White where no table is.
cv::Mat draw_implied_rules(const cv::Mat& gray, double dpi, const Characters& characters);

}  // namespace gouji
