// Tells the ink of figures in a table cell from the remnants of rules at its borders.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace gouji {

// A connected piece of ink.
struct Blob {
  cv::Rect box;
  int area = 0;  // pixels
  // Of what was taken for a rule's only:
  bool dotted = false;  // one of a row of dots or dashes
  int bulge = 0;        // how much of an upright piece is far thicker than the rest, pixels
};

struct Ink {
  std::vector<Blob> figures;  // in no order, specks with them
  std::vector<Blob> dropped;  // pieces taken for a rule's
  cv::Rect free;              // the part of the cell that no rule along its border reaches
  bool cleared = false;       // whether anything was taken for a rule
  bool short_rule = false;    // whether one of these may be a 1: thick, and it ends in the cell
};

// `mask`: CV_8UC1, 255 where a cell has ink, upright but for a few degrees. Clears in it the rules
// along the cell's borders (single, double, broken, aslant, touched by digits, or crossing and
// reaching over each other) and returns the other ink's pieces.
// In doubt a stroke stays: a rule that is left disturbs the reading, a digit that is taken for one
// is lost without a trace.
Ink find_ink(cv::Mat& mask);

}  // namespace gouji
