#include "pipeline/picture.h"

#include <leptonica/allheaders.h>

#include <cstdlib>
#include <memory>
#include <new>

namespace gouji {
namespace {

constexpr int kQuality = 85;  // of a JPEG

struct DestroyPix {
  void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using PixPtr = std::unique_ptr<Pix, DestroyPix>;

PixPtr to_pix(const cv::Mat& pixels) {
  const bool colour = pixels.channels() == 3;
  PixPtr pix(pixCreate(pixels.cols, pixels.rows, colour ? 32 : 8));
  if (!pix) throw std::bad_alloc();
  for (int y = 0; y < pixels.rows; ++y) {
    l_uint32* row = pixGetData(pix.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix.get());
    const uchar* from = pixels.ptr(y);
    for (int x = 0; x < pixels.cols; ++x) {
      if (colour) {
        composeRGBPixel(from[3 * x + 2], from[3 * x + 1], from[3 * x], &row[x]);
      } else {
        SET_DATA_BYTE(row, x, from[x]);
      }
    }
  }
  return pix;
}

// With Leptonica, which is there for Tesseract: OpenCV's codecs bring GDAL and a hundred libraries
// more, whose loading costs each process 0.05 s.
Picture encode(Pix* pix, const std::string& type) {
  l_uint8* data = nullptr;
  size_t size = 0;
  const bool failed = type == Picture::kJpeg ? pixWriteMemJpeg(&data, &size, pix, kQuality, 0) != 0
                                             : pixWriteMemPng(&data, &size, pix, 0) != 0;
  const std::unique_ptr<l_uint8, decltype(&std::free)> owner(data, &std::free);
  if (failed) throw std::bad_alloc();
  return {type, std::string(reinterpret_cast<const char*>(data), size)};
}

}  // namespace

Picture encode(const cv::Mat& pixels, const std::string& type) {
  return encode(to_pix(pixels).get(), type);
}

Picture cropped(const Picture& picture, const cv::Rect& part) {
  const PixPtr all(
      pixReadMem(reinterpret_cast<const l_uint8*>(picture.bytes.data()), picture.bytes.size()));
  Picture out{Picture::kPng, {}};
  if (!all) return out;
  const cv::Rect r = part & cv::Rect(0, 0, pixGetWidth(all.get()), pixGetHeight(all.get()));
  if (r.empty()) return out;
  const std::unique_ptr<Box, void (*)(Box*)> box(boxCreate(r.x, r.y, r.width, r.height),
                                                 [](Box* b) { boxDestroy(&b); });
  const PixPtr clipped(pixClipRectangle(all.get(), box.get(), nullptr));
  return clipped ? encode(clipped.get(), Picture::kPng) : out;
}

}  // namespace gouji
