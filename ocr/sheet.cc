#include "ocr/sheet.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "ocr/background_texture.h"
#include "ocr/reduce.h"

namespace gouji {
namespace {

constexpr double kDpi = 25;          // about a pixel a millimetre
constexpr double kPrint = 4;         // mm; print and rules are thinner, and closed over
constexpr double kLeastSheet = 0.4;  // of the picture
constexpr double kLeastDesk = 0.002;
constexpr double kBorder = 3;   // mm; around the picture, where a desk would show
constexpr double kDesk = 0.75;  // of the picture's middle level: darker borders may be one
constexpr double kLid = 0.85;   // the same of a scanner's lid, which is bare, and beside no more
constexpr double kLeastOnLid = 0.7;   // than so much of the picture
constexpr double kBare = 0.0005;      // of it, that may be darker than it all the same
constexpr double kReach = 4;          // mm; to both sides of the sheet's edge
constexpr double kDarker = 0.88;      // what lies beside the paper is darker than this part of it
constexpr double kSharp = 0.8;        // share of the edge where it is
constexpr double kInk = 0.35;         // print is darker than what is around it by this part
constexpr int kBlack = 40;            // a copier's margins; no print shows on them
constexpr double kMostInk = 0.003;    // of what is no sheet; more is print in a shadow
constexpr double kLeastInk = 0.0005;  // of the picture, in a page: its number alone is less
constexpr double kSecond = 0.6;       // of the larger page's area and height: the other page
constexpr double kOverlap = 0.1;      // of the page's width; the other one lies beside it
constexpr double kMargin = 2.0;       // mm; of the sheet taken away with the desk
// Of light, relative, over two pixels. Photographs on desks of six colours, with grain and without:
// all of them find most sheets, each of them some that the others miss.
constexpr double kSteps[] = {0.04, 0.06, 0.09, 0.13};

cv::Mat square(int n) { return cv::getStructuringElement(cv::MORPH_RECT, {n, n}); }

cv::Mat hull_of(const cv::Mat& part) {
  cv::Mat out = cv::Mat::zeros(part.size(), CV_8UC1);
  std::vector<cv::Point> pixels, hull;
  cv::findNonZero(part, pixels);
  if (pixels.empty()) return out;
  cv::convexHull(pixels, hull);
  cv::fillConvexPoly(out, hull, 255);
  return out;
}

// What may be a sheet, and what may be the other page of an open book.
struct Sheets {
  cv::Mat first, second;  // `second` may be empty
};

// The hulls of the largest connected part of `mask`, and of one beside it that is nearly as large
// and as high. A smooth desk all around the sheet has a longer outline, but fewer pixels.
Sheets largest_parts(const cv::Mat& mask) {
  cv::Mat labels, stats, centres;
  const int count = cv::connectedComponentsWithStats(mask, labels, stats, centres);
  const auto area = [&](int i) { return stats.at<int>(i, cv::CC_STAT_AREA); };
  const auto box = [&](int i) {
    return cv::Rect(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                    stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
  };
  int largest = 0, second = 0;
  for (int i = 1; i < count; ++i) {
    if (largest == 0 || area(i) > area(largest)) largest = i;
  }
  if (largest == 0) return {cv::Mat::zeros(mask.size(), CV_8UC1), {}};
  const cv::Rect page = box(largest);
  for (int i = 1; i < count; ++i) {
    const cv::Rect other = box(i);
    const int across = std::min(page.br().x, other.br().x) - std::max(page.x, other.x);
    const int down = std::min(page.br().y, other.br().y) - std::max(page.y, other.y);
    if (i != largest && (second == 0 || area(i) > area(second)) &&
        area(i) >= kSecond * area(largest) && down >= kSecond * page.height &&
        across <= kOverlap * page.width) {
      second = i;
    }
  }
  return {hull_of(labels == largest), second == 0 ? cv::Mat() : hull_of(labels == second)};
}

// The mean of the pixels nearby that are in `part`.
cv::Mat mean_within(const cv::Mat& values, const cv::Mat& part, int n) {
  cv::Mat masked = cv::Mat::zeros(values.size(), CV_32F), weight, sum, count;
  values.copyTo(masked, part);
  part.convertTo(weight, CV_32F, 1 / 255.0);
  cv::boxFilter(masked, sum, CV_32F, {n, n}, {-1, -1}, false, cv::BORDER_CONSTANT);
  cv::boxFilter(weight, count, CV_32F, {n, n}, {-1, -1}, false, cv::BORDER_CONSTANT);
  return sum / (count + 1e-6);
}

// The share of the sheet's edge inside the picture beside which it is much darker.
double sharpness(const cv::Mat& paper, const cv::Mat& sheet, double mm) {
  cv::Mat inner, values;
  cv::erode(sheet, inner, square(3), {-1, -1}, 1, cv::BORDER_CONSTANT, 255);
  const cv::Mat edge = sheet - inner;
  const int all = cv::countNonZero(edge);
  if (all == 0) return 0;
  paper.convertTo(values, CV_32F);
  const int n = 2 * static_cast<int>(kReach * mm / 2) + 1;
  const cv::Mat darker =
      mean_within(values, 255 - sheet, n) < kDarker * mean_within(values, inner, n);
  return static_cast<double>(cv::countNonZero(darker & edge)) / all;
}

bool may_have_desk(const cv::Mat& paper, double darkest, double mm) {
  const int n = static_cast<int>(kBorder * mm);
  cv::Mat border = paper.clone();
  const cv::Rect middle(n, n, paper.cols - 2 * n, paper.rows - 2 * n);
  if (middle.width <= 0 || middle.height <= 0) return false;
  const double level = cv::mean(paper(middle))[0];
  border(middle).setTo(255);
  return cv::countNonZero(border < darkest * level) >
         kLeastDesk * static_cast<double>(paper.total());
}

// Whether what lies beside `sheet` is a scanner's lid: without print, rules or grain, as the shaded
// columns of a table's picture are not.
bool is_on_lid(const cv::Mat& picture, const cv::Mat& sheet, double mm) {
  cv::Mat near;
  cv::dilate(sheet, near, square(2 * static_cast<int>(kMargin * mm) + 1));
  const cv::Mat lid = near == 0;
  const int pixels = cv::countNonZero(lid);
  if (cv::countNonZero(sheet) < kLeastOnLid * static_cast<double>(sheet.total())) return false;
  const cv::Mat ink = lid & (picture < kDarker * cv::mean(picture, lid)[0]);
  return cv::countNonZero(ink) <= kBare * pixels;
}

// The share of the picture that is print in `part`.
double printed(const cv::Mat& picture, const cv::Mat& paper, const cv::Mat& part) {
  cv::Mat darkness;
  cv::divide(picture, paper, darkness, 255);
  const cv::Mat ink = (darkness < 255 * (1 - kInk)) & (paper > kBlack) & part;
  return cv::countNonZero(ink) / static_cast<double>(picture.total());
}

// True where something is printed beside `sheet`, which is then no more than the sheet's lit part.
bool print_beside(const cv::Mat& picture, const cv::Mat& paper, const cv::Mat& sheet, double mm) {
  cv::Mat near;
  cv::dilate(sheet, near, square(2 * static_cast<int>(kReach * mm) + 1));
  return printed(picture, paper, 255 - near) > kMostInk;
}

// What may be the sheet: the largest part over which the light changes slowly, or both pages of an
// open book, whose fold lies in the dark. The desk's grain and the sheet's edge are steeper than
// shadows are.
std::vector<cv::Mat> possible_sheets(const cv::Mat& picture, const cv::Mat& paper) {
  cv::Mat steps, relative;
  cv::morphologyEx(paper, steps, cv::MORPH_GRADIENT, square(3));
  cv::divide(steps, paper, relative, 255);
  std::vector<cv::Mat> out;
  for (double step : kSteps) {
    cv::Mat smooth;
    cv::morphologyEx(relative < 255 * step, smooth, cv::MORPH_OPEN, square(3));
    const Sheets sheets = largest_parts(smooth);
    cv::Mat part = sheets.first;
    if (!sheets.second.empty() && printed(picture, paper, sheets.second) >= kLeastInk) {
      part = hull_of(sheets.first | sheets.second);
    }
    cv::dilate(part, part, square(3));  // the edge itself is steep
    out.push_back(part);
  }
  return out;
}

// The part of the picture with the sharpest edge; empty where none is sharp. `paper`: the picture
// without print.
cv::Mat find_sheet(const cv::Mat& picture, const cv::Mat& paper, double mm) {
  double best = kSharp;
  cv::Mat found;
  for (const cv::Mat& sheet : possible_sheets(picture, paper)) {
    const double share = static_cast<double>(cv::countNonZero(sheet)) / sheet.total();
    if (share < kLeastSheet || share > 1 - kLeastDesk) continue;
    const double sharp = sharpness(paper, sheet, mm);
    if (sharp <= best || print_beside(picture, paper, sheet, mm)) continue;
    best = sharp;
    found = sheet;
  }
  return found;
}

// By its light alone: what is beside it is darker.
cv::Mat lit_sheet(const cv::Mat& gray, double dpi) {
  const int by = std::max(1, static_cast<int>(std::lround(dpi / kDpi)));
  const cv::Mat small = reduced(gray, by);
  cv::Mat paper;
  const double mm = dpi / by / 25.4;
  const int n = static_cast<int>(kPrint * mm) | 1;
  // With black around it, narrow strips of desk are not closed over.
  cv::copyMakeBorder(small, paper, n, n, n, n, cv::BORDER_CONSTANT, 0);
  cv::morphologyEx(paper, paper, cv::MORPH_CLOSE, square(n));
  paper = paper(cv::Rect(n, n, small.cols, small.rows));
  if (!may_have_desk(paper, kLid, mm)) return {};
  const cv::Mat sheet = find_sheet(small, paper, mm);
  if (sheet.empty()) return {};
  return may_have_desk(paper, kDesk, mm) || is_on_lid(small, sheet, mm) ? sheet : cv::Mat();
}

}  // namespace

cv::Mat sheet_mask(const cv::Mat& gray, double dpi) {
  cv::Mat sheet = lit_sheet(gray, dpi), mask;
  if (sheet.empty()) sheet = sheet_within_grain(gray, dpi);
  if (sheet.empty()) return {};
  const double mm = dpi * sheet.cols / gray.cols / 25.4;
  cv::erode(sheet, sheet, square(2 * static_cast<int>(std::lround(kMargin * mm)) + 1), {-1, -1}, 1,
            cv::BORDER_CONSTANT, 0);
  cv::resize(sheet, mask, gray.size(), 0, 0, cv::INTER_NEAREST);
  return mask;
}

}  // namespace gouji
