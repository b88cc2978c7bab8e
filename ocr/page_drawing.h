// Draws a page of a PDF, or a part of it. Once the document is late(), what is returned is
// unfinished or empty.
#pragma once

#include <SplashOutputDev.h>

#include <memory>
#include <opencv2/core.hpp>

#include "models/page.h"
#include "ocr/timed_document.h"

namespace gouji {

struct Drawing {
  double dpi = 72;
  bool colour = false;            // CV_8UC3, BGR; else CV_8UC1
  cv::Rect part{-1, -1, -1, -1};  // pixels; all of the page
};

// Draws the pages of one document; what it has made of their fonts it keeps from page to page.
class PageDrawing {
 public:
  // `document` must outlive this.
  explicit PageDrawing(TimedDocument& document) : document_(document) {}

  // The page as it is displayed.
  cv::Mat draw(int number, const Drawing& how);

  // The page without its text.
  cv::Mat draw_without_text(int number, const Drawing& how);

  // The page with the text that can be seen: a layer of white text over a picture, which hides some
  // of the picture's strokes, is left out. Glyphs are taken for visible as `page` says.
  cv::Mat draw_what_is_seen(const Page& page, const Drawing& how);

 private:
  TimedDocument& document_;
  std::unique_ptr<SplashOutputDev> gray_, colour_;
};

}  // namespace gouji
