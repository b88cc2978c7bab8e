// The ruled lines of a page as binary masks.
#pragma once

#include <opencv2/core.hpp>

#include "extract/bit_image.h"

namespace gouji {

// Masks of a part of a page: CV_8UC1, 255 on a rule. `across` and `down` hold pieces long enough to
// be rules; the short masks also hold shorter pieces, to ask whether a rule already found runs
// along some stretch.
struct RuleMasks {
  cv::Mat across, down;
  cv::Mat short_across, short_down;
  cv::Mat ink;   // all that is dark: rules and characters
  cv::Mat bare;  // the same without characters of the text layer
  cv::Mat gray;  // the page itself
};

// The same of a whole page.
struct PageRules {
  BitImage across, down;
  BitImage short_across, short_down;
  BitImage ink, bare;
  cv::Mat gray;

  bool any() const { return across.any(); }
  RuleMasks within(const cv::Rect& part) const;
};

// Solid, broken, dotted and dashed rules of `gray`: CV_8UC1, dark on light, upright, `dpi` pixels
// an inch. A page without a rule across has no rules at all: even an open table has one.
// `characters`, of the same size: where strokes are no rules down.
PageRules find_rules(const cv::Mat& gray, double dpi, const BitImage& characters);

}  // namespace gouji
