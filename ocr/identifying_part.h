// The part of a scanned report that says who reports and when, for reports that are read without
// their narrative.
#pragma once

#include <opencv2/core.hpp>

namespace gouji {

struct IdentifyingPart {
  cv::Mat gray;    // as the page; no pixels: nothing of it is worth reading
  int bottom = 0;  // the rows from here on only show the size of the page's print
};

// `page`: CV_8UC1, upright, without tables, at `dpi`. What of the page is worth reading, the rest
// painted white or below `bottom`: the first few lines of the first page, where the title is, up to
// where running text begins: lines that begin at the left and go far to the right; of the last one
// what is printed at its end, less such lines, which no signature and no date is. Nothing of other
// pages.
IdentifyingPart identifying_part(const cv::Mat& page, double dpi, bool first, bool last);

}  // namespace gouji
