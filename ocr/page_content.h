// Collects what a page draws, as values: glyphs with their visibility, and images with their place.
#pragma once

#include <OutputDev.h>

#include <vector>

#include "models/page.h"

namespace gouji {

// A Poppler output device that draws nothing. Used at 72 dpi, so that device units are points from
// the top left corner of the page as displayed.
class PageContent : public OutputDev {
 public:
  std::vector<Glyph> glyphs;
  std::vector<PlacedImage> images;

  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }
  bool needNonText() override { return true; }

  void drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x,
                double origin_y, CharCode code, int bytes, const Unicode* u, int length) override;
  void drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height,
                     bool invert, bool interpolate, bool inline_image) override;
  void drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                 GfxImageColorMap* colors, bool interpolate, const int* mask,
                 bool inline_image) override;
  void drawMaskedImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                       GfxImageColorMap* colors, bool interpolate, Stream* mask, int mask_width,
                       int mask_height, bool mask_invert, bool mask_interpolate) override;
  void drawSoftMaskedImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                           GfxImageColorMap* colors, bool interpolate, Stream* mask, int mask_width,
                           int mask_height, GfxImageColorMap* mask_colors,
                           bool mask_interpolate) override;

 private:
  // `colors`: of the image; null for a stencil.
  void place_image(GfxState* state, int width, int height, GfxImageColorMap* colors);
};

}  // namespace gouji
