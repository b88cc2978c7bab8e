#include "ocr/page_text.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "models/text.h"
#include "ocr/text_ink.h"

namespace gouji {
namespace {

constexpr double kLeastText = 30;  // dark pixels without which no text is looked for
constexpr double kInkDpi = 200;    // enough to tell dust from points
// Pixels of a character's height that Tesseract is given. Characters in error, per cent, psm 6, by
// resolution (14 to 16 pt; 150 dpi makes 28 pixels), on scans of 300 dpi, 200 dpi, fax, 150 dpi:
// as scanned 1.57, 1.16, 2.01, 2.43; 150 dpi 1.08, 1.38, 1.87, 2.45; 120 dpi 0.76, 1.20, 1.93, 2.12.
// Without dust (text_ink): 150 dpi 0.92, 1.05, 1.69, 1.78; 120 dpi 0.86, 1.44, 1.92, 2.70.
constexpr double kCharacter = 28;

cv::Mat scaled(const cv::Mat& image, double scale) {
  if (scale == 1) return image;
  cv::Mat out;
  cv::resize(image, out, {}, scale, scale, cv::INTER_AREA);
  return out;
}

}  // namespace

PageText read_text(const Page& page, const cv::Mat& rest, TextReader& reader) {
  if (cv::countNonZero(rest < 128) < kLeastText) return {};
  const double to_ink = std::min(1.0, kInkDpi / page.dpi);
  const TextInk ink = text_ink(scaled(rest, to_ink), page.dpi * to_ink);
  if (ink.noisy) return {{}, false};
  if (ink.character == 0) return {};
  const double to_read = std::min(1.0, kCharacter / ink.character);
  const double scale = to_ink * to_read;
  const ReadBlock block = reader.read_block(scaled(ink.gray, to_read), page.dpi * scale);
  PageText out{{}, block.whole};
  for (const ReadLine& read : block.lines) {
    const Box& b = read.box;
    const Box pixels{b.x0 / scale, b.y0 / scale, b.x1 / scale, b.y1 / scale};
    TextLine line{nfc(read.text), page.in_points(pixels), page.number, 0, false};
    line.size = line.box.height();
    out.lines.push_back(std::move(line));
  }
  return out;
}

}  // namespace gouji
