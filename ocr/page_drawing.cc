#include "ocr/page_drawing.h"

#include <SplashOutputDev.h>
#include <splash/SplashBitmap.h>

#include <algorithm>

#include "ocr/pixel_rect.h"

namespace gouji {
namespace {

constexpr double kOverhang = 0.2;  // of the font size; strokes may leave a glyph's box by this

// Draws everything but text.
class Textless : public SplashOutputDev {
 public:
  using SplashOutputDev::SplashOutputDev;
  void drawChar(GfxState*, double, double, double, double, double, double, CharCode, int,
                const Unicode*, int) override {}
  bool beginType3Char(GfxState*, double, double, double, double, CharCode, const Unicode*,
                      int) override {
    return true;  // drawn already
  }
};

template <typename Device>
cv::Mat drawn(TimedDocument& document, int number, const Drawing& how) {
  const SplashColorMode mode = how.colour ? splashModeBGR8 : splashModeMono8;
  if (document.late()) return {};
  SplashColor white = {255, 255, 255};
  Device device(mode, 1, false, white);
  device.setFontAntialias(true);
  device.setVectorAntialias(true);
  device.startDoc(&document.doc());
  document.display(device, number, how.dpi, how.part);
  SplashBitmap* bitmap = device.getBitmap();
  return cv::Mat(bitmap->getHeight(), bitmap->getWidth(), how.colour ? CV_8UC3 : CV_8UC1,
                 bitmap->getDataPtr(), static_cast<size_t>(bitmap->getRowSize()))
      .clone();
}

}  // namespace

cv::Mat draw(TimedDocument& document, int number, const Drawing& how) {
  return drawn<SplashOutputDev>(document, number, how);
}

cv::Mat draw_without_text(TimedDocument& document, int number, const Drawing& how) {
  return drawn<Textless>(document, number, how);
}

cv::Mat draw_what_is_seen(TimedDocument& document, const Page& page, const Drawing& how) {
  const auto seen = [](const Glyph& g) { return g.visible; };
  if (std::all_of(page.glyphs.begin(), page.glyphs.end(), seen)) {
    return draw(document, page.number, how);
  }
  cv::Mat out = draw_without_text(document, page.number, how);
  if (std::none_of(page.glyphs.begin(), page.glyphs.end(), seen)) return out;
  const cv::Mat all = draw(document, page.number, how);
  if (all.empty()) return out;
  const double k = how.dpi / 72;
  const double left = std::max(0, how.part.x), top = std::max(0, how.part.y);
  for (const Glyph& g : page.glyphs) {
    if (!g.visible) continue;
    const Box b = widened(g.box, kOverhang * g.size);
    const cv::Rect place =
        pixel_rect({b.x0 * k - left, b.y0 * k - top, b.x1 * k - left, b.y1 * k - top}, out.size());
    if (!place.empty()) all(place).copyTo(out(place));
  }
  return out;
}

}  // namespace gouji
