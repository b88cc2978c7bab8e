#include "ocr/cell_glyphs.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>

#include "models/quantile.h"
#include "models/text.h"
#include "ocr/cell_evidence.h"
#include "ocr/pixel_rect.h"

namespace gouji {
namespace {

constexpr double kFaint = 0.5;     // of the usual darkness of a grid's glyphs
constexpr double kLeastInk = 30;   // gray levels; less is no ink
constexpr double kSolid = 0.5;     // of the darkness of a glyph: a line's over all of its width
constexpr double kSmaller = 0.86;  // of the size of the largest digit in a line
// Of a glyph's box from its top on: where lines through it run, and lines under it.
constexpr double kThroughFrom = 0.35, kThroughTo = 0.72, kUnderFrom = 0.82, kUnderTo = 1.08;

double darkness(const cv::Mat& pixels) {
  if (pixels.empty()) return 0;
  double darkest = 0, paper = 0;
  cv::minMaxLoc(pixels, &darkest, &paper);
  return paper - darkest;
}

// Most of what is behind a glyph; ink is less.
double ground_of(const cv::Mat& place) {
  std::vector<uchar> levels;
  for (int y = 0; y < place.rows; ++y) {
    levels.insert(levels.end(), place.ptr(y), place.ptr(y) + place.cols);
  }
  return levels.empty() ? 255 : median(std::move(levels));
}

// Whether a line runs over all of a glyph's width, in a part of its height.
bool has_line(const Page& page, const Glyph& g, double from, double to) {
  Box box = g.box;
  box.y0 = g.box.y0 + from * g.box.height();
  box.y1 = g.box.y0 + to * g.box.height();
  const cv::Mat part = page.gray(pixel_rect(pixels_of(page, box), page.gray.size()));
  if (part.empty()) return false;
  const cv::Mat whole = page.gray(pixel_rect(pixels_of(page, g.box), page.gray.size()));
  double paper = 255;
  cv::minMaxLoc(whole, nullptr, &paper);
  cv::Mat lightest;  // of each row
  cv::reduce(part, lightest, 1, cv::REDUCE_MAX);
  double least = 255;
  cv::minMaxLoc(lightest, &least, nullptr);
  const double ink = darkness(whole);
  return ink >= kLeastInk && paper - least >= kSolid * ink;
}

bool is_digit(const Glyph& g) { return g.text.size() == 1 && is_ascii_digit(g.text[0]); }

}  // namespace

std::vector<bool> drop_faint(const Page& page, std::vector<std::vector<Glyph>>& cells) {
  const auto darkness_of = [&](const Glyph& g) {
    const cv::Mat place = page.gray(pixel_rect(pixels_of(page, g.box), page.gray.size()));
    return std::min(darkness(place), std::abs(ground_of(place) - g.level));
  };
  std::vector<double> all;
  for (const auto& glyphs : cells) {
    for (const Glyph& g : glyphs) all.push_back(darkness_of(g));
  }
  std::vector<bool> dropped(cells.size(), false);
  if (all.empty()) return dropped;
  const double least = kFaint * median(all);
  auto dark = all.begin();
  for (size_t i = 0; i < cells.size(); ++i) {
    dropped[i] = std::erase_if(cells[i], [&](const Glyph&) { return *dark++ < least; }) > 0;
  }
  return dropped;
}

bool drop_deleted(const Page& page, std::vector<Glyph>& line) {
  std::vector<bool> deleted, underlined;  // of the digits
  std::vector<bool> four;                 // whose own bar may be a line through it
  for (const Glyph& g : line) {
    if (!is_digit(g)) continue;
    deleted.push_back(has_line(page, g, kThroughFrom, kThroughTo));
    underlined.push_back(has_line(page, g, kUnderFrom, kUnderTo));
    four.push_back(g.text == "4");
  }
  const std::vector<bool> crossed = deleted;
  for (size_t i = 0; i < deleted.size(); ++i) {
    const auto is_deleted = [&](size_t k) { return k < crossed.size() && crossed[k] && !four[k]; };
    if (four[i]) deleted[i] = crossed[i] && (is_deleted(i - 1) || is_deleted(i + 1));
  }
  const auto some = [](const std::vector<bool>& are) {
    const auto count = std::count(are.begin(), are.end(), true);
    return count > 0 && count < std::ssize(are);
  };
  if (some(deleted)) {
    size_t i = 0;
    std::erase_if(line, [&](const Glyph& g) { return is_digit(g) && deleted[i++]; });
  }
  return std::count(deleted.begin(), deleted.end(), true) > 0 || some(underlined);
}

void mark_notes(std::vector<Glyph>& line) {
  static constexpr const char* kMarks[] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
  double largest = 0;
  for (const Glyph& g : line) {
    if (is_digit(g)) largest = std::max(largest, g.size);
  }
  for (Glyph& g : line) {
    if (is_digit(g) && g.size <= kSmaller * largest) g.text = kMarks[g.text[0] - '0'];
  }
}

}  // namespace gouji
