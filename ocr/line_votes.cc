#include "ocr/line_votes.h"

#include <algorithm>
#include <functional>
#include <opencv2/imgproc.hpp>

#include "models/text.h"

namespace gouji {
namespace {

constexpr double kDateWide = 10;  // characters; a line wider than this holds more than a date
constexpr size_t kSettled = 3;    // readings alike, from which a line is known

ReadLine read_views(const std::vector<cv::Mat>& views, double character, double dpi,
                    TextReader& reader, const std::function<bool(const ReadLine&)>& is_enough) {
  ReadLine line;
  for (const cv::Mat& view : views) {
    for (double size : kSizes) {
      take_reading(read_line(view, size / character, dpi, reader), line);
      if (!line.others.empty() && is_enough(line)) return line;
    }
  }
  return line;
}

}  // namespace

bool is_settled(const ReadLine& line) {
  const auto alike = std::count(line.others.begin(), line.others.end(), line.others.back());
  return static_cast<size_t>(alike) >= kSettled;
}

ReadLine read_line(const cv::Mat& gray, double scale, double dpi, TextReader& reader) {
  cv::Mat sized;
  cv::resize(gray, sized, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
  return reader.read_cell(sized, dpi * scale);
}

void take_reading(const ReadLine& again, ReadLine& line) {
  if (again.text.empty()) return;
  line.others.push_back(again.text);
  const bool whole = to_utf32(again.text).size() + 1 >= to_utf32(line.text).size();
  if (whole && again.confidence > line.confidence) {
    line.text = again.text;
    line.confidence = again.confidence;
  }
}

void take_dates(const std::vector<cv::Mat>& views, double character, DigitReader& digits,
                ReadLine& line) {
  for (const cv::Mat& view : views) {
    const auto date = digits.read_date(view, character);
    if (!date || date->probability < kLikelyDate) continue;
    line.others.insert(line.others.end(), date->probability < kSureDate ? 1 : 2, date->text);
  }
}

bool is_sure_date(const ReadLine& line, double width) {
  const std::vector<std::string>& dates = line.others;
  return width <= kDateWide && dates.size() >= 4 &&
         std::adjacent_find(dates.begin(), dates.end(), std::not_equal_to<>()) == dates.end();
}

ReadLine read_with(const std::vector<std::string>& dates, const std::vector<cv::Mat>& views,
                   double character, double dpi, TextReader& reader,
                   const std::function<bool(const ReadLine&)>& is_enough) {
  ReadLine line = read_views(views, character, dpi, reader, is_enough);
  line.others.insert(line.others.end(), dates.begin(), dates.end());
  if (line.text.empty() && !line.others.empty()) line.text = line.others.front();
  return line;
}

}  // namespace gouji
