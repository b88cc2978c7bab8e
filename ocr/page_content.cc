#include "ocr/page_content.h"

#include <GfxFont.h>
#include <GfxState.h>
#include <Stream.h>

#include <cmath>

namespace gouji {
namespace {

// Text rendering modes that neither fill nor stroke (ISO 32000-1, table 106).
constexpr int kInvisible = 3, kClipOnly = 7;
constexpr double kAscent = 0.86;  // of the font size; of CJK fonts, near enough for any other
constexpr size_t kMostGlyphs = 500'000;
constexpr const char* kReplacement = "\uFFFD";  // for a glyph that the font maps to no character

void append_utf8(std::string& out, Unicode c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

bool is_printable(Unicode c) {
  const bool space = c <= 0x20 || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B);
  const bool valid = c < 0xD800 || (c >= 0xE000 && c <= 0x10FFFF);
  return !space && valid && c != 0x7F && c != 0xFEFF;
}

bool may_have_colours(GfxImageColorMap* colors) {
  return colors &&
         (colors->getNumPixelComps() > 1 || colors->getColorSpace()->getMode() == csIndexed);
}

}  // namespace

void PageContent::drawChar(GfxState* state, double x, double y, double dx, double dy,
                           double origin_x, double origin_y, CharCode, int, const Unicode* u,
                           int length) {
  std::string text;
  for (int i = 0; i < length; ++i) {
    if (is_printable(u[i])) append_utf8(text, u[i]);
  }
  const bool unmapped = length == 0 || (length == 1 && u[0] == 0);
  if (unmapped) text = kReplacement;
  if (text.empty() || glyphs.size() >= kMostGlyphs) return;
  const double spacing = state->getCharSpace();
  const bool vertical = state->getFont() && state->getFont()->getWMode();
  (vertical ? dy : dx) -= vertical ? spacing : spacing * state->getHorizScaling();
  double px, py, w, h;
  state->transform(x - origin_x, y - origin_y, &px, &py);
  state->transformDelta(dx, dy, &w, &h);
  const double size = state->getTransformedFontSize();
  if (!std::isfinite(px + py + w + h + size)) return;
  const int mode = state->getRender() & 7;
  Glyph glyph{text, {}, size, mode != kInvisible && mode != kClipOnly};
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
  glyphs.push_back(std::move(glyph));
}

void PageContent::place_image(GfxState* state, int width, int height, GfxImageColorMap* colors) {
  const double* m = state->getCTM();  // maps the unit square to points
  const double xs[] = {m[4], m[4] + m[0], m[4] + m[2], m[4] + m[0] + m[2]};
  const double ys[] = {m[5], m[5] + m[1], m[5] + m[3], m[5] + m[1] + m[3]};
  const Box box{*std::min_element(xs, xs + 4), *std::min_element(ys, ys + 4),
                *std::max_element(xs, xs + 4), *std::max_element(ys, ys + 4)};
  const double across = std::hypot(m[0], m[1]), down = std::hypot(m[2], m[3]);
  if (box.empty() || across <= 0 || down <= 0 || !std::isfinite(box.width() + box.height())) return;
  images.push_back({box, 72 * std::min(width / across, height / down), may_have_colours(colors)});
}

// The base class skips the bytes of an inline image, which must be consumed.
void PageContent::drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height,
                                bool invert, bool interpolate, bool inline_image) {
  place_image(state, width, height, nullptr);
  OutputDev::drawImageMask(state, ref, stream, width, height, invert, interpolate, inline_image);
}

void PageContent::drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                            GfxImageColorMap* colors, bool interpolate, const int* mask,
                            bool inline_image) {
  place_image(state, width, height, colors);
  OutputDev::drawImage(state, ref, stream, width, height, colors, interpolate, mask, inline_image);
}

void PageContent::drawMaskedImage(GfxState* state, Object*, Stream*, int width, int height,
                                  GfxImageColorMap* colors, bool, Stream*, int, int, bool, bool) {
  place_image(state, width, height, colors);
}

void PageContent::drawSoftMaskedImage(GfxState* state, Object*, Stream*, int width, int height,
                                      GfxImageColorMap* colors, bool, Stream*, int, int,
                                      GfxImageColorMap*, bool) {
  place_image(state, width, height, colors);
}

}  // namespace gouji
