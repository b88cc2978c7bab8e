// Follows the rules and lines of text of a page that may be bent.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace gouji {

// A curve that runs straight across the sheet, as it is seen.
struct Trace {
  std::vector<cv::Point2d> points;  // along x, a few millimetres apart
  double weight = 1;                // of a point: those of a rule are sharper than those of text
};

// The horizontal rules in `ink` (CV_8UC1, 255 on ink), `mm` pixels a millimetre, that slope by less
// than about 5 degrees. Transpose `ink` for vertical ones.
std::vector<Trace> rule_traces(const cv::Mat& ink, double mm);

// As above, rules of short dashes or of dots.
std::vector<Trace> dashed_traces(const cv::Mat& ink, double mm);

// As above, the lines of text.
std::vector<Trace> text_traces(const cv::Mat& ink, double mm);

}  // namespace gouji
