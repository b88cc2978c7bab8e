#include "ocr/page_print.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "models/text.h"
#include "ocr/components.h"

namespace gouji {
namespace {

constexpr double kLeastText = 30;  // dark pixels without which no text is looked for
constexpr double kInkDpi = 200;    // enough to tell dust from points
constexpr double kLeastWide = 2;   // characters; a mark narrower than this is no line
constexpr double kLeastHigh = 0.6;

}  // namespace

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
  const double k = 72 / print.dpi;
  TextLine line;
  line.text = nfc(read.text);
  line.box = {k * b.x0, k * b.y0, k * b.x1, k * b.y1};
  line.page = page.number;
  line.from_pixels = true;
  for (const std::string& other : read.others) line.others.push_back(nfc(other));
  line.size = line.box.height();
  return line;
}

std::vector<cv::Rect> places_of(const cv::Mat& print, double character) {
  const int reach = cvRound(character);
  cv::Rect part = cv::boundingRect(print);
  if (part.empty()) return {};
  part = cv::Rect(part.x - reach, part.y - 1, part.width + 2 * reach, part.height + 2) &
         cv::Rect({}, print.size());
  cv::Mat bars;
  cv::dilate(print(part), bars, cv::getStructuringElement(cv::MORPH_RECT, {2 * reach + 1, 3}));
  std::vector<cv::Rect> out;
  for (const Component& bar : connected_components(bars)) {
    // At the page's edges there was no room for the bar to be longer than its print.
    const int left = part.x + bar.box.x, right = left + bar.box.width;
    const int from = left == 0 ? 0 : left + reach;
    const int to = right == print.cols ? print.cols : right - reach;
    const cv::Rect r(from, bar.box.y + part.y, to - from, bar.box.height);
    if (r.width >= kLeastWide * character && r.height >= kLeastHigh * character) out.push_back(r);
  }
  return out;
}

cv::Mat scaled(const cv::Mat& image, double scale) {
  if (scale == 1) return image;
  cv::Mat out;
  cv::resize(image, out, {}, scale, scale, cv::INTER_AREA);
  return out;
}

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

}  // namespace gouji
