// A part of a page drawn anew, at the resolution that its reader needs.
#pragma once

#include <functional>
#include <opencv2/core.hpp>

#include "models/page.h"

namespace gouji {

// A part of a page (points, as displayed) in gray (CV_8UC1) at some dpi; empty where there is none.
using CloserLook = std::function<cv::Mat(const Page&, const Box& points, double dpi)>;

struct CloseLine {
  cv::Mat gray;
  double dpi = 0;
};

// A line of text of characters of `size` points, as Tesseract reads it best, with paper around it.
CloseLine look_at_line(const Page& page, const Box& line, double size, const CloserLook& look);

}  // namespace gouji
