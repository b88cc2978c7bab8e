#include "ocr/visible_ink.h"

#include <gtest/gtest.h>

#include <limits>

namespace gouji {
namespace {

constexpr double kDpi = 72;  // pixels are points
const Box kGlyph{40, 40, 60, 60};
const cv::Rect kStroke(48, 42, 4, 16), kPrint(44, 46, 12, 6);  // of the glyph; of the picture

bool is_seen(const cv::Mat& gray, const cv::Mat& without_text) {
  std::vector<Glyph> glyphs = {{"1", kGlyph, 20}};
  keep_visible(glyphs, gray, without_text, kDpi);
  return glyphs[0].visible;
}

TEST(VisibleInk, AGlyphOverAPictureIsSeenByItsContrastWithTheGround) {
  const struct {
    const char* what;
    int paper, print, ink;
    bool seen;
  } kCases[] = {
      {"black on paper", 255, 255, 0, true},
      {"black over print", 255, 0, 0, true},
      {"white over print", 255, 0, 255, false},
      {"white over print in poor light", 150, 20, 255, false},
      {"white on a dark banner", 60, 60, 255, true},
      {"red on paper", 255, 255, 80, true},
      {"the colour of the paper", 240, 240, 240, false},
  };
  for (const auto& c : kCases) {
    cv::Mat picture(100, 100, CV_8UC1, cv::Scalar(c.paper));
    picture(kPrint).setTo(c.print);
    cv::Mat shown = picture.clone();
    shown(kStroke).setTo(c.ink);
    EXPECT_EQ(is_seen(shown, picture), c.seen) << c.what;
  }
}

TEST(VisibleInk, GlyphsOfAnySizeAreLookedAtWithinThePage) {
  const double inf = std::numeric_limits<double>::infinity(),
               nan = std::numeric_limits<double>::quiet_NaN();
  cv::Mat gray(100, 100, CV_8UC1, cv::Scalar(255));
  gray(kStroke).setTo(0);
  for (const Box& box : {Box{-1e300, -1e300, 1e300, 1e300}, {-inf, 0, inf, 90}, {nan, 0, 9, 9}}) {
    std::vector<Glyph> glyphs = {{"1", box, 20}};
    keep_visible(glyphs, gray, kDpi);
    EXPECT_TRUE(glyphs[0].visible);
  }
}

}  // namespace
}  // namespace gouji
