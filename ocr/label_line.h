// Finds the words in a table cell and brings them to the size the label network expects.
#pragma once

#include <opencv2/core.hpp>

namespace gouji {

inline constexpr int kWordsHeight = 24;  // pixels; Chinese characters are about 20 of them high

// `cell`: CV_8UC1, dark on light, upright, at `dpi`. Its lines of print one behind another, as one
// line kWordsHeight high (CV_8UC1: 0 where the paper is, about 200 where the ink is, whatever the
// shade of the cell and the light), rules at the borders taken out; empty where nothing is printed.
// Lines that touch one another are taken for one. Never fails on content.
cv::Mat find_words(const cv::Mat& cell, double dpi);

}  // namespace gouji
