// The date at a report's end, for reports that are read without their narrative.
#pragma once

#include <opencv2/core.hpp>
#include <optional>

#include "models/page.h"
#include "ocr/digit_reader.h"
#include "ocr/page_text.h"
#include "ocr/text_reader.h"

namespace gouji {

// Of a report's end only the date, and lines that may be it: short ones at the right, with or
// without a seal on them, failing these the last two. Figures that are surely those of a date in
// `year` are enough where little else stands there; else the lines are read several times. Where
// none of them shows a date, but figures elsewhere do: nothing; the page is for read_text. `rest`:
// page.gray without its tables.
std::optional<PageText> read_date(const Page& page, const cv::Mat& rest, int year,
                                  TextReader& reader, DigitReader& digits);

}  // namespace gouji
