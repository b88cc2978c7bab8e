// Morphology by rectangles ("bricks") one pixel high or wide, on binary images packed as Leptonica
// packs them. Exact for every length, where Leptonica takes the nearest product of two small
// numbers, and in a third of the time its compiled operations take: a page's rules are found by
// a dozen of these.
#pragma once

#include <cstddef>
#include <cstdint>

namespace gouji {

// Rows of words of 32 pixels, the first pixel highest; those behind the last pixel of a row are
// off. What lies outside is off.
struct PackedImage {
  std::uint32_t* words;
  std::ptrdiff_t stride;  // words from one row to the next
  int width, height;      // pixels
};

// In place, by a brick `length` pixels long (at least 1), along the rows or down the columns.
// Opening keeps what the brick fits in; closing adds where it does not fit between what is on.
void open_across(const PackedImage& image, int length);
void open_down(const PackedImage& image, int length);
void close_across(const PackedImage& image, int length);
void close_down(const PackedImage& image, int length);
// Adds length / 2 pixels before what is on, and (length - 1) / 2 behind it.
void dilate_across(const PackedImage& image, int length);
void dilate_down(const PackedImage& image, int length);

}  // namespace gouji
