// Folds of the paper and scratches of a scanner's glass: thin straight lines from edge to edge of a
// page, which look like rules where they run across a table.
#pragma once

#include <opencv2/core.hpp>

namespace gouji {

// Puts paper in the place of such lines on `gray`: CV_8UC1, dark on light, light even, at `dpi`. A
// line counts that comes from an edge of the page through its margin and goes on; one from edge to
// edge is taken away whole, another as far as it is seen. What is clearly darker than the line
// stays, as does what runs across it. Where more than two lines come from an edge it is a table
// that is cut there, and they stay.
void rub_out_creases(cv::Mat& gray, double dpi);

}  // namespace gouji
