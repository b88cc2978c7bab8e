// Lines of print, as the tables of a born-digital page are told by them.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace gouji {

// A printed character.
struct Character {
  cv::Rect box;  // pixels
  char32_t text = 0;
};
using Characters = std::vector<Character>;

// The height (pixels) of a character's middle.
int middle(const Character& character);

// What all of them stand in, pixels; empty for none.
cv::Rect box_of(const Characters& characters);

// Lines of print, from top to bottom, each from left to right.
std::vector<Characters> lines_of_print(Characters characters);

// A line's words: what gaps as wide as between columns part; `mm` in pixels.
std::vector<Characters> words_of(const Characters& line, double mm);

// How many of a line's words are a figure alone.
int count_figures(const Characters& line, double mm);

// Whether it is the heading of a section, which parts two tables.
bool is_heading(const std::vector<Characters>& lines);

}  // namespace gouji
