// One page of a PDF as later stages see it: pixels, the glyphs of its text layer, and the way back
// from pixels to points.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "models/geometry.h"

namespace gouji {

using FontId = std::int64_t;
inline constexpr FontId kUnknownFont = -1;

// One glyph of the text layer.
struct Glyph {
  std::string text;  // UTF-8, one or a few characters (a ligature), never empty
  Box box;           // points, page as displayed; full line height, advance width
  double size = 0;   // font size in points
  bool visible =
      true;          // false: leaves no ink: invisible mode, transparent, white, covered, clipped
  double level = 0;  // gray level of its colour on white paper; 0: black, or not known
  FontId font = kUnknownFont;  // the same for all glyphs of a font, across the document
  bool legible = true;         // false: `text` is not what the glyph looks like (a broken font map)
};

// An image drawn on the page.
struct PlacedImage {
  Box box;              // points, page as displayed
  double dpi = 0;       // its own resolution where it is placed, in pixels an inch of paper
  bool colour = false;  // its pixels may have colours
};

// Which of the printed pages on a sheet of the PDF.
enum class Side { kWhole, kLeft, kRight };

struct Page {
  int number = 0;  // from 1
  Side side = Side::kWhole;
  double width = 0;   // points, as displayed
  double height = 0;  // points, as displayed
  std::vector<Glyph> glyphs;
  std::vector<PlacedImage> images;
  // How much larger a scan is by its own account than its paper was: photographs and pictures that
  // do not tell their resolution are placed on sheets of any size.
  double enlargement = 1;
  double most_dpi = 1e9;  // at which the page, or a part of it, can be drawn
  double dpi = 0;         // of `gray`: pixels an inch of paper, not of the page as displayed
  cv::Mat gray;  // CV_8UC1, dark on light; cleaned and upright once ocr/clean_up has seen it
  // Lines in points as displayed along which a crease was taken off `gray`, and perhaps print.
  std::vector<std::vector<cv::Point2d>> creases;
  cv::Mat colour;  // CV_8UC3, BGR, the same pixels; empty where nothing is in colour
  // Where pixels of `gray` lay before a photographed page was made flat. CV_32FC2, node (i, j) is
  // that of the pixel at kDewarpStep * (i, j), in between it is linear; empty: where they lie now.
  cv::Mat dewarp_map;
  cv::Matx23d to_points = cv::Matx23d::eye();  // maps a pixel, as it lay, to points as displayed

  // The box around a pixel box's corners, in points.
  Box in_points(const Box& pixels) const;
  // Pixels an inch of the page as displayed, where it is drawn with `dpi` pixels an inch of paper.
  double displayed_dpi(double dpi) const { return dpi / enlargement; }
  // Where a point of the displayed page lies in `gray`.
  cv::Point2d in_pixels(double x, double y) const;

  static constexpr int kDewarpStep = 16;  // pixels
};

// A line of running text.
struct TextLine {
  std::string text;  // UTF-8, NFC
  Box box;           // points, on the page made upright and flat: lines are told apart by it
  int page = 0;      // from 1
  double size = 0;   // height of a character in points
  // What it was read as from pixels, `text` among it, at other sizes and with more or less of a
  // seal taken away; a reading may be there several times. Only of lines that may name an agency or
  // a date.
  std::vector<std::string> others;
  bool from_pixels = false;  // not, or not all of it, from a text layer that tells what is printed
  Side side = Side::kWhole;  // of `page`
};

}  // namespace gouji
