// Rows of a table that became one because the rule between them was lost altogether.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace gouji {

// Where such rules ran in `ink` (CV_8UC1, 255 where dark), pixels, ascending: between two lines of
// print that stand one over another alike in several cells of a row, one of them a figure with room
// beside it, as far apart as rows are. `across`, `down`: the lines of the rules; `mm`: pixels in a
// millimetre.
std::vector<double> merged_rows(const cv::Mat& ink, const std::vector<double>& across,
                                const std::vector<double>& down, double mm);

// The columns of the lattice in which figures stand above and below `across[line]`, neither the
// first nor the last, as in two rows; none where print stands so in fewer than two cells, or a
// figure crosses the line.
std::vector<size_t> divided_figures(const cv::Mat& ink, const std::vector<double>& across,
                                    size_t line, const std::vector<double>& down, double mm);

}  // namespace gouji
