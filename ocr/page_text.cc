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
// as scanned 1.57, 1.16, 2.01, 2.43; 150 dpi 1.08, 1.38, 1.87, 2.45; 120 dpi
// 0.76, 1.20, 1.93, 2.12. Without dust (text_ink): 150 dpi 0.92, 1.05, 1.69, 1.78; 120 dpi
// 0.86, 1.44, 1.92, 2.70.
constexpr double kCharacter = 28;
constexpr double kNearly = 0.8;   // less reduction than to this is not worth the blur
constexpr double kLarge = 1.25;   // of the page's characters; a line of larger ones is read alone
constexpr double kMargin = 0.4;   // characters of paper around a line that is read alone
constexpr double kLeastWide = 2;  // characters; a mark narrower than this is no line left out
constexpr double kLeastHigh = 0.6;

cv::Mat scaled(const cv::Mat& image, double scale) {
  if (scale == 1) return image;
  cv::Mat out;
  cv::resize(image, out, {}, scale, scale, cv::INTER_AREA);
  return out;
}

double reduction(double character) {
  const double scale = kCharacter / character;
  return scale < kNearly ? scale : 1;
}

// What is printed in a part of a page, and its size of character; in pixels of the page's print.
struct Part {
  cv::Mat gray;
  cv::Rect place;
  double character;
};

ReadBlock read_part(const Part& part, double dpi, TextReader& reader) {
  const double scale = reduction(part.character);
  ReadBlock block = reader.read_block(scaled(part.gray, scale), dpi * scale);
  for (ReadLine& line : block.lines) {
    const Box& b = line.box;
    line.box = {b.x0 / scale + part.place.x, b.y0 / scale + part.place.y,
                b.x1 / scale + part.place.x, b.y1 / scale + part.place.y};
  }
  return block;
}

cv::Rect rect_of(const Box& b, double margin, const cv::Mat& image) {
  const cv::Rect r(cv::Point(cvFloor(b.x0 - margin), cvFloor(b.y0 - margin)),
                   cv::Point(cvCeil(b.x1 + margin), cvCeil(b.y1 + margin)));
  return r & cv::Rect(0, 0, image.cols, image.rows);
}

// Lines in larger type, as titles are, read again at their own size.
void reread_large(const TextInk& ink, double dpi, TextReader& reader, ReadBlock& block) {
  for (ReadLine& line : block.lines) {
    const double height = line.box.height();
    if (height < kLarge * ink.character || height > 3 * ink.character) continue;
    const cv::Rect place = rect_of(line.box, kMargin * ink.character, ink.gray);
    const ReadBlock again = read_part({ink.gray(place), place, height}, dpi, reader);
    if (again.lines.size() != 1) continue;
    const size_t before = to_utf32(line.text).size();
    const bool whole = to_utf32(again.lines[0].text).size() + 1 >= before;
    if (whole && again.lines[0].confidence > line.confidence) {
      line.text = again.lines[0].text;
      line.confidence = again.lines[0].confidence;
    }
  }
}

// The places of print that no line covers: Tesseract leaves out lines that stand alone.
std::vector<cv::Rect> left_out(const TextInk& ink, const ReadBlock& block) {
  cv::Mat rest = ink.gray < 128;
  for (const ReadLine& line : block.lines) {
    rest(rect_of(line.box, kMargin * ink.character, rest)).setTo(0);
  }
  const int reach = cvRound(ink.character);
  cv::dilate(rest, rest, cv::getStructuringElement(cv::MORPH_RECT, {2 * reach + 1, 3}));
  cv::Mat labels, stats, centres;
  const int count = cv::connectedComponentsWithStats(rest, labels, stats, centres);
  std::vector<cv::Rect> out;
  for (int i = 1; i < count; ++i) {
    const int* s = stats.ptr<int>(i);
    const cv::Rect r(s[cv::CC_STAT_LEFT], s[cv::CC_STAT_TOP], s[cv::CC_STAT_WIDTH],
                     s[cv::CC_STAT_HEIGHT]);
    if (r.width - 2 * reach >= kLeastWide * ink.character &&
        r.height >= kLeastHigh * ink.character) {
      out.push_back(r);
    }
  }
  return out;
}

void read_left_out(const TextInk& ink, double dpi, TextReader& reader, ReadBlock& block) {
  for (const cv::Rect& place : left_out(ink, block)) {
    const ReadBlock more = read_part({ink.gray(place), place, ink.character}, dpi, reader);
    block.whole &= more.whole;
    block.lines.insert(block.lines.end(), more.lines.begin(), more.lines.end());
  }
  std::stable_sort(block.lines.begin(), block.lines.end(),
                   [](const ReadLine& a, const ReadLine& b) { return a.box.cy() < b.box.cy(); });
}

}  // namespace

PageText read_text(const Page& page, const cv::Mat& rest, TextReader& reader) {
  if (rest.empty() || cv::countNonZero(rest < 128) < kLeastText) return {};
  const double to_ink = std::min(1.0, kInkDpi / page.dpi);
  const TextInk ink = text_ink(scaled(rest, to_ink), page.dpi * to_ink);
  if (ink.noisy) return {{}, false};
  if (ink.character == 0) return {};
  const double dpi = page.dpi * to_ink;
  const cv::Rect all(0, 0, ink.gray.cols, ink.gray.rows);
  ReadBlock block = read_part({ink.gray, all, ink.character}, dpi, reader);
  if (block.whole) {
    reread_large(ink, dpi, reader, block);
    read_left_out(ink, dpi, reader, block);
  }
  PageText out{{}, block.whole};
  for (const ReadLine& read : block.lines) {
    const Box& b = read.box;
    const Box pixels{b.x0 / to_ink, b.y0 / to_ink, b.x1 / to_ink, b.y1 / to_ink};
    TextLine line{nfc(read.text), page.in_points(pixels), page.number, 0, false};
    line.size = line.box.height();
    out.lines.push_back(std::move(line));
  }
  return out;
}

}  // namespace gouji
