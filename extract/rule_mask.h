// The ruled lines of a page as two binary masks.
#pragma once

#include <opencv2/core.hpp>

namespace gouji {

struct RuleMasks {
  // CV_8UC1, 255 on a rule. `across` and `down` hold pieces long enough to be rules; the short
  // masks also hold shorter pieces, to ask whether a rule already found runs along some stretch.
  cv::Mat across, down;
  cv::Mat short_across, short_down;
  cv::Mat ink;  // all that is dark: rules and characters
};

// `gray`: CV_8UC1, dark on light, upright, `dpi` pixels an inch.
RuleMasks find_rules(const cv::Mat& gray, double dpi);

}  // namespace gouji
