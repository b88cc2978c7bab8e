#include "pipeline/overlay.h"

#include <leptonica/allheaders.h>

#include <memory>
#include <opencv2/imgproc.hpp>

#include "extract/cell_value.h"

namespace gouji {
namespace {

constexpr double kSure = 0.99;

// Red, green, blue.
cv::Scalar colour(const Reading& reading) {
  if (reading.probability() < kSure) return {220, 0, 0};
  return reading.method == Method::kText ? cv::Scalar(0, 150, 0) : cv::Scalar(0, 90, 220);
}

// OpenCV's fonts have ASCII only.
bool ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80; });
}

// With Leptonica, which is there for Tesseract: OpenCV's codecs bring GDAL and a hundred libraries
// more, whose loading costs each process 0.05 s.
bool write_png(const cv::Mat& rgb, const std::filesystem::path& file) {
  const std::unique_ptr<Pix, void (*)(Pix*)> pix(pixCreate(rgb.cols, rgb.rows, 32),
                                                 [](Pix* p) { pixDestroy(&p); });
  if (!pix) return false;
  for (int y = 0; y < rgb.rows; ++y) {
    l_uint32* row = pixGetData(pix.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix.get());
    const auto* from = rgb.ptr<cv::Vec3b>(y);
    for (int x = 0; x < rgb.cols; ++x) {
      composeRGBPixel(from[x][0], from[x][1], from[x][2], &row[x]);
    }
  }
  return pixWrite(file.c_str(), pix.get(), IFF_PNG) == 0;
}

}  // namespace

bool write_overlay(const PageView& view, const std::filesystem::path& file) {
  cv::Mat picture;
  cv::cvtColor(view.page.gray, picture, cv::COLOR_GRAY2RGB);
  const double scale = view.page.dpi / 200;
  for (size_t g = 0; g < view.grids.size(); ++g) {
    for (size_t i = 0; i < view.grids[g].cells.size(); ++i) {
      const Box& b = view.grids[g].cells[i].box;
      const Reading& reading = view.tables[g].cells[i].reading;
      const cv::Scalar ink = colour(reading);
      cv::rectangle(picture, cv::Point2d(b.x0 + 2, b.y0 + 2), cv::Point2d(b.x1 - 2, b.y1 - 2), ink,
                    1);
      if (!ascii(reading.text()) || !looks_numeric(reading.text())) continue;
      cv::putText(picture, reading.text().empty() ? "_" : reading.text(),
                  cv::Point2d(b.x0 + 3, b.y1 - 4), cv::FONT_HERSHEY_PLAIN, 0.9 * scale, ink, 1,
                  cv::LINE_AA);
    }
  }
  return write_png(picture, file);
}

}  // namespace gouji
