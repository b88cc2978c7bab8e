#include "ocr/page_text.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "models/text.h"
#include "ocr/line_votes.h"
#include "ocr/page_print.h"
#include "ocr/sealed_text.h"

namespace gouji {
namespace {

// Pixels of a character's height that Tesseract is given. Characters in error, per cent, psm 6, by
// resolution (14 to 16 pt; 150 dpi makes 28 pixels), on scans of 300 dpi, 200 dpi, fax, 150 dpi:
// as scanned 1.57, 1.16, 2.01, 2.43; 150 dpi 1.08, 1.38, 1.87, 2.45; 120 dpi
// 0.76, 1.20, 1.93, 2.12. Without dust (text_ink): 150 dpi 0.92, 1.05, 1.69, 1.78; 120 dpi
// 0.86, 1.44, 1.92, 2.70.
constexpr double kCharacter = 28;
constexpr double kNearly = 0.8;     // less reduction than to this is not worth the blur
constexpr double kLarge = 1.25;     // of the page's characters; a line of larger ones is read alone
constexpr double kShortLine = 0.5;  // of the page's width; of a signature
constexpr size_t kLeastName = 5;    // characters of a date or a signature
constexpr size_t kHeadLines = 2;    // of the first page, in which a title may be, however small

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

// Titles are in larger type, or first. A signature and its date are short lines that stand well to
// the right, but page numbers are shorter.
bool may_name(const ReadLine& line, const TextInk& ink) {
  const Box& b = line.box;
  if (b.height() >= kLarge * ink.character && b.height() <= 3 * ink.character) return true;
  return b.width() < kShortLine * ink.gray.cols && b.x0 > kSignatureLeft * ink.gray.cols &&
         to_utf32(line.text).size() >= kLeastName;
}

// By how much a line is made larger to be read at kSizes, the most different from what it was read
// at, `height` pixels, first.
std::vector<double> scales_again(double height) {
  std::vector<double> scales;
  for (double size : kSizes) scales.push_back(size / height);
  std::sort(scales.begin(), scales.end(),
            [](double a, double b) { return std::abs(std::log(a)) > std::abs(std::log(b)); });
  return scales;
}

// Lines that may name who reports and when, read again at another size, and where that gives
// another text, at the others.
void reread(const TextInk& ink, double dpi, bool first_page, TextReader& reader,
            DigitReader& digits, ReadBlock& block) {
  for (size_t i = 0; i < block.lines.size(); ++i) {
    ReadLine& line = block.lines[i];
    const bool head = first_page && i < kHeadLines;
    if (!line.others.empty() || !(head || may_name(line, ink))) continue;
    const cv::Rect place = rect_of(line.box, kLineMargin * ink.character, ink.gray);
    const std::string first = line.text;
    line.others = {first};
    for (double scale : scales_again(line.box.height() * reduction(ink.character))) {
      take_reading(read_line(ink.gray(place), scale * reduction(ink.character), dpi, reader), line);
      if (line.others.size() > 1 && line.others.back() == first) break;
    }
    take_dates({ink.gray(place)}, ink.character, digits, line);
  }
}

// Lines under a seal, in place of what was read there.
void read_sealed(const TextInk& ink, const cv::Mat& gray, double dpi, TextReader& reader,
                 DigitReader& digits, ReadBlock& block) {
  for (const Seal& seal : ink.seals) {
    for (const cv::Rect& place : lines_under(seal, ink)) {
      const std::vector<cv::Mat> views = views_of(place, seal, ink, gray);
      ReadLine date;
      take_dates(views, ink.character, digits, date);
      ReadLine line;
      if (is_sure_date(date, place.width / ink.character)) {
        line = date;
        line.text = date.others.front();
        line.confidence = kSureDate;
      } else {
        line = read_with(date.others, views, ink.character, dpi, reader);
      }
      if (line.others.empty()) continue;
      line.box = box_of(place);
      std::erase_if(block.lines, [&](const ReadLine& l) { return covers(place, l.box); });
      block.lines.push_back(std::move(line));
    }
  }
}

// The places of print that no line covers: Tesseract leaves out lines that stand alone.
std::vector<cv::Rect> left_out(const TextInk& ink, const ReadBlock& block) {
  cv::Mat rest = ink.gray < 128;
  for (const ReadLine& line : block.lines) {
    rest(rect_of(line.box, kLineMargin * ink.character, rest)).setTo(0);
  }
  return places_of(rest, ink.character);
}

void read_left_out(const TextInk& ink, double dpi, TextReader& reader, ReadBlock& block) {
  const int reach = cvRound(ink.character);
  for (const cv::Rect& print : left_out(ink, block)) {
    const cv::Rect place =
        cv::Rect(print.x - reach, print.y, print.width + 2 * reach, print.height) &
        cv::Rect({}, ink.gray.size());
    const ReadBlock more = read_part({ink.gray(place), place, ink.character}, dpi, reader);
    block.whole &= more.whole;
    block.lines.insert(block.lines.end(), more.lines.begin(), more.lines.end());
  }
  std::stable_sort(block.lines.begin(), block.lines.end(),
                   [](const ReadLine& a, const ReadLine& b) { return a.box.cy() < b.box.cy(); });
}

}  // namespace

PageText read_text(const Page& page, const cv::Mat& rest, int bottom, TextReader& reader,
                   DigitReader& digits) {
  std::optional<Print> print = print_of(page, rest);
  if (!print) return {};
  TextInk& ink = print->ink;
  if (ink.noisy) return {{}, false};
  if (ink.character == 0) return {};
  const int end = std::min(cvRound(bottom * print->scale), ink.gray.rows);
  std::erase_if(ink.seals, [end](const Seal& s) { return s.centre.y + s.radius >= end; });
  ink.gray = ink.gray.rowRange(0, end);
  print->gray = print->gray.rowRange(0, end);
  const cv::Rect all(0, 0, ink.gray.cols, ink.gray.rows);
  ReadBlock block = read_part({ink.gray, all, ink.character}, print->dpi, reader);
  if (block.whole) {
    read_sealed(ink, print->gray, print->dpi, reader, digits, block);
    read_left_out(ink, print->dpi, reader, block);
    reread(ink, print->dpi, page.number == 1, reader, digits, block);
  }
  PageText out{{}, block.whole};
  for (const ReadLine& read : block.lines) {
    out.legibility.add(read.text, read.confidence);
    out.lines.push_back(text_line(page, *print, read));
  }
  return out;
}

}  // namespace gouji
