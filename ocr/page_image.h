// Takes the one image that a page is, as it is stored.
#pragma once

#include <OutputDev.h>

#include <opencv2/core.hpp>

namespace gouji {

// A Poppler output device for pages that are one image and nothing else that can be seen. It takes
// the image's own pixels: they are neither resampled nor turned. Used at 72 dpi, as PageContent is.
class PageImage : public OutputDev {
 public:
  // Images of more than `most_pixels` are not taken.
  explicit PageImage(double most_pixels) : most_pixels_(most_pixels) {}

  cv::Mat pixels;         // CV_8UC1, or CV_8UC3 (BGR) of an image in colour; rows as stored
  cv::Matx23d to_points;  // maps a pixel to points of the page as displayed

  // True where `pixels` is all that the page shows, but for areas filled before it.
  bool is_page() const { return !pixels.empty() && !other_; }

  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }

  void setSoftMask(GfxState*, const double*, bool, Function*, GfxColor*) override { other_ = true; }
  void stroke(GfxState* state) override;
  void fill(GfxState* state) override;
  void eoFill(GfxState* state) override;
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
  bool shows_all(GfxState* state) const;

  double most_pixels_;
  bool other_ = false;  // something else was drawn
};

}  // namespace gouji
