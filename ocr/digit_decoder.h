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

struct DecodedLine {
  // As DigitReader::read gives them: everything with a '?' in it is one alternative, "?".
  std::vector<Alternative> alternatives;
  // The number the line begins with, before the first '?': "22" in 22（其中修订16件）.
  std::vector<Alternative> leading;
};

// `logits`: CV_32F, a row per class, a column per step. Returns the most probable strings, at most
// eight, by prefix beam search (Hannun et al., "First-Pass Large Vocabulary Continuous Speech
// Recognition using Bi-Directional Recurrent DNNs", 2014), with calibrated probabilities that sum
// to less than 1: what is missing is the chance of something else.
DecodedLine decode_line(const cv::Mat& logits);

}  // namespace gouji
