#include "ocr/background_texture.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "models/quantile.h"
#include "ocr/reduce.h"

namespace gouji {
namespace {

constexpr double kDpi = 75;           // at which grain of a third of a millimetre is still seen
constexpr double kWindow = 2.5;       // mm; in which grain is measured
constexpr double kBorder = 3;         // mm; along each side of the picture
constexpr double kPaperShare = 0.25;  // of the pixels; a sheet's bare paper is at least as many
constexpr double kLeastPaper = 0.004, kLeastDesk = 0.02;  // grain: deviation, relative to light
// Photographs of sheets alone have 0.8 to 1.6 times the paper's grain along their sides; with desks
// of cloth, stone and wood 4 to 16 times.
constexpr double kRougher = 3;
constexpr int kRoughSides = 2;
constexpr double kLeastSheet = 0.4;  // of the picture
constexpr double kAllRough = 0.7;    // of what is beside it; a table has paper between its rules
constexpr double kFull = 0.95;       // of its hull that is sheet: its edges are straight

// The deviation of light nearby, relative to the light.
cv::Mat grain_of(const cv::Mat& picture, int window) {
  cv::Mat light, mean, square;
  picture.convertTo(light, CV_32F);
  cv::blur(light, mean, {window, window});
  cv::blur(light.mul(light), square, {window, window});
  cv::Mat deviation = square - mean.mul(mean);
  cv::max(deviation, 0, deviation);
  cv::sqrt(deviation, deviation);
  return deviation / cv::max(mean, 1);
}

std::vector<double> values_of(const cv::Mat& pixels) {
  std::vector<double> out;
  out.reserve(pixels.total());
  for (int y = 0; y < pixels.rows; ++y) {
    out.insert(out.end(), pixels.ptr<float>(y), pixels.ptr<float>(y) + pixels.cols);
  }
  return out;
}

// The parts of `rough` that reach the border.
cv::Mat reached_from_border(const cv::Mat& rough) {
  cv::Mat all;
  cv::copyMakeBorder(rough, all, 1, 1, 1, 1, cv::BORDER_CONSTANT, 255);
  cv::floodFill(all, {0, 0}, 128);
  return all(cv::Rect(1, 1, rough.cols, rough.rows)) == 128;
}

}  // namespace

cv::Mat sheet_within_grain(const cv::Mat& gray, double dpi) {
  const int by = std::max(1, static_cast<int>(std::lround(dpi / kDpi)));
  const double mm = dpi / by / 25.4;
  const cv::Mat grain = grain_of(reduced(gray, by), static_cast<int>(kWindow * mm) | 1);
  const int border = std::max(1, static_cast<int>(kBorder * mm));
  if (std::min(grain.cols, grain.rows) < 4 * border) return {};
  const double paper = std::max(kLeastPaper, quantile(values_of(grain), kPaperShare));
  const double sides[] = {median(values_of(grain.rowRange(0, border))),
                          median(values_of(grain.rowRange(grain.rows - border, grain.rows))),
                          median(values_of(grain.colRange(0, border))),
                          median(values_of(grain.colRange(grain.cols - border, grain.cols)))};
  const double least = std::max(kLeastDesk, kRougher * paper);
  if (std::count_if(std::begin(sides), std::end(sides),
                    [&](double side) { return side >= least; }) < kRoughSides) {
    return {};
  }
  const double desk = *std::max_element(std::begin(sides), std::end(sides));
  const cv::Mat grainy = grain > std::sqrt(paper * desk);
  const int n = 2 * static_cast<int>(mm) + 1;
  cv::Mat rough;
  cv::morphologyEx(grainy, rough, cv::MORPH_CLOSE,
                   cv::getStructuringElement(cv::MORPH_RECT, {n, n}));
  const cv::Mat rest = reached_from_border(rough) == 0;

  cv::Mat labels, stats, centres;
  const int count = cv::connectedComponentsWithStats(rest, labels, stats, centres, 4, CV_32S);
  int largest = 0;
  for (int i = 1; i < count; ++i) {
    const int area = stats.at<int>(i, cv::CC_STAT_AREA);
    if (largest == 0 || area > stats.at<int>(largest, cv::CC_STAT_AREA)) largest = i;
  }
  if (largest == 0 || stats.at<int>(largest, cv::CC_STAT_AREA) < kLeastSheet * rest.total()) {
    return {};
  }
  std::vector<cv::Point> pixels, hull;
  cv::findNonZero(labels == largest, pixels);
  cv::convexHull(pixels, hull);
  cv::Mat sheet = cv::Mat::zeros(rest.size(), CV_8UC1);
  cv::fillConvexPoly(sheet, hull, 255);
  const int area = cv::countNonZero(sheet);
  const double full = static_cast<double>(pixels.size()) / area;
  const double around = static_cast<double>(cv::countNonZero(grainy & ~sheet)) /
                        static_cast<double>(sheet.total() - static_cast<size_t>(area) + 1);
  const bool central = sheet.at<uchar>(sheet.rows / 2, sheet.cols / 2) != 0;
  return full >= kFull && around >= kAllRough && central ? sheet : cv::Mat();
}

}  // namespace gouji
