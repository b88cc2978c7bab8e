#include "ocr/closing_date.h"

#include <algorithm>
#include <string>
#include <vector>

#include "models/text.h"
#include "ocr/line_votes.h"
#include "ocr/page_print.h"
#include "ocr/sealed_text.h"

namespace gouji {
namespace {

// Characters.
constexpr double kNumeralsWide = 14.5;  // a line wider than this holds more than a date
constexpr double kOtherSize = 0.8;      // at which a line is looked at for figures once more
constexpr double kMostHigh = 1.7;       // what is higher is no line
constexpr double kLeastDate = 4;        // wide; a page's number is less
constexpr size_t kLastLines = 2;        // that are read where nothing stands at the right
constexpr double kLineGap = 3;          // of paper between signature and date, at most

// A line that may be a date: in several views, and as its figures alone tell.
struct DateLine {
  cv::Rect place;
  std::vector<cv::Mat> views;
  ReadLine line = {};
};

// The last lines of a page on which nothing stands at the right, wherever they are: a date at the
// left, or behind its signature.
void add_lowest(const TextInk& ink, std::vector<cv::Rect> places, std::vector<DateLine>& out) {
  std::erase_if(places, [&](const cv::Rect& r) {
    return r.height > kMostHigh * ink.character || r.width < kLeastDate * ink.character;
  });
  std::sort(places.begin(), places.end(),
            [](const cv::Rect& a, const cv::Rect& b) { return a.y > b.y; });
  if (places.size() > kLastLines) places.resize(kLastLines);
  for (const cv::Rect& r : places) {
    const cv::Rect place = rect_of(box_of(r), kLineMargin * ink.character, ink.gray);
    out.push_back({place, {ink.gray(place)}});
  }
}

// What stands at the right of a page, in lines not much longer than a date, under a seal or not;
// where nothing does, its last lines.
std::vector<DateLine> lines_like_dates(const Print& print, const std::vector<cv::Rect>& places,
                                       DigitReader& digits) {
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
  for (const cv::Rect& r : places) {
    if (r.x < kSignatureLeft * ink.gray.cols || r.height > kMostHigh * ink.character || seen(r))
      continue;
    const cv::Rect place = rect_of(box_of(r), kLineMargin * ink.character, ink.gray);
    add(place, {ink.gray(place)});
  }
  if (out.empty()) add_lowest(ink, places, out);
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
bool is_date_elsewhere(const Print& print, const std::vector<cv::Rect>& places,
                       const std::vector<DateLine>& lines, DigitReader& digits) {
  const TextInk& ink = print.ink;
  return std::any_of(places.begin(), places.end(), [&](const cv::Rect& r) {
    const auto is_there = [&](const DateLine& line) { return covers(line.place, box_of(r)); };
    if (std::any_of(lines.begin(), lines.end(), is_there)) return false;
    const cv::Mat view = ink.gray(rect_of(box_of(r), kLineMargin * ink.character, ink.gray));
    const auto date = digits.read_date(view, ink.character);
    return date && date->probability >= kLikelyDate;
  });
}

// Whether the last reading is of something else: nothing in it is of a date.
bool is_no_date(const ReadLine& line) {
  const std::u32string text = to_utf32(line.others.back());
  return std::none_of(text.begin(), text.end(), [](char32_t c) {
    return (c >= '0' && c <= '9') || std::u32string_view(U"年月日").find(c) != std::u32string::npos;
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

std::optional<PageText> read_date(const Page& page, const cv::Mat& rest, int year,
                                  TextReader& reader, DigitReader& digits) {
  const std::optional<Print> print = print_of(page, rest);
  if (!print || print->ink.noisy || print->ink.character == 0) return std::nullopt;
  const double character = print->ink.character;
  const std::vector<cv::Rect> places = places_of(print->ink.gray < 128, character);
  std::vector<DateLine> lines = lines_like_dates(*print, places, digits);
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
    const bool likely = candidate.views.size() > 1 || !candidate.line.others.empty();
    ReadLine line = read_with(candidate.line.others, candidate.views, character, print->dpi, reader,
                              [likely](const ReadLine& read) {
                                return is_settled(read) || (!likely && is_no_date(read));
                              });
    if (line.others.empty()) continue;
    line.box = candidate.line.box;
    shown |= shows_date(line);
    out.legibility.add(line.text, line.confidence);
    out.lines.push_back(text_line(page, *print, line));
  }
  if (!shown && is_date_elsewhere(*print, places, lines, digits)) return std::nullopt;
  return out;
}

}  // namespace gouji
