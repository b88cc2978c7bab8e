// What is dark along a straight line from one rule that crosses it to the next.
#pragma once

#include <opencv2/core.hpp>

namespace gouji {

// Lengths in millimetres.
struct LineInk {
  double length = 0;   // of the line, without the rules that cross it
  double covered = 0;  // of it
  double mark = 0;     // the longest without a gap
  double gap = 0;      // the longest, those next to the crossing rules included
  int marks = 0;
  int joined = 0;    // ends at which a mark reaches the crossing rule, of two
  double crowd = 0;  // share of the covered part that has ink beside it, on the more crowded side
};

// Of `ink`: CV_8UC1, 255 where dark. The line stands upright at `x`, from `from` to `to`, the
// middles of the rules that cross it; pixels, `mm` of them in a millimetre. It may waver by a
// pixel.
LineInk line_ink(const cv::Mat& ink, int x, double from, double to, double mm);

// Whether a rule runs there: whole, or in dots and dashes.
bool is_rule(const LineInk& line);

// Whether part of a broken rule may be there: clean strokes, as characters do not have them.
bool is_trace(const LineInk& line);

// How many signs there are that a trace is no figure 1: an end on a crossing rule, a longer mark,
// more marks.
int signs(const LineInk& line);

}  // namespace gouji
