// The part of a scanned report that says who reports and when, for reports that are read without
// their narrative.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace gouji {

struct IdentifyingPart {
  cv::Mat print;                 // CV_8UC1
  std::vector<cv::Rect> unread;  // places in it that are not worth reading
};

// `page`: CV_8UC1, upright, without tables, at `dpi`. What of the page is worth reading: the first
// few lines of the first page, where the title is, up to where running text begins: lines that
// begin at the left and go far to the right; of the last one what is printed at its end, less such
// lines, which no signature and no date is, and less others that begin at the left where a
// signature follows. Empty for other pages.
IdentifyingPart identifying_part(const cv::Mat& page, double dpi, bool first, bool last);

}  // namespace gouji
