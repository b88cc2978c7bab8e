#include "ocr/page_text.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "models/text.h"
#include "ocr/sealed_text.h"
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
constexpr double kNearly = 0.8;  // less reduction than to this is not worth the blur
constexpr double kLarge = 1.25;  // of the page's characters; a line of larger ones is read alone
constexpr double kMargin = 0.4;  // characters of paper around a line that is read alone
constexpr double kSizes[] = {28, 40};  // pixels of a character's height, for lines read again
constexpr double kShortLine = 0.5, kRight = 0.35;  // of the page's width; of a signature
constexpr size_t kLeastName = 5;                   // characters of a date or a signature
// Probabilities from which a date in figures counts once, and twice. Of 260 dates read, in 157
// views of lines under seals and in 103 other lines, none of a probability above 0.1 was wrong.
constexpr double kLikelyDate = 0.5, kSureDate = 0.95;
// Characters; a line wider than this holds more than a date.
constexpr double kDateWide = 10;        // in figures
constexpr double kNumeralsWide = 14.5;  // in Chinese numerals
constexpr double kOtherSize = 0.8;      // at which a line is looked at for figures once more
constexpr double kMostHigh = 1.7;       // characters; what is higher is no line
constexpr double kLineGap = 3;          // characters of paper between signature and date, at most
constexpr size_t kSettled = 3;          // readings alike, from which a line under a seal is known
constexpr size_t kHeadLines = 2;        // of the first page, in which a title may be, however small
constexpr double kLeastWide = 2;        // characters; a mark narrower than this is no line left out
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

// Whether most of a line that was read lies in `place`.
bool covers(const cv::Rect& place, const Box& line) {
  const bool row = line.cy() >= place.y && line.cy() < place.br().y;
  const double common =
      std::min<double>(line.x1, place.br().x) - std::max<double>(line.x0, place.x);
  return row && common > line.width() / 2;
}

Box box_of(const cv::Rect& r) {
  return {double(r.x), double(r.y), double(r.br().x), double(r.br().y)};
}

cv::Rect rect_of(const Box& b, double margin, const cv::Mat& image) {
  const cv::Rect r(cv::Point(cvFloor(b.x0 - margin), cvFloor(b.y0 - margin)),
                   cv::Point(cvCeil(b.x1 + margin), cvCeil(b.y1 + margin)));
  return r & cv::Rect(0, 0, image.cols, image.rows);
}

