#include "ocr/visible_ink.h"

#include <cmath>

namespace gouji {
namespace {

constexpr double kLeastContrast = 30;  // gray levels; a hair stroke of 7 pt at 100 dpi has 60
constexpr double kTop = 0.15, kBottom = 0.95;  // of a glyph's box: rules run along its edges

}  // namespace

void keep_visible(std::vector<Glyph>& glyphs, const cv::Mat& gray, double dpi) {
  const double k = dpi / 72;
  const cv::Rect page(0, 0, gray.cols, gray.rows);
  for (Glyph& g : glyphs) {
    if (!g.visible) continue;
    const double top = g.box.y0 + kTop * g.box.height(),
                 bottom = g.box.y0 + kBottom * g.box.height();
    const cv::Point from(static_cast<int>(std::floor(g.box.x0 * k)),
                         static_cast<int>(std::floor(top * k)));
    const cv::Point to(static_cast<int>(std::ceil(g.box.x1 * k)),
                       static_cast<int>(std::ceil(bottom * k)));
    const cv::Rect place = cv::Rect(from, to) & page;
    if (place.empty()) continue;
    double darkest, lightest;
    cv::minMaxLoc(gray(place), &darkest, &lightest);
    g.visible = lightest - darkest >= kLeastContrast;
  }
}

}  // namespace gouji
