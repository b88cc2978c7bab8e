#include "ocr/text_bars.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "ocr/components.h"

namespace gouji {
namespace {

constexpr double kCharacter = 8;  // mm; as high or wide as that are rules and pictures

}  // namespace

cv::Mat character_mask(const cv::Mat& ink, double mm, int least_area) {
  std::vector<Component> characters = connected_components(ink);
  std::erase_if(characters, [&](const Component& c) {
    return std::max(c.box.width, c.box.height) >= kCharacter * mm || c.area < least_area;
  });
  return mask_of(characters, ink.size());
}

cv::Mat closed_across(const cv::Mat& mask, double gap) {
  cv::Mat out;
  cv::morphologyEx(mask, out, cv::MORPH_CLOSE,
                   cv::getStructuringElement(cv::MORPH_RECT, {static_cast<int>(gap) | 1, 1}));
  return out;
}

}  // namespace gouji
