// Tells upright from upside-down Chinese text without reading it.
#pragma once

#include <opencv2/core.hpp>

namespace gouji {

// Full-width commas, full stops and enumeration commas stand in the lower left corner of their
// square, with paper to their right; upside down they stand in the upper right corner.
struct Punctuation {
  int upright = 0, upside_down = 0;  // marks that stand so
};

// Counts such marks in the lines of `text` (CV_8UC1, 255 on characters, nothing else, at about 100
// dpi, `mm` pixels a millimetre), whose lines run across. A page of text has 10 to 50 that stand
// one way and at most a few that stand the other; on tables there are fewer, and they tell little.
Punctuation count_punctuation(const cv::Mat& text, double mm);

}  // namespace gouji
