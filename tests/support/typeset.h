// Lines of Chinese text set with Pango, for the report printer. Lengths in points.
#pragma once

#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <vector>

namespace gouji {

struct Font {
  std::string family;
  std::string ascii;  // family for ASCII characters; empty: `family`
  double size = 0;
  bool bold = false;
};

enum class Align { kLeft, kCentre, kRight, kJustify };

// One set line. `x` is from the left edge of the block; ascent and descent from the baseline.
struct SetLine {
  std::string text;
  double x = 0, width = 0, ascent = 0, descent = 0;

  double height() const { return ascent + descent; }
};

// Text set in a column of `width`, with its first line indented; drawn line by line, so that a page
// can end between two of them.
class TextBlock {
 public:
  int size() const { return static_cast<int>(lines_.size()); }
  const SetLine& line(int i) const { return lines_[i]; }
  double height() const;  // all lines one under another
  // The block's left edge at `x`, the line's baseline at `y`.
  void draw(cairo_t* cairo, int line, double x, double y) const;

 private:
  friend class Typesetter;
  std::shared_ptr<PangoLayout> layout_;
  std::vector<SetLine> lines_;
};

// Sets text. Throws std::runtime_error when a font family is not installed.
class Typesetter {
 public:
  Typesetter();

  TextBlock set(const std::string& text, const Font& font, double width, Align align,
                double indent = 0) const;
  // One character a line, centred.
  TextBlock set_vertical(const std::string& text, const Font& font, double width) const;

 private:
  void require(const std::string& family) const;

  std::shared_ptr<PangoContext> context_;
  std::vector<std::string> families_;
};

// The characters of UTF-8 text, a string each.
std::vector<std::string> characters(const std::string& utf8);

}  // namespace gouji
