#include "ocr/clean_up.h"

#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "ocr/flatten.h"
#include "ocr/sheet.h"

namespace gouji {
namespace {

constexpr double kSkewWidth = 1000;  // pixels to which a page is reduced to find its skew
constexpr double kMostSkew = 5;      // degrees; scanners with feeders stay below 3
constexpr double kCoarse = 0.25, kFine = 0.02;  // degrees; steps of the search
constexpr int kPaperTiles = 48;  // tiles across a page, each larger than any character

// How unevenly ink falls on the rows of a page turned by `degrees`: the sum of squared differences
// of successive rows of its projection profile.
double sharpness(const std::vector<cv::Point>& ink, int rows, double degrees) {
  const double slope = std::tan(degrees * std::numbers::pi / 180);
  const int margin = static_cast<int>(kSkewWidth * 0.1) + 1;
  std::vector<int> profile(static_cast<size_t>(rows + 2 * margin), 0);
  for (const cv::Point& p : ink) {
    const int y = static_cast<int>(std::lround(p.y - p.x * slope)) + margin;
    if (y >= 0 && y < static_cast<int>(profile.size())) ++profile[y];
  }
  double sum = 0;
  for (size_t i = 1; i < profile.size(); ++i) {
    const double d = profile[i] - profile[i - 1];
    sum += d * d;
  }
  return sum;
}

double best_angle(const std::vector<cv::Point>& ink, int rows, double from, double to,
                  double step) {
  double best = 0, top = -1;
  for (double a = from; a <= to + step / 2; a += step) {
    const double s = sharpness(ink, rows, a);
    if (s > top) {
      top = s;
      best = a;
    }
  }
  return best;
}

// Divides by the paper's colour nearby, so that light is even and paper is white.
void even_light(cv::Mat& gray) {
  cv::Mat tiles;
  const int side = std::max(8, gray.cols / kPaperTiles);
  cv::resize(gray, tiles, {std::max(1, gray.cols / 4), std::max(1, gray.rows / 4)}, 0, 0,
             cv::INTER_AREA);
  const cv::Mat square = cv::getStructuringElement(cv::MORPH_RECT, {side / 4 | 1, side / 4 | 1});
  cv::morphologyEx(tiles, tiles, cv::MORPH_CLOSE, square);
  cv::GaussianBlur(tiles, tiles, {0, 0}, side / 8.0);
  cv::Mat paper;
  cv::resize(tiles, paper, gray.size(), 0, 0, cv::INTER_LINEAR);
  cv::divide(gray, paper, gray, 255.0);
}

}  // namespace

double skew_angle(const cv::Mat& gray) {
  cv::Mat small;
  const double scale = std::min(1.0, kSkewWidth / gray.cols);
  cv::resize(gray, small, {}, scale, scale, cv::INTER_AREA);
  cv::adaptiveThreshold(small, small, 255, cv::ADAPTIVE_THRESH_MEAN_C, cv::THRESH_BINARY_INV, 31,
                        20);
  std::vector<cv::Point> ink;
  cv::findNonZero(small, ink);
  if (ink.size() < 200) return 0;
  const double coarse = best_angle(ink, small.rows, -kMostSkew, kMostSkew, kCoarse);
  return best_angle(ink, small.rows, coarse - kCoarse, coarse + kCoarse, kFine);
}

void even_out(Page& page) {
  const cv::Mat sheet = sheet_mask(page.gray, page.dpi);
  even_light(page.gray);
  if (!sheet.empty()) page.gray.setTo(255, sheet == 0);
}

void straighten(Page& page) { flatten(page, skew_angle(page.gray)); }

}  // namespace gouji
