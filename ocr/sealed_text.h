// Print under a round seal: signature and date, as a rule, or the last table's figures.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "ocr/text_ink.h"

namespace gouji {

// Where lines run through `seal`, from top to bottom, each as far to both sides as its print goes.
// `ink.gray` has no ring any more, but pieces of the seal's star and of its characters, which run
// along the ring: lines are looked for between those.
std::vector<cv::Rect> lines_under(const Seal& seal, const TextInk& ink);

// The same line, as it looks when more or less of the seal is taken away: no view is the best one
// everywhere. `gray`: the page with the seal, `ink` made of it. Of a gray seal what is not darker
// than it goes, and with it thin strokes; of a black one the star.
std::vector<cv::Mat> views_of(const cv::Rect& line, const Seal& seal, const TextInk& ink,
                              const cv::Mat& gray);

// The gray level of a seal's ring on a page.
int level_of_ring(const Seal& seal, const cv::Mat& gray);

// The same of a cell of a table that a seal with such a ring lies over; nothing of a black seal.
std::vector<cv::Mat> views_of(const cv::Mat& cell, int ring);

}  // namespace gouji
