// A binary image at one bit a pixel, on which morphology costs next to nothing (Leptonica).
#pragma once

#include <memory>
#include <opencv2/core.hpp>
#include <vector>

struct Pix;

namespace gouji {

// A value: operations return new images. Pixels are on or off; what lies outside is off. Sizes are
// pixels, at least 1. Throws std::bad_alloc where memory is short.
class BitImage {
 public:
  BitImage() = default;  // no pixels

  // On where `mask` (CV_8UC1, 0 or 255) is 255.
  static BitImage pack(const cv::Mat& mask);
  // Of `size`, on within `boxes`.
  static BitImage of_boxes(cv::Size size, const std::vector<cv::Rect>& boxes);
  // The part within `r`, which lies in the image, as CV_8UC1, 0 or 255.
  cv::Mat unpack(const cv::Rect& r) const;

  cv::Size size() const;
  bool any() const;  // whether any pixel is on

  // Opening and closing by a line of pixels: width or height is 1. Dilation by a rectangle.
  BitImage open(int width, int height) const;
  BitImage close(int width, int height) const;
  BitImage dilate(int width, int height) const;
  // Half as wide and high: on where any of the four pixels is.
  BitImage half() const;

  // The boxes of the connected parts (8 neighbours), in no order.
  std::vector<cv::Rect> components() const;

  // A connected part: its box, and its own pixels in it, CV_8UC1, 0 or 255.
  struct Part {
    cv::Rect box;
    cv::Mat mask;
  };
  // The connected parts (8 neighbours), in no order.
  std::vector<Part> parts() const;

  // Images of the same size.
  friend BitImage operator|(const BitImage& a, const BitImage& b);
  friend BitImage operator&(const BitImage& a, const BitImage& b);
  friend BitImage operator-(const BitImage& a, const BitImage& b);

 private:
  explicit BitImage(Pix* pix);  // takes it over
  std::shared_ptr<Pix> pix_;    // never changed once made
};

}  // namespace gouji
