// Morphology along the rules of one direction, across or down.
#pragma once

#include <algorithm>
#include <cmath>

#include "extract/bit_image.h"

namespace gouji {

// Sizes are along a rule (length) and at right angles to it (thickness), in pixels.
class Direction {
 public:
  Direction(bool across, double dpi) : across_(across), mm_(dpi / 25.4) {}

  bool across() const { return across_; }
  double mm() const { return mm_; }  // pixels in a millimetre
  int pixels(double mm) const { return std::max(1, static_cast<int>(std::lround(mm * mm_))); }
  BitImage open(const BitImage& b, int length, int thickness) const {
    return across_ ? b.open(length, thickness) : b.open(thickness, length);
  }
  BitImage close(const BitImage& b, int length, int thickness) const {
    return across_ ? b.close(length, thickness) : b.close(thickness, length);
  }
  BitImage thicken(const BitImage& b, int thickness) const {
    return across_ ? b.dilate(1, thickness) : b.dilate(thickness, 1);
  }

 private:
  bool across_;
  double mm_;
};

}  // namespace gouji
