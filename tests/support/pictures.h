// Pictures as files, by Leptonica: OpenCV's codecs bring GDAL and a hundred libraries more, whose
// loading costs each test 0.1 s.
#pragma once

#include <opencv2/core.hpp>
#include <string>

namespace gouji {

// CV_8UC1, of a PNG of gray levels; empty where the file is none.
cv::Mat read_gray(const std::string& path);

// `gray`: CV_8UC1. `quality`: 1 to 100.
std::string jpeg(const cv::Mat& gray, int quality);

}  // namespace gouji
