// Which glyphs of a text layer can be seen on the page.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "models/page.h"

namespace gouji {

// Marks as not visible what leaves no ink in `gray` (CV_8UC1, the page as displayed at `dpi`):
// white and transparent text, fonts without outlines, glyphs behind something. `gray` must hold
// nothing but text where it is to tell more than that the place is empty.
void keep_visible(std::vector<Glyph>& glyphs, const cv::Mat& gray, double dpi);

}  // namespace gouji
