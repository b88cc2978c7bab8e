// Reads a date in Arabic figures off the columns of the digit network.
#pragma once

#include <opencv2/core.hpp>
#include <optional>

#include "models/reading.h"

namespace gouji {

// `logits`: the network's output for a whole line of text, CV_32F, a row per class of
// ocr/digit_decoder.h, a column per step; `em`: steps that a Chinese character takes.
//
// The date (2022年1月16日) whose figures stand as they do in print: those of a number at one
// distance, a character's width between the numbers. Neither the characters between are looked at,
// which a seal often makes illegible where figures are not, nor the century, of which there is but
// one. The probability is that of the other figures; nothing where no figures stand so.
std::optional<Alternative> decode_date(const cv::Mat& logits, double em);

}  // namespace gouji
