// Reads strings with their probabilities off the columns of a network trained with CTC.
#pragma once

#include <opencv2/core.hpp>
#include <string_view>
#include <vector>

#include "models/reading.h"

namespace gouji {

// Class 0 of the network's output is CTC's blank, class i + 1 is kDigitAlphabet[i]; '?' stands for
// a run of anything that is no number.
inline constexpr std::string_view kDigitAlphabet = "0123456789.,+-/?";

// `logits`: CV_32F, a row per class, a column per step. Returns the most probable readings as
// DigitReader::read gives them, at most eight, by prefix beam search (Hannun et al., "First-Pass
// Large Vocabulary Continuous Speech Recognition using Bi-Directional Recurrent DNNs", 2014), with
// calibrated probabilities that sum to less than 1: what is missing is the chance of something
// else. Strings that say the same are one reading, spelled as the most probable of them: blank,
// dash and slash; 1,036 and 1036; everything with a '?' in it.
std::vector<Alternative> decode_line(const cv::Mat& logits);

// What two networks say of one line together, as decode_line gives it: the mean of both.
std::vector<Alternative> together(const std::vector<Alternative>& a,
                                  const std::vector<Alternative>& b);

}  // namespace gouji
