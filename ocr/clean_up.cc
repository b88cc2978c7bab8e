#include "ocr/clean_up.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "ocr/creases.h"
#include "ocr/descreen.h"
#include "ocr/dewarp.h"
#include "ocr/reduce.h"
#include "ocr/sheet.h"
#include "ocr/skew.h"

namespace gouji {
namespace {

constexpr int kBlack = 80, kLight = 128;                                     // gray levels
constexpr double kLeastBlack = 0.75, kLeastLight = 0.005, kMostLight = 0.2;  // of a negative

constexpr int kPaperTiles = 48;  // tiles across a page, each larger than any character

// Divides by the paper's colour nearby, so that light is even and paper is white.
void divide_by_background(cv::Mat& gray) {
  cv::Mat tiles = reduced(gray, 4);
  const int side = std::max(8, gray.cols / kPaperTiles);
  const cv::Mat square = cv::getStructuringElement(cv::MORPH_RECT, {side / 4 | 1, side / 4 | 1});
  cv::morphologyEx(tiles, tiles, cv::MORPH_CLOSE, square);
  cv::GaussianBlur(tiles, tiles, {0, 0}, side / 8.0);
  double darkest = 0;
  cv::minMaxLoc(tiles, &darkest);
  if (darkest == 255) return;  // of a fax
  cv::Mat paper;
  cv::resize(tiles, paper, gray.size(), 0, 0, cv::INTER_LINEAR);
  cv::divide(gray, paper, gray, 255.0);
}

// Whether it is light print on black, as of a microfilm's negative. More than this of a page is
// paper where only a desk or a copier's margins are black, and there is no light print on a page
// that is dark because too little light fell on it.
bool is_negative(const cv::Mat& gray) {
  const auto all = static_cast<double>(gray.total());
  const double light = cv::countNonZero(gray > kLight) / all;
  return light > kLeastLight && light < kMostLight &&
         cv::countNonZero(gray < kBlack) > kLeastBlack * all;
}

}  // namespace

void clean_up(Page& page) {
  if (is_negative(page.gray)) cv::bitwise_not(page.gray, page.gray);
  descreen(page.gray);
  const cv::Mat sheet = sheet_mask(page.gray, page.dpi);
  divide_by_background(page.gray);
  cv::Rect place({}, page.gray.size());
  if (!sheet.empty()) {
    page.gray.setTo(255, sheet == 0);
    place = cv::boundingRect(sheet);
  }
  cv::Mat paper = page.gray(place);
  for (std::vector<cv::Point2d>& path : rub_out_creases(paper, page.dpi)) {
    for (cv::Point2d& p : path) {
      const Box at = page.in_points({p.x + place.x, p.y + place.y, p.x + place.x, p.y + place.y});
      p = {at.x0, at.y0};
    }
    page.creases.push_back(std::move(path));
  }
}

void straighten(Page& page, const SmallInk& small) { dewarp(page, small, skew_angle(small.ink)); }

}  // namespace gouji
