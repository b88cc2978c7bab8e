#include "ocr/page_image.h"

#include <GfxState.h>
#include <Stream.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace gouji {
namespace {

constexpr double kSliver = 3;        // points; less of an image may be clipped away
constexpr double kPaper = 0.95;      // luminance of paint that is as good as paper
constexpr double kInk = 0.4;         // luminance of what is painted through a stencil, at most
constexpr double kMisfit = 0.7;      // pixels by which a tile's corner may lie beside its place
constexpr double kMostSparse = 1.5;  // pixels of a page for one of its tiles

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

// A stencil's holes are painted with `ink`.
cv::Mat decode_stencil(Stream* stream, const cv::Size& size, bool invert, uchar ink) {
  ImageStream source(stream, size.width, 1, 1);
  source.reset();
  cv::Mat out(size, CV_8UC1, cv::Scalar(255));
  for (int y = 0; y < size.height; ++y) {
    const unsigned char* line = source.getLine();
    if (!line) break;
    uchar* to = out.ptr(y);
    for (int x = 0; x < size.width; ++x) {
      if ((line[x] != 0) == invert) to[x] = ink;
    }
  }
  source.close();
  return out;
}

// From 0, black, to 1; of a pattern 0.
double luminance(GfxState* state) {
  if (state->getFillColorSpace()->getMode() == csPattern) return 0;
  GfxGray gray;
  state->getFillGray(&gray);
  return colToDbl(gray);
}

// The bounds of what filling the path paints, in points.
Box bounds(const GfxState* state) {
  Box box{1e30, 1e30, -1e30, -1e30};
  const GfxPath* path = state->getPath();
  for (int i = 0; i < path->getNumSubpaths(); ++i) {
    const GfxSubpath* part = path->getSubpath(i);
    for (int k = 0; k < part->getNumPoints(); ++k) {
      double x, y;
      state->transform(part->getX(k), part->getY(k), &x, &y);
      box = {std::min(box.x0, x), std::min(box.y0, y), std::max(box.x1, x), std::max(box.y1, y)};
    }
  }
  Box clip;
  state->getClipBBox(&clip.x0, &clip.y0, &clip.x1, &clip.y1);
  return intersect(box, clip);
}

// Whether an image drawn now is opaque and not clipped.
bool shows_all(GfxState* state) {
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

cv::Matx33d square(const cv::Matx23d& m) {
  return {m(0, 0), m(0, 1), m(0, 2), m(1, 0), m(1, 1), m(1, 2), 0, 0, 1};
}

// Where a tile lies in pixels of the first one; empty where the two are no parts of one image.
cv::Rect place_in(const PageImage::Taken& first, const PageImage::Taken& tile) {
  const cv::Size size = tile.pixels.size();
  const cv::Matx33d m = square(first.to_points).inv() * square(tile.to_points);
  if (!(std::abs(m(0, 2)) < 1e6 && std::abs(m(1, 2)) < 1e6)) return {};
  const cv::Point at(cvRound(m(0, 2)), cvRound(m(1, 2)));
  for (const cv::Point& corner : {cv::Point(0, 0), {size.width, 0}, {0, size.height}}) {
    const double x = m(0, 0) * corner.x + m(0, 1) * corner.y + m(0, 2);
    const double y = m(1, 0) * corner.x + m(1, 1) * corner.y + m(1, 2);
    if (std::abs(x - at.x - corner.x) > kMisfit || std::abs(y - at.y - corner.y) > kMisfit) {
      return {};
    }
  }
  return {at, size};
}

}  // namespace

void PageImage::stroke(GfxState*) { other_ = true; }

void PageImage::fill(GfxState* state) {
  if (!tiles_.empty()) other_ = true;
  const Box painted = bounds(state);
  if (luminance(state) < kPaper && !painted.empty()) fills_.push_back(painted);
}

void PageImage::eoFill(GfxState* state) { fill(state); }

bool PageImage::takes(GfxState* state, int width, int height) {
  pixels_ += static_cast<double>(width) * height;
  other_ = other_ || pixels_ > most_pixels_ || !shows_all(state);
  return !other_;
}

void PageImage::take(GfxState* state, const cv::Mat& pixels, bool stencil) {
  tiles_.push_back({{pixels, placement(state->getCTM(), pixels.size())}, stencil});
}

// The base class consumes the bytes of an inline image.
void PageImage::drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                          GfxImageColorMap* colors, bool interpolate, const int* mask,
                          bool inline_image) {
  other_ = other_ || mask || inline_image;
  if (takes(state, width, height)) {
    take(state, decode(stream, {width, height}, *colors), false);
  } else {
    OutputDev::drawImage(state, ref, stream, width, height, colors, interpolate, mask,
                         inline_image);
  }
}

