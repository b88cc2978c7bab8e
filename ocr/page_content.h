// Collects what a page draws, as values: glyphs with their visibility, and images with their place.
//
// A glyph is not visible where it is drawn in a mode or with an opacity that leaves no ink, outside
// the clipping region's bounds, with no size, or where an opaque image or rectangle covers its
// middle later. One that looks out from behind an image stays visible: a picture of a table may lie
// over the heads of the words below it. What a glyph's colour hides only pixels tell
// (ocr/visible_ink.h). Text that runs obliquely is none of the page's: it is a watermark.
#pragma once

#include <OutputDev.h>

#include <cstddef>
#include <vector>

#include "models/page.h"

namespace gouji {

// A Poppler output device that draws nothing. Used at 72 dpi, so that device units are points from
// the top left corner of the page as displayed.
class PageContent : public OutputDev {
 public:
  std::vector<Glyph> glyphs;
  std::vector<PlacedImage> images;
  double largest_image =
      0;  // pixels, of images, stencils and masks, whether they can be seen or not

  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }
  bool needNonText() override { return true; }

  void saveState(GfxState*) override { masked_.push_back(masked_.back()); }
  void restoreState(GfxState*) override {
    if (masked_.size() > 1) masked_.pop_back();
  }
  void setSoftMask(GfxState*, const double*, bool, Function*, GfxColor*) override {
    masked_.back() = true;
  }
  void clearSoftMask(GfxState*) override { masked_.back() = false; }
  void beginTransparencyGroup(GfxState*, const double*, GfxColorSpace*, bool, bool,
                              bool for_soft_mask) override {
    masked_.push_back(masked_.back() || for_soft_mask);
  }
  void endTransparencyGroup(GfxState* state) override { restoreState(state); }
  void fill(GfxState* state) override;
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
  // `colors`: of the image; null for a stencil. Where an image has a mask of more pixels, they are
  // the mask's: its edges are the print.
  void place_image(GfxState* state, int width, int height, GfxImageColorMap* colors, bool opaque);
  // Glyphs of which a share of `looks_out` or more is beside `box` stay visible.
  void cover(const GfxState* state, const Box& box, double looks_out);

  // Whether a soft mask is on, or being drawn; a value for each graphics state and group that is
  // open.
  std::vector<bool> masked_ = {false};
  std::size_t looks_ = 0;        // glyphs looked at by cover()
  std::vector<double> covered_;  // by pictures, share of each glyph
};

}  // namespace gouji
