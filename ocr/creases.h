// Folds of the paper and scratches of a scanner's glass: thin straight lines from an edge of a
// page, which look like rules where they run across a table.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace gouji {

// Puts paper in the place of such lines on `gray`: CV_8UC1, dark on light, light even, at `dpi`.
// Returns them, pixels: a stroke of a figure along one of them may be gone as well. A line counts
// that comes from an edge of the page through an empty margin and goes on, as far as it is seen.
// What is clearly darker than the line stays, as does what is as dark on both sides of it. Where
// more than two lines come from an edge and do not go through to the other one side by side, or
// other print does, a table is cut there, and they stay.
std::vector<std::vector<cv::Point2d>> rub_out_creases(cv::Mat& gray, double dpi);

}  // namespace gouji
