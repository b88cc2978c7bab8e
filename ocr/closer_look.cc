#include "ocr/closer_look.h"

#include <algorithm>

#include "ocr/pixel_rect.h"

namespace gouji {
namespace {

constexpr double kTall = 36;      // pixels of a character
constexpr double kMargin = 0.15;  // of the font size, around the line
constexpr double kLeastDpi = 150, kMostDpi = 400;

}  // namespace

CloseLine look_at_line(const Page& page, const Box& line, double size, const CloserLook& look) {
  const double dpi = std::clamp(kTall / size * 72 * page.enlargement, kLeastDpi, kMostDpi);
  return {look(page, widened(line, kMargin * size), dpi), dpi};
}

}  // namespace gouji
