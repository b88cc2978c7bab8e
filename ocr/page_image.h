// Takes the image that a page is, as it is stored.
#pragma once

#include <OutputDev.h>

#include <opencv2/core.hpp>
#include <vector>

#include "models/geometry.h"

namespace gouji {

// A Poppler output device for pages that are one image and nothing else that can be seen: stored
// whole, in bands or tiles, or as a stencil through which black is painted. It takes the image's
// own pixels: they are neither resampled nor turned. Text is no matter of this device: it is for
// pages of which none is seen. Used at 72 dpi, as PageContent is.
class PageImage : public OutputDev {
 public:
  // Images of more than `most_pixels`, the tiles of one together, are not taken.
  explicit PageImage(double most_pixels) : most_pixels_(most_pixels) {}

  struct Taken {
    cv::Mat pixels;         // CV_8UC1, or CV_8UC3 (BGR) of an image in colour; rows as stored
    cv::Matx23d to_points;  // maps a pixel to points of the page as displayed
  };

  // The image; without pixels where it is not all that the page shows, but for areas filled before
  // it, and where tiles do not fit together.
  Taken image() const;

  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }

  void setSoftMask(GfxState*, const double*, bool, Function*, GfxColor*) override { other_ = true; }
  void stroke(GfxState* state) override;
  void fill(GfxState* state) override;
  void eoFill(GfxState* state) override;
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
  struct Tile {
    Taken image;
    bool stencil;
  };
  bool takes(GfxState* state, int width, int height);
  bool hides(const Box& fill) const;
  void take(GfxState* state, const cv::Mat& pixels, bool stencil);

  double most_pixels_, pixels_ = 0;
  std::vector<Tile> tiles_;
  std::vector<Box> fills_;  // darker than paper, painted before the image; points
  bool other_ = false;      // something else was drawn
};

}  // namespace gouji
