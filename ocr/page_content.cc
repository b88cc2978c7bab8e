#include "ocr/page_content.h"

#include <GfxFont.h>
#include <GfxState.h>
#include <Stream.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "models/text.h"

namespace gouji {
namespace {

// Text rendering modes (ISO 32000-1, table 106); from kClip on the same again, and clip.
constexpr int kStroke = 1, kInvisible = 3, kClip = 4;
constexpr double kLeastOpacity = 0.1;  // of what can be read
constexpr double kLeastSize = 0.5;     // points
constexpr double kLeastCover = 4;      // points; a rule covers no glyph
constexpr double kLooksOut = 0.2;      // of a glyph, beside a picture: enough to tell it by
constexpr std::size_t kMostLooks = 50'000'000;  // 0.1 s
constexpr double kOblique = 0.18;               // 10 degrees off the page's edges
constexpr double kAscent = 0.86;  // of the font size; of CJK fonts, near enough for any other
constexpr size_t kMostGlyphs = 500'000;
constexpr const char* kReplacement = "\uFFFD";  // for a glyph that the font maps to no character

bool is_space(Unicode c) {
  return c == 0x20 || c == 0xA0 || c == 0x3000 || c == 0xFEFF || (c >= 0x2000 && c <= 0x200B);
}

// Control characters and private use are what subset fonts without a map give; a tab among them,
// too, if it leaves ink (ocr/visible_ink.h).
bool is_character(Unicode c) {
  return c >= 0x20 && (c < 0x7F || c > 0x9F) && (c < 0xD800 || c > 0xF8FF) && c != 0xFFFD &&
         c <= 0xEFFFF;
}

std::string text_of(const Unicode* u, int length) {
  std::u32string text;
  if (length == 0) return kReplacement;
  for (int i = 0; i < length; ++i) {
    if (is_space(u[i])) continue;
    if (!is_character(u[i])) return kReplacement;
    text += static_cast<char32_t>(u[i]);
  }
  return to_utf8(text);
}

// Poppler gives a font that is no object of its own a generation that no object can have, with the
// number of the object that holds it.
FontId id_of(const GfxFont& font) {
  const Ref* ref = font.getID();
  return FontId{ref->gen} << 32 | static_cast<std::uint32_t>(ref->num);
}

bool leaves_ink(const GfxState* state) {
  const int mode = state->getRender() & 7, drawn = mode % kClip;
  if (drawn == kInvisible) return false;
  const double fill = drawn == kStroke ? 0 : state->getFillOpacity();
  const double stroke = drawn == 0 ? 0 : state->getStrokeOpacity();
  return std::max(fill, stroke) >= kLeastOpacity;
}

// Whether lines of text, or of vertical writing the tops of its characters, are not along the
// page's edges.
bool is_oblique(const GfxState* state) {
  double x, y, w, h;
  state->textTransformDelta(1, 0, &x, &y);
  state->transformDelta(x, y, &w, &h);
  return std::min(std::abs(w), std::abs(h)) > kOblique * std::max(std::abs(w), std::abs(h));
}

bool is_clipped(const GfxState* state, const Box& glyph) {
  Box clip;
  state->getClipBBox(&clip.x0, &clip.y0, &clip.x1, &clip.y1);
  return intersect(clip, glyph).empty();
}

bool is_opaque(const GfxState* state) {
  return state->getFillOpacity() > 1 - kLeastOpacity && state->getBlendMode() == gfxBlendNormal;
}

// The path's bounds where it is a rectangle along the page's edges, else empty.
// The gray level (0 to 255) of what is drawn with the colour of text, on white; 0 for a pattern.
double level_of_text(GfxState* state) {
  const bool stroke = (state->getRender() & 3) == kStroke;
  GfxColorSpace* space = stroke ? state->getStrokeColorSpace() : state->getFillColorSpace();
  if (space == nullptr || space->getMode() == csPattern) return 0;
  GfxGray gray = 0;
  if (stroke) {
    state->getStrokeGray(&gray);
  } else {
    state->getFillGray(&gray);
  }
  const double opacity = stroke ? state->getStrokeOpacity() : state->getFillOpacity();
  return 255 * (1 - opacity * (1 - colToDbl(gray)));
}

Box rectangle(const GfxState* state) {
  const GfxPath* path = state->getPath();
  if (!path || path->getNumSubpaths() != 1) return {};
  const GfxSubpath* sides = path->getSubpath(0);
  const int n = sides->getNumPoints();
  if (n < 4 || n > 5) return {};
  Box box{1e30, 1e30, -1e30, -1e30};
  double area = 0, x0 = 0, y0 = 0;
  for (int i = 0; i <= n; ++i) {
    double x, y;
    state->transform(sides->getX(i % n), sides->getY(i % n), &x, &y);
    if (sides->getCurve(i % n)) return {};
    if (i > 0) area += x0 * y - x * y0;
    x0 = x;
    y0 = y;
    box = {std::min(box.x0, x), std::min(box.y0, y), std::max(box.x1, x), std::max(box.y1, y)};
  }
  const bool full = std::abs(area) / 2 > 0.99 * box.width() * box.height();
  return full ? box : Box{};
}

bool may_have_colours(GfxImageColorMap* colors) {
  return colors &&
         (colors->getNumPixelComps() > 1 || colors->getColorSpace()->getMode() == csIndexed);
}

}  // namespace

void PageContent::drawChar(GfxState* state, double x, double y, double dx, double dy,
                           double origin_x, double origin_y, CharCode, int, const Unicode* u,
                           int length) {
  const std::string text = text_of(u, length);
  if (text.empty() || glyphs.size() >= kMostGlyphs) return;
  const double spacing = state->getCharSpace();
  const bool vertical = state->getFont() && state->getFont()->getWMode();
  double px, py, w, h, beyond_x, beyond_y;
  state->textTransformDelta(vertical ? 0 : spacing * state->getHorizScaling(),
                            vertical ? spacing : 0, &beyond_x, &beyond_y);
  dx -= beyond_x;
  dy -= beyond_y;
  state->transform(x - origin_x, y - origin_y, &px, &py);
  state->transformDelta(dx, dy, &w, &h);
  const double size = state->getTransformedFontSize();
  if (!std::isfinite(px + py + w + h + size) || is_oblique(state)) return;
  Glyph glyph{text, {}, size, leaves_ink(state) && size >= kLeastSize};
  if (state->getFont()) glyph.font = id_of(*state->getFont());
  glyph.legible = text != kReplacement;
  glyph.level = level_of_text(state);
  if (vertical) {  // top to bottom: the origin is the glyph's lower left corner, as if written
                   // across
    glyph.box = {px, py - kAscent * size, px + size, py + (1 - kAscent) * size};
  } else if (std::abs(w) >= std::abs(h)) {  // across, upright or upside down
    const double above = w >= 0 ? kAscent : 1 - kAscent;
    glyph.box = {std::min(px, px + w), py - above * size, std::max(px, px + w),
                 py + (1 - above) * size};
  } else {  // turned by a right angle: a glyph's top points right where text runs down
    const double left = h >= 0 ? 1 - kAscent : kAscent;
    glyph.box = {px - left * size, std::min(py, py + h), px + (1 - left) * size,
                 std::max(py, py + h)};
  }
  glyph.visible = glyph.visible && !is_clipped(state, glyph.box);
  glyphs.push_back(std::move(glyph));
}

void PageContent::cover(const GfxState* state, const Box& box, double looks_out) {
  Box clip;
  state->getClipBBox(&clip.x0, &clip.y0, &clip.x1, &clip.y1);
  const Box covered = intersect(box, clip);
  if (covered.width() < kLeastCover || covered.height() < kLeastCover) return;
  if (masked_.back() || !is_opaque(state)) return;
  if ((looks_ += glyphs.size()) > kMostLooks) return;
  covered_.resize(glyphs.size(), 0);
  for (size_t i = 0; i < glyphs.size(); ++i) {
    Glyph& g = glyphs[i];
    const Box hidden = intersect(g.box, covered);
    if (hidden.empty()) continue;
    const double share = hidden.width() * hidden.height() / (g.box.width() * g.box.height());
    const bool middle = covered.contains(g.box.cx(), g.box.cy());
    if (looks_out < 1) covered_[i] += share;  // by strips of one picture
    if ((middle && share > 1 - looks_out) || covered_[i] > 1 - kLooksOut / 2) g.visible = false;
  }
}

void PageContent::fill(GfxState* state) { cover(state, rectangle(state), 1); }

void PageContent::place_image(GfxState* state, int width, int height, GfxImageColorMap* colors,
                              bool opaque) {
  largest_image = std::max(largest_image, static_cast<double>(width) * height);
  const double* m = state->getCTM();  // maps the unit square to points
  const double xs[] = {m[4], m[4] + m[0], m[4] + m[2], m[4] + m[0] + m[2]};
  const double ys[] = {m[5], m[5] + m[1], m[5] + m[3], m[5] + m[1] + m[3]};
  const Box box{*std::min_element(xs, xs + 4), *std::min_element(ys, ys + 4),
                *std::max_element(xs, xs + 4), *std::max_element(ys, ys + 4)};
  const double across = std::hypot(m[0], m[1]), down = std::hypot(m[2], m[3]);
  if (box.empty() || across <= 0 || down <= 0 || !std::isfinite(box.width() + box.height())) return;
  images.push_back({box, 72 * std::min(width / across, height / down), may_have_colours(colors)});
  if (opaque) cover(state, box, kLooksOut);
}

// The base class skips the bytes of an inline image, which must be consumed.
void PageContent::drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height,
                                bool invert, bool interpolate, bool inline_image) {
  place_image(state, width, height, nullptr, false);
  OutputDev::drawImageMask(state, ref, stream, width, height, invert, interpolate, inline_image);
}

void PageContent::drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                            GfxImageColorMap* colors, bool interpolate, const int* mask,
                            bool inline_image) {
  place_image(state, width, height, colors, mask == nullptr);
  OutputDev::drawImage(state, ref, stream, width, height, colors, interpolate, mask, inline_image);
}

void PageContent::drawMaskedImage(GfxState* state, Object*, Stream*, int width, int height,
                                  GfxImageColorMap* colors, bool, Stream*, int mask_width,
                                  int mask_height, bool, bool) {
  place_image(state, std::max(width, mask_width), std::max(height, mask_height), colors, false);
}

void PageContent::drawSoftMaskedImage(GfxState* state, Object*, Stream*, int width, int height,
                                      GfxImageColorMap* colors, bool, Stream*, int mask_width,
                                      int mask_height, GfxImageColorMap*, bool) {
  place_image(state, std::max(width, mask_width), std::max(height, mask_height), colors, false);
}

}  // namespace gouji
