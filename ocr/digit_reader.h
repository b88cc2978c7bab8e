// Reads the number printed in a table cell.
#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <vector>

#include "models/reading.h"

namespace gouji {

class DigitReader {
 public:
  virtual ~DigitReader() = default;

  // `cells`: for each cell its interior in gray (CV_8UC1, dark on light, upright; remnants of rules
  // may stand at its borders), pixels at any resolution in which digits are 8 to 80 pixels high.
  // Returns a Reading per cell, method kOcr: digits with `.`, `,`, `+`, `-`, or "" blank, "-" dash,
  // "/" slash, or "?" where what is printed is no number (Chinese text, a note). Alternatives
  // differ in what they say, not only in spelling: blank, dash and slash are one. `wider`: nothing,
  // or the same cells up to the middle of their rules, which are looked at where a figure stands so
  // close to a rule that the interior may have cut it. Never throws on content; not safe for use by
  // several threads at once.
  virtual std::vector<Reading> read(const std::vector<cv::Mat>& cells,
                                    const std::vector<cv::Mat>& wider) = 0;
  std::vector<Reading> read(const std::vector<cv::Mat>& cells) { return read(cells, {}); }

  // The date printed in a line of text (2022年1月16日), in Arabic figures; as decode_date. `line`:
  // CV_8UC1, dark on light, upright, with little of the lines above and below; `character`: height
  // of its Chinese characters, pixels.
  virtual std::optional<Alternative> read_date(const cv::Mat& line, double character) = 0;
};

}  // namespace gouji
