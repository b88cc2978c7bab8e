#include "extract/bit_image.h"

#include <leptonica/allheaders.h>

#include <cstdint>
#include <cstring>
#include <new>

#include "extract/brick.h"

namespace gouji {
namespace {

constexpr int kWord = 32;  // Leptonica's rows are words of so many pixels, first pixel highest

// Eight bytes of 0 or 255 as the bits of one byte, the first byte highest.
std::uint32_t pack_eight(const uchar* bytes) {
  std::uint64_t eight;
  std::memcpy(&eight, bytes, sizeof eight);
  return static_cast<std::uint32_t>((eight & 0x0101010101010101U) * 0x8040201008040201U >> 56);
}

// The other way: the bits of a byte, the highest first, as eight bytes of 0 or 255.
void unpack_eight(std::uint32_t byte, uchar* to) {
  const std::uint64_t bits = byte * 0x0101010101010101U & 0x0102040810204080U;
  const std::uint64_t eight = ((bits + 0x7F7F7F7F7F7F7F7FU) >> 7 & 0x0101010101010101U) * 255;
  std::memcpy(to, &eight, sizeof eight);
}

// Eight pixels of a row, from `x` on, the first highest.
std::uint32_t eight_at(const l_uint32* row, int x) {
  const int bit = x % kWord;
  const std::uint64_t word = row[x / kWord];
  const std::uint64_t next = bit > kWord - 8 ? row[x / kWord + 1] : 0;
  return static_cast<std::uint32_t>((word << kWord | next) >> (2 * kWord - 8 - bit)) & 0xFF;
}

struct Destroy {
  void operator()(Boxa* boxes) const { boxaDestroy(&boxes); }
  void operator()(Pixa* pixels) const { pixaDestroy(&pixels); }
};

std::vector<cv::Rect> rects_of(Boxa* boxes) {
  std::vector<cv::Rect> out;
  for (int i = 0; i < boxaGetCount(boxes); ++i) {
    l_int32 x, y, w, h;
    boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    out.emplace_back(x, y, w, h);
  }
  return out;
}

PackedImage packed(Pix* pix) {
  return {pixGetData(pix), pixGetWpl(pix), pixGetWidth(pix), pixGetHeight(pix)};
}

}  // namespace

BitImage::BitImage(Pix* pix) : pix_(pix, [](Pix* p) { pixDestroy(&p); }) {
  if (!pix) throw std::bad_alloc();
}

BitImage BitImage::pack(const cv::Mat& mask) {
  BitImage out(pixCreate(mask.cols, mask.rows, 1));
  l_uint32* words = pixGetData(out.pix_.get());
  const int stride = pixGetWpl(out.pix_.get());
  for (int y = 0; y < mask.rows; ++y) {
    const uchar* row = mask.ptr(y);
    l_uint32* to = words + static_cast<std::ptrdiff_t>(y) * stride;
    int x = 0;
    for (; x + kWord <= mask.cols; x += kWord) {
      *to++ = pack_eight(row + x) << 24 | pack_eight(row + x + 8) << 16 |
              pack_eight(row + x + 16) << 8 | pack_eight(row + x + 24);
    }
    for (; x < mask.cols; ++x) {
      if (row[x]) *to |= 1U << (kWord - 1 - x % kWord);
    }
  }
  return out;
}

BitImage BitImage::of_boxes(cv::Size size, const std::vector<cv::Rect>& boxes) {
  BitImage out(pixCreate(size.width, size.height, 1));
  for (const cv::Rect& b : boxes) {
    pixRasterop(out.pix_.get(), b.x, b.y, b.width, b.height, PIX_SET, nullptr, 0, 0);
  }
  return out;
}

cv::Mat BitImage::unpack(const cv::Rect& r) const {
  cv::Mat out(r.size(), CV_8UC1);
  const l_uint32* words = pixGetData(pix_.get());
  const int stride = pixGetWpl(pix_.get());
  for (int y = 0; y < r.height; ++y) {
    const l_uint32* row = words + static_cast<std::ptrdiff_t>(y + r.y) * stride;
    uchar* to = out.ptr(y);
    int x = r.x;
    for (; x + 8 <= r.br().x; x += 8, to += 8) unpack_eight(eight_at(row, x), to);
    for (; x < r.br().x; ++x) {
      const l_uint32 bit = row[x / kWord] >> (kWord - 1 - x % kWord) & 1U;
      *to++ = static_cast<uchar>(-static_cast<int>(bit));
    }
  }
  return out;
}

cv::Size BitImage::size() const { return {pixGetWidth(pix_.get()), pixGetHeight(pix_.get())}; }

bool BitImage::any() const {
  l_int32 empty = 1;
  pixZero(pix_.get(), &empty);
  return !empty;
}

BitImage BitImage::open(int width, int height) const {
  BitImage out(pixCopy(nullptr, pix_.get()));
  height == 1 ? open_across(packed(out.pix_.get()), width)
              : open_down(packed(out.pix_.get()), height);
  return out;
}

BitImage BitImage::close(int width, int height) const {
  BitImage out(pixCopy(nullptr, pix_.get()));
  height == 1 ? close_across(packed(out.pix_.get()), width)
              : close_down(packed(out.pix_.get()), height);
  return out;
}

BitImage BitImage::dilate(int width, int height) const {
  BitImage out(pixCopy(nullptr, pix_.get()));
  dilate_across(packed(out.pix_.get()), width);
  dilate_down(packed(out.pix_.get()), height);
  return out;
}

BitImage BitImage::half() const {
  BitImage out(pixReduceRankBinary2(pix_.get(), 1, nullptr));
  pixSetPadBits(out.pix_.get(), 0);
  return out;
}

std::vector<cv::Rect> BitImage::components() const {
  const std::unique_ptr<Boxa, Destroy> boxes(pixConnCompBB(pix_.get(), 8));
  if (!boxes) throw std::bad_alloc();
  return rects_of(boxes.get());
}

std::vector<BitImage::Part> BitImage::parts() const {
  Pixa* found = nullptr;
  const std::unique_ptr<Boxa, Destroy> boxes(pixConnComp(pix_.get(), &found, 8));
  const std::unique_ptr<Pixa, Destroy> pixels(found);
  if (!boxes || !pixels) throw std::bad_alloc();
  std::vector<Part> out;
  for (const cv::Rect& box : rects_of(boxes.get())) {
    const BitImage part(pixaGetPix(pixels.get(), static_cast<int>(out.size()), L_CLONE));
    out.push_back({box, part.unpack({{}, box.size()})});
  }
  return out;
}

BitImage operator|(const BitImage& a, const BitImage& b) {
  return BitImage(pixOr(nullptr, a.pix_.get(), b.pix_.get()));
}

BitImage operator&(const BitImage& a, const BitImage& b) {
  return BitImage(pixAnd(nullptr, a.pix_.get(), b.pix_.get()));
}

BitImage operator-(const BitImage& a, const BitImage& b) {
  return BitImage(pixSubtract(nullptr, a.pix_.get(), b.pix_.get()));
}

}  // namespace gouji
