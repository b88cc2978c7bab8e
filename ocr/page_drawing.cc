#include "ocr/page_drawing.h"

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
std::unique_ptr<Device> make_device(TimedDocument& document, bool colour) {
  SplashColor white = {255, 255, 255};
  auto device =
      std::make_unique<Device>(colour ? splashModeBGR8 : splashModeMono8, 1, false, white);
  device->setFontAntialias(true);
  device->setVectorAntialias(true);
  device->startDoc(&document.doc());
  return device;
}

cv::Mat display(TimedDocument& document, SplashOutputDev& device, int number, const Drawing& how) {
  document.display(device, number, how.dpi, how.part);
  device.endTextObject(nullptr);  // a clip by text that the page has not ended is the page's
  SplashBitmap* bitmap = device.getBitmap();
  cv::Mat page = cv::Mat(bitmap->getHeight(), bitmap->getWidth(), how.colour ? CV_8UC3 : CV_8UC1,
                         bitmap->getDataPtr(), static_cast<size_t>(bitmap->getRowSize()))
                     .clone();
  device.startPage(0, nullptr, nullptr);  // of one pixel, in place of the bitmap
  return page;
}

}  // namespace

cv::Mat PageDrawing::draw(int number, const Drawing& how) {
  if (document_.late()) return {};
  std::unique_ptr<SplashOutputDev>& device = how.colour ? colour_ : gray_;
  if (!device) device = make_device<SplashOutputDev>(document_, how.colour);
  return display(document_, *device, number, how);
}

cv::Mat PageDrawing::draw_without_text(int number, const Drawing& how) {
  if (document_.late()) return {};
  const auto device = make_device<Textless>(document_, how.colour);
  return display(document_, *device, number, how);
}

cv::Mat PageDrawing::draw_what_is_seen(const Page& page, const Drawing& how) {
  const auto seen = [](const Glyph& g) { return g.visible; };
  if (std::all_of(page.glyphs.begin(), page.glyphs.end(), seen)) {
    return draw(page.number, how);
  }
  cv::Mat out = draw_without_text(page.number, how);
  if (std::none_of(page.glyphs.begin(), page.glyphs.end(), seen)) return out;
  const cv::Mat all = draw(page.number, how);
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
