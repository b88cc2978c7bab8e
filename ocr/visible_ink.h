// Which glyphs of a text layer can be seen on the page.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "models/page.h"

namespace gouji {

// Marks as not visible what leaves no ink in `gray` (CV_8UC1, the page as displayed at `dpi`):
// white and transparent text, fonts without outlines, glyphs behind something. For pages without
// pictures, whose strokes would be taken for glyphs.
void keep_visible(std::vector<Glyph>& glyphs, const cv::Mat& gray, double dpi);

// The same for a page with pictures, given as well as it is without text: a glyph is seen by what
// it changes, and by contrast with the ground around it. White text that hides strokes of a scan
// is not, white text on a dark picture is.
void keep_visible(std::vector<Glyph>& glyphs, const cv::Mat& gray, const cv::Mat& without_text,
                  double dpi);

}  // namespace gouji
