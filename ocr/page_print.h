// The print of a page at a resolution that Tesseract is good at, and where its lines stand.
#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <vector>

#include "models/geometry.h"
#include "models/page.h"
#include "ocr/text_ink.h"
#include "ocr/text_reader.h"

namespace gouji {

inline constexpr double kLineMargin = 0.4;  // characters of paper around a line that is read alone
// Of the page's width: a signature and its date begin farther to the right.
inline constexpr double kSignatureLeft = 0.35;

struct Print {
  double scale = 1;  // pixels of `gray` for one of the page's
  double dpi = 0;    // of `gray`
  cv::Mat gray;      // CV_8UC1, the page without its tables
  TextInk ink;       // of `gray`
};

// `rest`: page.gray without its tables. Nothing where hardly anything is printed.
std::optional<Print> print_of(const Page& page, const cv::Mat& rest);

// What was read of a line of `print`.
TextLine text_line(const Page& page, const Print& print, const ReadLine& read);

// Where `print` (CV_8UC1, 255 on ink) stands in lines, whose characters are `character` pixels high
// and at most two widths of one apart.
std::vector<cv::Rect> places_of(const cv::Mat& print, double character);

// Reduced, each pixel the mean of what it stands for; `scale`: 0 to 1.
cv::Mat scaled(const cv::Mat& image, double scale);

// Whether most of a line that was read lies in `place`.
bool covers(const cv::Rect& place, const Box& line);

Box box_of(const cv::Rect& r);

// With `margin` pixels around, as far as `image` reaches.
cv::Rect rect_of(const Box& b, double margin, const cv::Mat& image);

}  // namespace gouji
