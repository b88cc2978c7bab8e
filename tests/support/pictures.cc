#include "tests/support/pictures.h"

#include <leptonica/allheaders.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace gouji {
namespace {

struct DestroyPix {
  void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using PixPtr = std::unique_ptr<Pix, DestroyPix>;

l_uint32* row_of(Pix* pix, int y) {
  return pixGetData(pix) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix);
}

}  // namespace

cv::Mat read_gray(const std::string& path) {
  const PixPtr pix(pixRead(path.c_str()));
  if (!pix || pixGetDepth(pix.get()) != 8 || pixGetColormap(pix.get())) return {};
  cv::Mat gray(pixGetHeight(pix.get()), pixGetWidth(pix.get()), CV_8UC1);
  for (int y = 0; y < gray.rows; ++y) {
    l_uint32* row = row_of(pix.get(), y);
    for (int x = 0; x < gray.cols; ++x) gray.at<uchar>(y, x) = GET_DATA_BYTE(row, x);
  }
  return gray;
}

std::string jpeg(const cv::Mat& gray, int quality) {
  const PixPtr pix(pixCreate(gray.cols, gray.rows, 8));
  for (int y = 0; y < gray.rows; ++y) {
    l_uint32* row = row_of(pix.get(), y);
    for (int x = 0; x < gray.cols; ++x) SET_DATA_BYTE(row, x, gray.at<uchar>(y, x));
  }
  l_uint8* data = nullptr;
  size_t size = 0;
  const bool failed = pixWriteMemJpeg(&data, &size, pix.get(), quality, 0) != 0;
  const std::unique_ptr<l_uint8, decltype(&std::free)> owner(data, &std::free);
  if (failed) throw std::runtime_error("jpeg: Leptonica cannot encode it");
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace gouji
