// Pages drawn rule by rule for the grid's tests. Lengths in millimetres from the top left corner.
#pragma once

#include <vector>

#include "models/page.h"

namespace gouji {

struct DrawnTable {
  std::vector<double> xs, ys;    // where its rules lie
  std::vector<cv::Rect> merged;  // cells without rules inside, in columns and rows
  double rule = 0.2;             // thickness
  double outer = 0.2;            // thickness of the outer rules
  double double_outer = 0;       // distance of a second outer rule inside the first; 0: none
  bool sides = true;             // left and right outer rules
  bool top = true, bottom = true;
  double dot = 0, space = 0;  // of dotted inner rules; 0: whole ones
};

class DrawnPage {
 public:
  // The picture is drawn finer than `dpi` and reduced, as rasterisers and scanners do.
  explicit DrawnPage(double dpi = 200);

  DrawnPage& table(const DrawnTable& table);
  // Characters made of strokes as straight as rules: 田 (a box with a cross in it), 川, 三 and 口.
  DrawnPage& character(char32_t which, double x, double y, double size);
  // As many as fit from (x0, y0) to (x1, y1), side by side, none of them larger
  // than `size`, lines 1.3 sizes apart.
  DrawnPage& text(double x0, double y0, double x1, double y1, double size);
  DrawnPage& rule(double x0, double y0, double x1, double y1, double thickness = 0.2);
  DrawnPage& erase(double x0, double y0, double x1, double y1);

  // The page, turned by `degrees` as a sheet is that was not quite straightened.
  Page page(double degrees = 0) const;
  double pixels(double mm) const { return mm * dpi_ / 25.4; }

  static constexpr double kWidth = 190, kHeight = 130;

 private:
  DrawnPage& fill(double x0, double y0, double x1, double y1, int gray);

  double dpi_;
  double scale_;  // of the fine picture, pixels a millimetre
  cv::Mat fine_;
};

}  // namespace gouji
