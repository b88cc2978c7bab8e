#include "pipeline/overlay.h"

#include <algorithm>
#include <fstream>
#include <opencv2/imgproc.hpp>

#include "extract/cell_value.h"
#include "pipeline/picture.h"

namespace gouji {
namespace {

constexpr double kSure = 0.99;

// Blue, green, red.
cv::Scalar colour(const Reading& reading) {
  if (reading.probability() < kSure) return {0, 0, 220};
  return reading.method == Method::kText ? cv::Scalar(0, 150, 0) : cv::Scalar(220, 90, 0);
}

// OpenCV's fonts have ASCII only.
bool ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80; });
}

}  // namespace

bool write_overlay(const PageView& view, const std::filesystem::path& file) {
  cv::Mat picture;
  cv::cvtColor(view.page.gray, picture, cv::COLOR_GRAY2BGR);
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
  std::ofstream out(file, std::ios::binary);
  out << encode(picture, Picture::kPng).bytes;
  return out.flush().good();
}

}  // namespace gouji
