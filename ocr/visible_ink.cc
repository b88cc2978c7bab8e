#include "ocr/visible_ink.h"

#include <algorithm>
#include <vector>

#include "models/quantile.h"
#include "ocr/pixel_rect.h"

namespace gouji {
namespace {

constexpr double kLeastContrast = 30;  // gray levels; a hair stroke of 7 pt at 100 dpi has 60
constexpr double kPaper = 0.8;         // of a place's pixels are no lighter than its paper
// Of banners with white titles, which are seen; a photographed page in poor light is lighter.
constexpr double kDarkGround = 100;
constexpr double kTop = 0.15, kBottom = 0.95;  // of a glyph's box: rules run along its edges

cv::Rect place_of(const Glyph& g, cv::Size size, double dpi) {
  const double k = dpi / 72, top = g.box.y0 + kTop * g.box.height(),
               bottom = g.box.y0 + kBottom * g.box.height();
  return pixel_rect({g.box.x0 * k - 0.5, top * k - 0.5, g.box.x1 * k + 0.5, bottom * k + 0.5},
                    size);
}

// The paper's level, of a place with what is printed on it.
double ground_of(const cv::Mat& gray) {
  std::vector<uchar> levels;
  for (int y = 0; y < gray.rows; ++y) {
    levels.insert(levels.end(), gray.ptr(y), gray.ptr(y) + gray.cols);
  }
  return quantile(std::move(levels), kPaper);
}

// Whether some pixel has become darker, and so than the ground, or on dark ground lighter.
bool stands_out(const cv::Mat& now, const cv::Mat& before) {
  const double ground = ground_of(before);
  const bool dark = ground <= kDarkGround;
  for (int y = 0; y < now.rows; ++y) {
    for (int x = 0; x < now.cols; ++x) {
      const double level = now.at<uchar>(y, x), was = before.at<uchar>(y, x);
      if (level <= std::min(was, ground) - kLeastContrast) return true;
      if (dark && level >= std::max(was, ground) + kLeastContrast) return true;
    }
  }
  return false;
}

}  // namespace

void keep_visible(std::vector<Glyph>& glyphs, const cv::Mat& gray, double dpi) {
  for (Glyph& g : glyphs) {
    const cv::Rect place = place_of(g, gray.size(), dpi);
    if (!g.visible || place.empty()) continue;
    double darkest, lightest;
    cv::minMaxLoc(gray(place), &darkest, &lightest);
    g.visible = lightest - darkest >= kLeastContrast;
  }
}

void keep_visible(std::vector<Glyph>& glyphs, const cv::Mat& gray, const cv::Mat& without_text,
                  double dpi) {
  for (Glyph& g : glyphs) {
    const cv::Rect place = place_of(g, gray.size(), dpi);
    if (!g.visible || place.empty()) continue;
    g.visible = stands_out(gray(place), without_text(place));
  }
}

}  // namespace gouji
