#include "ocr/turn.h"

#include <cmath>

namespace gouji {
namespace {

void transpose(Page& page) {
  page.gray = page.gray.t();
  if (!page.colour.empty()) page.colour = page.colour.t();
  page.to_points = page.to_points * cv::Matx33d(0, 1, 0, 1, 0, 0, 0, 0, 1);
}

void mirror(Page& page, bool across, bool down) {
  if (!across && !down) return;
  const int code = across && down ? -1 : across ? 1 : 0;
  for (cv::Mat* pixels : {&page.gray, &page.colour}) {
    cv::Mat flipped;  // copies of the page keep the pixels as they were
    if (!pixels->empty()) cv::flip(*pixels, flipped, code);
    *pixels = flipped;
  }
  const double sx = across ? -1 : 1, sy = down ? -1 : 1;
  const double x = across ? page.gray.cols - 1 : 0, y = down ? page.gray.rows - 1 : 0;
  page.to_points = page.to_points * cv::Matx33d(sx, 0, x, 0, sy, y, 0, 0, 1);
}

}  // namespace

void turn(Page& page, int quarters) {
  if (quarters % 2 == 1) transpose(page);
  mirror(page, quarters == 1 || quarters == 2, quarters == 2 || quarters == 3);
}

void turn_as_displayed(Page& page) {
  if (std::abs(page.to_points(0, 0)) < std::abs(page.to_points(1, 0))) transpose(page);
  mirror(page, page.to_points(0, 0) < 0, page.to_points(1, 1) < 0);
}

}  // namespace gouji
