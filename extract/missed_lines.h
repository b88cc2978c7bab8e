// Rules down a table that were not seen at once: dotted ones too short to show their pattern, and
// broken ones of which no piece is long.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace gouji {

// Where such rules stand in `ink` (CV_8UC1, 255 where dark), pixels, ascending. Each band between
// two neighbours of `across`, the lines of the rules across, is looked through apart from the lines
// `known` already; `mm`: pixels in a millimetre. A rule is whole in one band, or its pieces stand
// one under another in neighbouring bands, where figures do not.
std::vector<double> missed_lines(const cv::Mat& ink, const std::vector<double>& across,
                                 const std::vector<double>& known, double mm);

}  // namespace gouji
