// The running text of a page that is read from its pixels.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "models/page.h"
#include "ocr/digit_reader.h"
#include "ocr/legibility.h"
#include "ocr/text_reader.h"

namespace gouji {

struct PageText {
  std::vector<TextLine> lines;  // from top to bottom
  bool whole = true;  // false: too noisy to be read, or given up before its end; lines are missing
  Legibility legibility = {};
};

// `rest`: page.gray without its tables. Its rows from `bottom` on show the size of the page's
// print, and are not read. Lines that may name who reports and when are read several times.
PageText read_text(const Page& page, const cv::Mat& rest, int bottom, TextReader& reader,
                   DigitReader& digits);

}  // namespace gouji
