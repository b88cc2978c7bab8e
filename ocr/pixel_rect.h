// Boxes as rectangles of pixels.
#pragma once

#include <opencv2/core.hpp>

#include "models/geometry.h"

namespace gouji {

// The part of `box` (pixels) that lies within an image of `size`, its edges rounded. Empty where it
// lies off the image, and of a box with edges that are no numbers. A damaged file's glyphs may be
// of any size: edges far away are cut before they are rounded.
cv::Rect pixel_rect(const Box& box, cv::Size size);

// The box widened on every side.
Box widened(const Box& box, double by);

}  // namespace gouji
