#include "ocr/sealed_text.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "models/quantile.h"
#include "models/runs.h"

namespace gouji {
namespace {

// In radii of the seal, whose characters stand from 0.6 to 0.95 of it.
constexpr double kBetween = 0.5;  // half the width of what is looked at for lines
constexpr double kTop = 0.55;     // above this there are the seal's characters
constexpr int kDark = 128;        // print is darker
constexpr int kMark = 170;        // seals are darker
constexpr double kStarLeast = 0.27, kStarMost = 0.4;  // tips of the star, a third as a rule
constexpr double kStarOff = 0.06;                     // of its middle from the seal's
constexpr double kStarInner = 0.382;                  // of the tips' radius: a pentagram's
constexpr double kStarWhole = 0.97;                   // dark share of it
// In characters.
constexpr double kStar = 0.25;                       // thicker than strokes: the star
constexpr double kLeastHigh = 0.6, kMostHigh = 1.7;  // of a line
constexpr double kGap = 2.5;                         // wider than between the characters of a line
constexpr double kMargin = 0.25;
constexpr double kLeastInk = 0.06;  // of a line's row

// Of the way from the level of print to that of the seal: what is lighter becomes paper. Of five
// dates under gray seals all figures were read at 0.8 of three, at 0.7 of three, at 0.5 of none,
// and of one more where strokes are kept (text_ink).
constexpr double kLevels[] = {0.8, 0.7};
constexpr double kRingInner = 0.955, kRingOuter = 0.985;  // radii, surely in the ring
constexpr double kPrint = 0.05;  // of the dark pixels of a line are as dark as print
constexpr int kSealSpread = 25;  // gray levels around a seal's own that are its
constexpr int kDarker = 40;      // gray levels by which print is darker than a gray seal

// The star in the middle of `seal`, upright; 255 where it is.
cv::Mat star_mask(cv::Size size, cv::Point2d centre, double radius) {
  constexpr int kSubpixel = 4;  // bits of a coordinate's fraction
  std::vector<cv::Point> corners;
  for (int i = 0; i < 10; ++i) {
    const double angle = CV_PI * (i / 5.0 - 0.5), r = i % 2 == 0 ? radius : kStarInner * radius;
    corners.emplace_back(cvRound((centre.x + r * std::cos(angle)) * (1 << kSubpixel)),
                         cvRound((centre.y + r * std::sin(angle)) * (1 << kSubpixel)));
  }
  cv::Mat mask(size, CV_8U, cv::Scalar(0));
  cv::fillPoly(mask, std::vector<std::vector<cv::Point>>{corners}, 255, cv::LINE_8, kSubpixel);
  return mask;
}

cv::Mat square(double side) {
  const int n = std::max(1, cvRound(side));
  return cv::getStructuringElement(cv::MORPH_RECT, {n, n});
}

// Print without the star: what is thick, and its tips.
cv::Mat without_star(const cv::Mat& dark, double character) {
  cv::Mat core, star;
  cv::morphologyEx(dark, core, cv::MORPH_OPEN, square(kStar * character));
  cv::dilate(core, star, square(kStar * character));
  return dark & ~star;
}

// The star of a black seal as it lies on the page, with its fringe; no pixels where there is none.
// Print over it is lost: it is as dark.
cv::Mat find_star(const Seal& seal, const cv::Mat& gray) {
  const double reach = (kStarMost + kStarOff) * seal.radius;
  const cv::Rect place = cv::Rect(cvFloor(seal.centre.x - reach), cvFloor(seal.centre.y - reach),
                                  cvCeil(2 * reach), cvCeil(2 * reach)) &
                         cv::Rect({}, gray.size());
  cv::Mat best(place.size(), CV_8U, cv::Scalar(0));
  const cv::Mat dark = gray(place) < kMark;
  const cv::Point2d centre = seal.centre - cv::Point2d(place.tl());
  const double off = kStarOff * seal.radius, step = std::max(1.0, off / 4);
  int most = 0;
  for (double r = kStarLeast * seal.radius; r <= kStarMost * seal.radius; r += step) {
    for (double dy = -off; dy <= off; dy += step) {
      for (double dx = -off; dx <= off; dx += step) {
        const cv::Mat star = star_mask(place.size(), centre + cv::Point2d(dx, dy), r);
        const int area = cv::countNonZero(star), covered = cv::countNonZero(star & dark);
        if (covered < kStarWhole * area || covered <= most) continue;
        most = covered;
        best = star;
      }
    }
  }
  cv::dilate(best, best, {});
  cv::Mat out(gray.size(), CV_8U, cv::Scalar(0));
  best.copyTo(out(place));
  return out;
}

// The columns from `middle` to both sides, up to a gap.
cv::Range reach(const cv::Mat& dark, int middle, int gap) {
  cv::Mat columns;
  cv::reduce(dark, columns, 0, cv::REDUCE_MAX);
  int left = middle, right = middle;
  for (int x = middle; x >= 0 && left - x <= gap; --x) {
    if (columns.at<uchar>(x)) left = x;
  }
  for (int x = middle; x < columns.cols && x - right <= gap; ++x) {
    if (columns.at<uchar>(x)) right = x;
  }
  return {left, right + 1};
}

int level_of_print(const cv::Mat& line) {
  std::vector<uchar> levels;
  for (int y = 0; y < line.rows; ++y) {
    for (int x = 0; x < line.cols; ++x) {
      if (line.at<uchar>(y, x) < kDark) levels.push_back(line.at<uchar>(y, x));
    }
  }
  return levels.empty() ? 255 : quantile(std::move(levels), kPrint);
}

// Without what is lighter than a gray seal, by more and by less.
void add_darker(const cv::Mat& gray, int ring, int print, std::vector<cv::Mat>& views) {
  for (double level : kLevels) {
    const double scale = 255.0 / (level * (ring - print));
    gray.convertTo(views.emplace_back(), CV_8U, scale, -scale * print);
  }
}

// A gray seal is as a rule printed over by black, or black through it: with the seal's light for
// paper where it is, what was printed has its own darkness again, and its thin strokes.
cv::Mat under_seal(const cv::Mat& gray, int ring) {
  cv::Mat solid, lighter, out = gray.clone();
  cv::inRange(gray, ring - kSealSpread, ring + kSealSpread, solid);
  cv::morphologyEx(solid, solid, cv::MORPH_OPEN, square(3));
  cv::dilate(solid, solid, square(5));
  gray.convertTo(lighter, CV_8U, 255.0 / ring);
  lighter.copyTo(out, solid);
  return out;
}

}  // namespace

int level_of_ring(const Seal& seal, const cv::Mat& gray) {
  std::vector<uchar> levels;
  const int r = cvCeil(seal.radius);
  const cv::Rect around =
      cv::Rect(cvRound(seal.centre.x) - r, cvRound(seal.centre.y) - r, 2 * r, 2 * r) &
      cv::Rect(0, 0, gray.cols, gray.rows);
  for (int y = around.y; y < around.br().y; ++y) {
    for (int x = around.x; x < around.br().x; ++x) {
      const double at = std::hypot(x - seal.centre.x, y - seal.centre.y) / seal.radius;
      const bool dark = gray.at<uchar>(y, x) < kMark;
      if (dark && at > kRingInner && at < kRingOuter) levels.push_back(gray.at<uchar>(y, x));
    }
  }
  return levels.empty() ? 255 : median(std::move(levels));
}

std::vector<cv::Mat> views_of(const cv::Mat& cell, int ring) {
  const int print = level_of_print(cell);
  if (ring >= kMark || ring - print < kDarker) return {};
  std::vector<cv::Mat> views = {under_seal(cell, ring)};
  add_darker(cell, ring, print, views);
  return views;
}

std::vector<cv::Mat> views_of(const cv::Rect& line, const Seal& seal, const TextInk& ink,
                              const cv::Mat& gray) {
  std::vector<cv::Mat> views = {ink.gray(line)};
  const int ring = level_of_ring(seal, gray), print = level_of_print(gray(line));
  if (ring - print < kDarker) {
    cv::Mat view = ink.gray(line).clone();
    view.setTo(255, find_star(seal, gray)(line));
    views.push_back(view);
    return views;
  }
  add_darker(gray(line), ring, print, views);
  cv::Mat view = ink.gray(line).clone();
  views[1].copyTo(view, find_star(seal, gray)(line));
  views.push_back(view);
  return views;
}

std::vector<cv::Rect> lines_under(const Seal& seal, const TextInk& ink) {
  const double c = ink.character;
  const cv::Rect page(0, 0, ink.gray.cols, ink.gray.rows);
  const cv::Rect middle =
      cv::Rect(cvRound(seal.centre.x - kBetween * seal.radius),
               cvRound(seal.centre.y - kTop * seal.radius), cvRound(2 * kBetween * seal.radius),
               cvRound((1 + kTop) * seal.radius)) &
      page;
  if (middle.empty() || c == 0) return {};
  cv::Mat rows;
  cv::reduce(without_star(ink.gray(middle) < kDark, c), rows, 1, cv::REDUCE_AVG, CV_32F);
  std::vector<cv::Rect> out;
  for (const cv::Range& run :
       runs(rows.rows, [&](int y) { return rows.at<float>(y) >= 255 * kLeastInk; })) {
    if (run.size() < kLeastHigh * c || run.size() > kMostHigh * c) continue;
    const int margin = cvRound(kMargin * c);
    const cv::Rect band =
        cv::Rect(0, middle.y + run.start - margin, page.width, run.size() + 2 * margin) & page;
    const cv::Range x = reach(ink.gray(band) < kDark, cvRound(seal.centre.x), cvRound(kGap * c));
    out.push_back(cv::Rect(x.start - margin, band.y, x.size() + 2 * margin, band.height) & page);
  }
  return out;
}

}  // namespace gouji