// A line alone, with its characters `character` pixels high.
ReadLine read_line(const cv::Mat& gray, double scale, double dpi, TextReader& reader) {
  cv::Mat sized;
  cv::resize(gray, sized, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
  return reader.read_cell(sized, dpi * scale);
}

// Takes the better reading for the line's text, if it is as long, and keeps all of them.
void take(const ReadLine& again, ReadLine& line) {
  if (again.text.empty()) return;
  line.others.push_back(again.text);
  const bool whole = to_utf32(again.text).size() + 1 >= to_utf32(line.text).size();
  if (whole && again.confidence > line.confidence) {
    line.text = again.text;
    line.confidence = again.confidence;
  }
}

// Adds what the figures of a line say, if they are a date, twice where that is sure. `views`: the
// line, seen in several ways, each of which is read by itself.
void take_dates(const std::vector<cv::Mat>& views, double character, DigitReader& digits,
                ReadLine& line) {
  for (const cv::Mat& view : views) {
    const auto date = digits.read_date(view, character);
    if (!date || date->probability < kLikelyDate) continue;
    line.others.insert(line.others.end(), date->probability < kSureDate ? 1 : 2, date->text);
  }
}

// Whether a line `width` characters wide is a date that its figures alone tell: sure in two views,
// and no other in any.
bool is_sure_date(const ReadLine& line, double width) {
  const std::vector<std::string>& dates = line.others;
  return width <= kDateWide && dates.size() >= 4 &&
         std::adjacent_find(dates.begin(), dates.end(), std::not_equal_to<>()) == dates.end();
}

bool is_settled(const ReadLine& line) {
  const auto alike = std::count(line.others.begin(), line.others.end(), line.others.back());
  return static_cast<size_t>(alike) >= kSettled;
}

// Reads what stands under a seal, which each of its `views` shows in another way, in two sizes.
ReadLine read_views(const std::vector<cv::Mat>& views, double character, double dpi,
                    TextReader& reader) {
  ReadLine line;
  for (const cv::Mat& view : views) {
    for (double size : kSizes) {
      take(read_line(view, size / character, dpi, reader), line);
      if (!line.others.empty() && is_settled(line)) return line;
    }
  }
  return line;
}

// The same, with the dates that the line's figures tell.
ReadLine read_with(const std::vector<std::string>& dates, const std::vector<cv::Mat>& views,
                   double character, double dpi, TextReader& reader) {
  ReadLine line = read_views(views, character, dpi, reader);
  line.others.insert(line.others.end(), dates.begin(), dates.end());
  if (line.text.empty() && !line.others.empty()) line.text = line.others.front();
  return line;
}

// Titles are in larger type, or first. A signature and its date are short lines that stand well to
// the right, but page numbers are shorter.
bool may_name(const ReadLine& line, const TextInk& ink) {
  const Box& b = line.box;
  if (b.height() >= kLarge * ink.character && b.height() <= 3 * ink.character) return true;
  return b.width() < kShortLine * ink.gray.cols && b.x0 > kRight * ink.gray.cols &&
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
    const cv::Rect place = rect_of(line.box, kMargin * ink.character, ink.gray);
    const std::string first = line.text;
    line.others = {first};
    for (double scale : scales_again(line.box.height() * reduction(ink.character))) {
      take(read_line(ink.gray(place), scale * reduction(ink.character), dpi, reader), line);
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

// Where print stands in lines, whose characters are `character` pixels high and at most two widths
// of one apart.
std::vector<cv::Rect> places_of(const cv::Mat& print, double character) {
  const int reach = cvRound(character);
  cv::Rect part = cv::boundingRect(print);
  if (part.empty()) return {};
  part = cv::Rect(part.x - reach, part.y - 1, part.width + 2 * reach, part.height + 2) &
         cv::Rect({}, print.size());
  cv::Mat bars;
  cv::dilate(print(part), bars, cv::getStructuringElement(cv::MORPH_RECT, {2 * reach + 1, 3}));
  cv::Mat labels, stats, centres;
  const int count = cv::connectedComponentsWithStats(bars, labels, stats, centres);
  std::vector<cv::Rect> out;
  for (int i = 1; i < count; ++i) {
    const int* s = stats.ptr<int>(i);
    // At the page's edges there was no room for the bar to be longer than its print.
    const int left = part.x + s[cv::CC_STAT_LEFT], right = left + s[cv::CC_STAT_WIDTH];
    const int from = left == 0 ? 0 : left + reach;
    const int to = right == print.cols ? print.cols : right - reach;
    const cv::Rect r(from, s[cv::CC_STAT_TOP] + part.y, to - from, s[cv::CC_STAT_HEIGHT]);
    if (r.width >= kLeastWide * character && r.height >= kLeastHigh * character) out.push_back(r);
  }
  return out;
}

// The places of print that no line covers: Tesseract leaves out lines that stand alone.
std::vector<cv::Rect> left_out(const TextInk& ink, const ReadBlock& block) {
  cv::Mat rest = ink.gray < 128;
  for (const ReadLine& line : block.lines) {
    rest(rect_of(line.box, kMargin * ink.character, rest)).setTo(0);
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

// The print of a page at a resolution that Tesseract is good at.
struct Print {
  double scale = 1, dpi = 0;  // of the page's pixels
  cv::Mat gray;
  TextInk ink;
};

std::optional<Print> print_of(const Page& page, const cv::Mat& rest) {
  if (rest.empty() || cv::countNonZero(rest < 128) < kLeastText) return std::nullopt;
  Print out;
  out.scale = std::min(1.0, kInkDpi / page.dpi);
  out.dpi = page.dpi * out.scale;
  out.gray = scaled(rest, out.scale);
  out.ink = text_ink(out.gray, out.dpi);
  return out;
}

TextLine text_line(const Page& page, const Print& print, const ReadLine& read) {
  const Box& b = read.box;
  const double s = print.scale;
  TextLine line{nfc(read.text),
                page.in_points({b.x0 / s, b.y0 / s, b.x1 / s, b.y1 / s}),
                page.number,
                0,
                false,
                {},
                true};
  for (const std::string& other : read.others) line.others.push_back(nfc(other));
  line.size = line.box.height();
  return line;
}

// A line that may be a date: in several views, and as its figures alone tell.
struct DateLine {
  cv::Rect place;
  std::vector<cv::Mat> views;
  ReadLine line = {};
};

// What stands at the right of a page, in lines not much longer than a date, under a seal or not.
std::vector<DateLine> lines_like_dates(const Print& print, DigitReader& digits) {
  const TextInk& ink = print.ink;
  std::vector<DateLine> out;
  const auto seen = [&out](const cv::Rect& place) {
    return std::any_of(out.begin(), out.end(), [&](const DateLine& line) {
      return covers(line.place, box_of(place)) || covers(place, box_of(line.place));
    });
  };
  const auto add = [&](const cv::Rect& place, std::vector<cv::Mat> views) {
    if (place.width <= kNumeralsWide * ink.character) out.push_back({place, std::move(views)});
  };
  for (const Seal& seal : ink.seals) {
    for (const cv::Rect& place : lines_under(seal, ink)) {
      if (!seen(place)) add(place, views_of(place, seal, ink, print.gray));
    }
  }
  for (const cv::Rect& r : places_of(ink.gray < 128, ink.character)) {
    if (r.x < kRight * ink.gray.cols || r.height > kMostHigh * ink.character || seen(r)) continue;
    const cv::Rect place = rect_of(box_of(r), kMargin * ink.character, ink.gray);
    add(place, {ink.gray(place)});
  }
  for (DateLine& line : out) {
    line.line.box = box_of(line.place);
    take_dates(line.views, ink.character, digits, line.line);
    if (line.views.size() > 1) continue;
    const cv::Mat smaller = scaled(line.views[0], kOtherSize);
    take_dates({smaller}, kOtherSize * ink.character, digits, line.line);
  }
  std::sort(out.begin(), out.end(),
            [](const DateLine& a, const DateLine& b) { return a.line.box.cy() < b.line.box.cy(); });
  return out;
}

// Whether there are figures like a date's in a line that is none of `lines`.
bool is_date_elsewhere(const Print& print, const std::vector<DateLine>& lines,
                       DigitReader& digits) {
  const TextInk& ink = print.ink;
  const std::vector<cv::Rect> places = places_of(ink.gray < 128, ink.character);
  return std::any_of(places.begin(), places.end(), [&](const cv::Rect& r) {
    const auto is_there = [&](const DateLine& line) { return covers(line.place, box_of(r)); };
    if (std::any_of(lines.begin(), lines.end(), is_there)) return false;
    const cv::Mat view = ink.gray(rect_of(box_of(r), kMargin * ink.character, ink.gray));
    const auto date = digits.read_date(view, ink.character);
    return date && date->probability >= kLikelyDate;
  });
}

// Whether any reading is like 年 and, behind it, 月 or 日.
bool shows_date(const ReadLine& line) {
  return std::any_of(line.others.begin(), line.others.end(), [](const std::string& text) {
    const size_t year = text.find("年");
    return year != text.npos && year > 0 &&
           (text.find("月", year) != text.npos || text.find("日", year) != text.npos);
  });
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

std::optional<PageText> read_date(const Page& page, const cv::Mat& rest, int year,
                                  TextReader& reader, DigitReader& digits) {
  const std::optional<Print> print = print_of(page, rest);
  if (!print || print->ink.noisy || print->ink.character == 0) return std::nullopt;
  const double character = print->ink.character;
  std::vector<DateLine> lines = lines_like_dates(*print, digits);
  const auto is_date = [&](const DateLine& candidate) {
    const ReadLine& line = candidate.line;
    return is_sure_date(line, candidate.place.width / character) &&
           line.others.front().starts_with(std::to_string(year) + "年");
  };
  PageText out;
  // A signature stands right above a date. Where more is there, it may be another date.
  const auto date = std::find_if(lines.begin(), lines.end(), is_date);
  const bool lowest = date != lines.end() && lines.end() - date == 1;
  const bool alone = lines.size() == 1;
  const auto is_signed = [&](const DateLine& above) {
    return above.line.others.empty() && date->place.y - above.place.br().y <= kLineGap * character;
  };
  if (lowest && (alone || (lines.size() == 2 && is_signed(lines.front())))) {
    date->line.text = date->line.others.front();
    out.legibility.upright = true;
    out.lines.push_back(text_line(page, *print, date->line));
    return out;
  }
  bool shown = false;
  for (const DateLine& candidate : lines) {
    ReadLine line =
        read_with(candidate.line.others, candidate.views, character, print->dpi, reader);
    if (line.others.empty()) continue;
    line.box = candidate.line.box;
    shown |= shows_date(line);
    out.legibility.add(line.text, line.confidence);
    out.lines.push_back(text_line(page, *print, line));
  }
  if (!shown && is_date_elsewhere(*print, lines, digits)) return std::nullopt;
  return out;
}

}  // namespace gouji
