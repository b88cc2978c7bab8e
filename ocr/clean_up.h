// Makes a scanned page upright and even, and keeps the way back to the page as displayed.
#pragma once

#include "models/page.h"

namespace gouji {

// The angle, in degrees, by which the lines of `gray` (CV_8UC1, dark on light) run down to the
// right; 0 where nothing is on the page. Projection profile over -5 to 5 degrees (Postl 1986),
// accurate to about 0.03 degree on a page of text or tables.
double skew_angle(const cv::Mat& gray);

// Evens out the light (division by the local paper colour), and makes white what is beside a
// photographed sheet. Changes `gray` of a page that was rasterised.
void even_out(Page& page);

// Undoes skew and bends of a page that is upright and whose light is even. Changes `gray`, and
// `to_points` or `bend`.
void straighten(Page& page);

}  // namespace gouji
