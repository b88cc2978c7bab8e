// Pictures as files that a browser shows.
#pragma once

#include <opencv2/core.hpp>
#include <string>

namespace gouji {

struct Picture {
  std::string type;  // kPng, kJpeg
  std::string bytes;

  static constexpr char kPng[] = "image/png", kJpeg[] = "image/jpeg";
};

// `pixels`: CV_8UC1, or CV_8UC3 as BGR. Throws std::bad_alloc where memory is short.
Picture encode(const cv::Mat& pixels, const std::string& type);

// The part of a picture within `part` (pixels) as PNG; no bytes where nothing of it is there, or
// the bytes are no picture.
Picture cropped(const Picture& picture, const cv::Rect& part);

}  // namespace gouji