void PageImage::drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height,
                              bool invert, bool interpolate, bool inline_image) {
  const double ink = luminance(state);
  const bool over_image =
      std::any_of(tiles_.begin(), tiles_.end(), [](const Tile& t) { return !t.stencil; });
  other_ = other_ || inline_image || over_image || ink > kInk ||
           state->getFillColorSpace()->getMode() == csPattern;
  if (takes(state, width, height)) {
    take(state,
         decode_stencil(stream, {width, height}, invert, cv::saturate_cast<uchar>(255 * ink)),
         true);
  } else {
    OutputDev::drawImageMask(state, ref, stream, width, height, invert, interpolate, inline_image);
  }
}

void PageImage::drawMaskedImage(GfxState*, Object*, Stream*, int, int, GfxImageColorMap*, bool,
                                Stream*, int, int, bool, bool) {
  other_ = true;
}

void PageImage::drawSoftMaskedImage(GfxState*, Object*, Stream*, int, int, GfxImageColorMap*, bool,
                                    Stream*, int, int, GfxImageColorMap*, bool) {
  other_ = true;
}

// Whether an area painted before lies under the image. Through a stencil it is seen.
bool PageImage::hides(const Box& fill) const {
  Box under;
  for (const Tile& t : tiles_) {
    const cv::Size size = t.image.pixels.size();
    const cv::Matx23d& m = t.image.to_points;
    const cv::Vec2d a = m * cv::Vec3d(0, 0, 1), b = m * cv::Vec3d(size.width, size.height, 1);
    under = unite(under, {std::min(a[0], b[0]) - kSliver, std::min(a[1], b[1]) - kSliver,
                          std::max(a[0], b[0]) + kSliver, std::max(a[1], b[1]) + kSliver});
  }
  return !tiles_[0].stencil && fill.x0 >= under.x0 && fill.y0 >= under.y0 && fill.x1 <= under.x1 &&
         fill.y1 <= under.y1;
}

PageImage::Taken PageImage::image() const {
  if (tiles_.empty() || other_) return {};
  if (!std::all_of(fills_.begin(), fills_.end(), [this](const Box& f) { return hides(f); })) {
    return {};
  }
  const Taken& first = tiles_[0].image;
  if (tiles_.size() == 1) return first;
  std::vector<cv::Rect> places;
  cv::Rect all;
  for (const Tile& t : tiles_) {
    places.push_back(place_in(first, t.image));
    if (places.back().empty() || t.image.pixels.type() != first.pixels.type()) return {};
    all |= places.back();
  }
  if (static_cast<double>(all.width) * all.height > kMostSparse * pixels_) return {};
  Taken out{cv::Mat(all.size(), first.pixels.type(), cv::Scalar::all(255)),
            first.to_points * cv::Matx33d(1, 0, all.x, 0, 1, all.y, 0, 0, 1)};
  for (size_t i = 0; i < tiles_.size(); ++i) {
    cv::Mat part = out.pixels(places[i] - all.tl());
    const cv::Mat& tile = tiles_[i].image.pixels;
    tiles_[i].stencil ? cv::min(part, tile, part) : tile.copyTo(part);
  }
  return out;
}

}  // namespace gouji
