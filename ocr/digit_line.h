// Finds the figure inside a table cell and brings it to the size the digit network expects.
#pragma once

#include <opencv2/core.hpp>

namespace gouji {

inline constexpr int kLineHeight = 24;     // pixels; digits are about 15 of them high
inline constexpr int kMaxLineWidth = 256;  // pixels; what is longer is cut, and in doubt

// Whether print may be lost of a cell's line.
enum class PrintLoss {
  kNone,
  kAtLeft,   // a figure reaches the cell's edge, or a rule, at its left,
  kAtRight,  // or at its right,
  kAtSides,  // or both
  kInside,  // or what was taken out, or left out, might have been a digit; or a note's mark is left
};

struct DigitLine {
  // CV_8UC1, kLineHeight high and at most kMaxLineWidth wide: 0 where the paper is, about 200 where
  // the ink is, whatever the shade of the cell and the light. Rules at the borders are taken out;
  // figures wrapped over several lines stand behind each other, with a bar after a line that is not
  // full: what is below it is another number, of a row whose rule was lost. A cell without ink
  // gives a short line of what little there is, which the network tells from a figure.
  cv::Mat pixels;
  PrintLoss loss = PrintLoss::kNone;
  double height = 0;   // of the tallest line of print, pixels of the cell; 0: no ink
  double dropped = 0;  // of the tallest piece taken for a rule's that may be a figure, as `height`
};

// How a cell is looked at for ink: at a resolution that suffices as a rule, or at its own, at which
// a figure close to a rule is still apart from it.
enum class InkScale { kReduced, kFull };

// Gray levels under the paper at least, for something to be ink and not the paper's grain.
inline constexpr double kFaintestInk = 45;

// `cell`: CV_8UC1, dark on light, upright, at any resolution. `faintest`: gray levels under the
// paper; the line shows nothing fainter as full ink. Never fails on content.
DigitLine find_line(const cv::Mat& cell, InkScale scale = InkScale::kReduced,
                    double faintest = kFaintestInk);

// How much darker than its paper the print in a cell is, gray levels; of a blank one its grain.
double ink_darkness(const cv::Mat& cell);

}  // namespace gouji
