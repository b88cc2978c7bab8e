// The rings of round seals, which look like rules where they run upright or level.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "models/seal.h"

namespace gouji {

// The rings of seals 34 to 54 mm wide on `gray`: CV_8UC1, dark on light, `dpi` pixels an inch.
// Official seals are 38 to 50 mm wide.
std::vector<Seal> find_rings(const cv::Mat& gray, double dpi);

// `gray` with paper where `ring` was. What is clearly darker than the ring, as rules across it are,
// stays.
void rub_out(const Seal& ring, double dpi, cv::Mat& gray);

// CV_8UC1, 255 where rings were rubbed out.
cv::Mat bands_of(const std::vector<Seal>& rings, double dpi, const cv::Size& size);

}  // namespace gouji
