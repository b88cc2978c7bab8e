#include "ocr/page_image.h"

#include <GfxState.h>
#include <Stream.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace gouji {
namespace {

constexpr int kInvisible = 3, kClipOnly = 7;  // text rendering modes (ISO 32000-1, table 106)
constexpr double kSliver = 3;                 // points; less of an image may be clipped away

// Maps a pixel of an image of `size` to the device, for an image drawn with `m`, which maps the
// unit square, its origin at the image's lower left corner.
cv::Matx23d placement(const double* m, const cv::Size& size) {
  const double w = size.width, h = size.height;
  return {m[0] / w, -m[2] / h, m[2] + m[4], m[1] / w, -m[3] / h, m[3] + m[5]};
}

cv::Mat decode(Stream* stream, const cv::Size& size, GfxImageColorMap& colors) {
  const bool gray =
      colors.getNumPixelComps() == 1 && colors.getColorSpace()->getMode() != csIndexed;
  ImageStream source(stream, size.width, colors.getNumPixelComps(), colors.getBits());
  source.reset();
  cv::Mat out(size, gray ? CV_8UC1 : CV_8UC3, cv::Scalar::all(255));
  for (int y = 0; y < size.height; ++y) {
    unsigned char* line = source.getLine();
    if (!line) break;  // cut off: the rest is paper
    if (gray) {
      colors.getGrayLine(line, out.ptr(y), size.width);
    } else {
      colors.getRGBLine(line, out.ptr(y), size.width);
    }
  }
  source.close();
  if (!gray) cv::cvtColor(out, out, cv::COLOR_RGB2BGR);
  return out;
}

}  // namespace

// Whether an image drawn now is opaque and not clipped.
bool PageImage::shows_all(GfxState* state) const {
  if (state->getFillOpacity() < 1 || state->getBlendMode() != gfxBlendNormal) return false;
  const double* m = state->getCTM();
  double clip[4];
  state->getClipBBox(&clip[0], &clip[1], &clip[2], &clip[3]);
  const double x0 = std::max(0.0, m[4] + std::min({0.0, m[0], m[2], m[0] + m[2]}));
  const double y0 = std::max(0.0, m[5] + std::min({0.0, m[1], m[3], m[1] + m[3]}));
  const double x1 =
      std::min(state->getPageWidth(), m[4] + std::max({0.0, m[0], m[2], m[0] + m[2]}));
  const double y1 =
      std::min(state->getPageHeight(), m[5] + std::max({0.0, m[1], m[3], m[1] + m[3]}));
  return clip[0] <= x0 + kSliver && clip[1] <= y0 + kSliver && clip[2] >= x1 - kSliver &&
         clip[3] >= y1 - kSliver;
}

void PageImage::stroke(GfxState*) { other_ = true; }

// What is painted before the image lies under it, or beside it on the paper.
void PageImage::fill(GfxState*) { other_ = other_ || !pixels.empty(); }

void PageImage::eoFill(GfxState* state) { fill(state); }

void PageImage::drawChar(GfxState* state, double, double, double, double, double, double, CharCode,
                         int, const Unicode*, int) {
  const int mode = state->getRender() & 7;
  if (mode != kInvisible && mode != kClipOnly) other_ = true;
}

// The base class consumes the bytes of an inline image.
void PageImage::drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                          GfxImageColorMap* colors, bool interpolate, const int* mask,
                          bool inline_image) {
  const double area = static_cast<double>(width) * height;
  if (!pixels.empty() || mask || inline_image || area > most_pixels_ || !shows_all(state)) {
    other_ = true;
    OutputDev::drawImage(state, ref, stream, width, height, colors, interpolate, mask,
                         inline_image);
    return;
  }
  pixels = decode(stream, {width, height}, *colors);
  to_points = placement(state->getCTM(), pixels.size());
}

void PageImage::drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height,
                              bool invert, bool interpolate, bool inline_image) {
  other_ = true;
  OutputDev::drawImageMask(state, ref, stream, width, height, invert, interpolate, inline_image);
}

void PageImage::drawMaskedImage(GfxState*, Object*, Stream*, int, int, GfxImageColorMap*, bool,
                                Stream*, int, int, bool, bool) {
  other_ = true;
}

void PageImage::drawSoftMaskedImage(GfxState*, Object*, Stream*, int, int, GfxImageColorMap*, bool,
                                    Stream*, int, int, GfxImageColorMap*, bool) {
  other_ = true;
}

}  // namespace gouji
