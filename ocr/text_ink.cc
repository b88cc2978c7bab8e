#include "ocr/text_ink.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "models/quantile.h"

namespace gouji {
namespace {

// Sizes in mm. A full stop of 10.5 pt Latin type is 0.5 across, the shortest stroke of a character
// 1; dust of a scanner is mostly below 0.3.
constexpr double kDust = 0.3;     // smaller marks are none, wherever they are
constexpr double kStroke = 0.9;   // marks at least this high or wide are print
constexpr double kBesideX = 2.0;  // smaller ones are print within this distance of such
constexpr double kBesideY = 0.6;
constexpr double kMostCharacter = 8;  // higher than a title's
constexpr double kRim = 0.25;         // kept around print, so that its edges stay gray
constexpr double kDark = 170;         // gray level of ink; paper is at 255
// Marks on a square inch: a page of 14 pt has 35, 9 pt 80; grain has thousands.
constexpr double kMostMarks = 150;
// A round seal is 38 to 50 mm across, its ring 1 to 1.5 thick, in shares of the radius:
constexpr double kLeastSeal = 30, kMostSeal = 60;
constexpr double kLeastPart = 0.5;  // of it that is on the page, not over a table
constexpr double kRingInner = 0.93, kRingOuter = 1.03;
constexpr double kOffRing = 0.3;  // mm; of its outline from the circle
constexpr double kOnRing = 0.3;   // of a mark's outline that is the ring
constexpr int kTries = 300;       // of three points
constexpr std::uint64_t kSeed = 1;
constexpr double kRingWhole = 0.35;  // dark share of the annulus; a picture or a table has less
constexpr int kRingDarker = 40;      // gray levels by which print is darker than a seal
constexpr int kSealSpread = 30;      // gray levels around a seal's own that are its
// Share of the marks lower than a character: many characters are several marks.
constexpr double kLower = 0.85;

struct Marks {
  cv::Mat labels, stats;
  int count = 0;  // the background included
};

Marks find_marks(const cv::Mat& gray) {
  Marks marks;
  cv::Mat centres;
  marks.count =
      cv::connectedComponentsWithStats(gray < kDark, marks.labels, marks.stats, centres, 8, CV_32S);
  return marks;
}

// `area`: square inches.
bool crowded(const Marks& marks, double area) {
  return marks.count > kMostMarks * std::max(area, 1.0);
}

// Where anything is dark, and around it as much as counts as beside it.
cv::Rect inked_part(const cv::Mat& gray, double dpi) {
  const int around = 2 * cvCeil(kBesideX * dpi / 25.4);
  const cv::Rect r = cv::boundingRect(gray < kDark);
  return cv::Rect(r.x - around, r.y - around, r.width + 2 * around, r.height + 2 * around) &
         cv::Rect({}, gray.size());
}

// 255 where the mark's class is `wanted`.
cv::Mat mask_of(const Marks& marks, const std::vector<char>& classes, char wanted) {
  cv::Mat mask(marks.labels.size(), CV_8UC1);
  for (int y = 0; y < mask.rows; ++y) {
    const int* label = marks.labels.ptr<int>(y);
    uchar* out = mask.ptr<uchar>(y);
    for (int x = 0; x < mask.cols; ++x) out[x] = classes[label[x]] == wanted ? 255 : 0;
  }
  return mask;
}

// The outline of a mark: the first and last pixel of each of its rows and columns.
std::vector<cv::Point2d> outline(const Marks& marks, int label) {
  const int* s = marks.stats.ptr<int>(label);
  const cv::Rect box(s[cv::CC_STAT_LEFT], s[cv::CC_STAT_TOP], s[cv::CC_STAT_WIDTH],
                     s[cv::CC_STAT_HEIGHT]);
  std::vector<cv::Range> rows(box.height, {box.br().x, -1}), columns(box.width, {box.br().y, -1});
  for (int y = box.y; y < box.br().y; ++y) {
    for (int x = box.x; x < box.br().x; ++x) {
      if (marks.labels.at<int>(y, x) != label) continue;
      cv::Range& row = rows[y - box.y];
      cv::Range& column = columns[x - box.x];
      row = {std::min(row.start, x), std::max(row.end, x)};
      column = {std::min(column.start, y), std::max(column.end, y)};
    }
  }
  std::vector<cv::Point2d> out;
  for (int i = 0; i < box.height; ++i) {
    out.emplace_back(rows[i].start, box.y + i);
    out.emplace_back(rows[i].end, box.y + i);
  }
  for (int i = 0; i < box.width; ++i) {
    out.emplace_back(box.x + i, columns[i].start);
    out.emplace_back(box.x + i, columns[i].end);
  }
  return out;
}

// The circle through three points; no radius where they are in line.
Seal circle_through(cv::Point2d a, cv::Point2d b, cv::Point2d c) {
  b -= a;
  c -= a;
  const double d = 2 * b.cross(c);
  if (std::abs(d) < 1) return {};
  const cv::Point2d centre((c.y * b.dot(b) - b.y * c.dot(c)) / d,
                           (b.x * c.dot(c) - c.x * b.dot(b)) / d);
  return {centre + a, std::hypot(centre.x, centre.y)};
}

// The round seal that is part of a mark, found by RANSAC (Fischler and Bolles, 1981) on the mark's
// outline: print that touches the seal may make the mark wider, and the page's end may cut it. No
// radius where there is none.
Seal seal_of(const Marks& marks, int label, double mm) {
  const std::vector<cv::Point2d> points = outline(marks, label);
  const auto fits = [&](const Seal& seal) {
    return std::count_if(points.begin(), points.end(), [&](const cv::Point2d& p) {
      const double r = std::hypot(p.x - seal.centre.x, p.y - seal.centre.y);
      return std::abs(r - seal.radius) <= kOffRing * mm;
    });
  };
  cv::RNG random(kSeed);
  const auto any = [&] { return points[random.uniform(0, static_cast<int>(points.size()))]; };
  Seal best;
  std::ptrdiff_t most = static_cast<std::ptrdiff_t>(kOnRing * points.size());
  for (int i = 0; i < kTries; ++i) {
    const cv::Point2d a = any(), b = any(), c = any();
    const Seal seal = circle_through(a, b, c);
    if (2 * seal.radius < kLeastSeal * mm || 2 * seal.radius > kMostSeal * mm) continue;
    const std::ptrdiff_t n = fits(seal);
    if (n <= most) continue;
    most = n;
    best = seal;
  }
  return best;
}

// Rubs out the ring of a round seal, whatever else touches it. Print that is darker than the ring
// stays.
void erase_ring(const Seal& seal, cv::Mat& gray) {
  const cv::Point2d centre = seal.centre;
  const double radius = seal.radius;
  if (radius == 0) return;
  std::vector<cv::Point> ring;
  std::vector<uchar> levels;
  const cv::Rect around =
      cv::Rect(cvFloor(centre.x - 1.05 * radius), cvFloor(centre.y - 1.05 * radius),
               cvCeil(2.1 * radius), cvCeil(2.1 * radius)) &
      cv::Rect(0, 0, gray.cols, gray.rows);
  for (int y = around.y; y < around.y + around.height; ++y) {
    for (int x = around.x; x < around.x + around.width; ++x) {
      const double r = std::hypot(x - centre.x, y - centre.y) / radius;
      if (r < kRingInner || r > kRingOuter) continue;
      ring.emplace_back(x, y);
      if (gray.at<uchar>(y, x) < kDark) levels.push_back(gray.at<uchar>(y, x));
    }
  }
  if (levels.size() < kRingWhole * static_cast<double>(ring.size())) return;
  const int darker = median(std::move(levels)) - kRingDarker;
  for (const cv::Point& p : ring) {
    if (gray.at<uchar>(p) >= darker) gray.at<uchar>(p) = 255;
  }
}

// The gray level below which `share` of the marked pixels of `gray` are; -1 where none is marked.
int level_of(const cv::Mat& gray, const cv::Mat& marked, double share) {
  std::array<int, 256> histogram{};
  int all = 0;
  for (int y = 0; y < gray.rows; ++y) {
    for (int x = 0; x < gray.cols; ++x) {
      if (marked.at<uchar>(y, x) == 0) continue;
      ++histogram[gray.at<uchar>(y, x)];
      ++all;
    }
  }
  int level = -1;
  for (int below = 0; all > 0 && below <= share * all; below += histogram[++level]) {
  }
  return level;
}

// A red seal is printed gray: what is not darker than it goes where it stands. False where it is as
// dark as print.
bool erase_gray(const Marks& marks, int label, cv::Mat& gray) {
  const int* s = marks.stats.ptr<int>(label);
  const cv::Rect place(s[cv::CC_STAT_LEFT], s[cv::CC_STAT_TOP], s[cv::CC_STAT_WIDTH],
                       s[cv::CC_STAT_HEIGHT]);
  cv::Mat part = gray(place);
  const int seal = level_of(part, marks.labels(place) == label, 0.5);
  const int print = level_of(part, part < kDark, 0.02);
  if (seal - print < kRingDarker) return false;
  // Its strokes are broader than the thin ones of print, which are gray as well.
  const cv::Mat square = cv::getStructuringElement(cv::MORPH_RECT, {3, 3});
  cv::Mat solid;
  cv::inRange(part, seal - kSealSpread, seal + kSealSpread, solid);
  cv::morphologyEx(solid, solid, cv::MORPH_OPEN, square);
  cv::dilate(solid, solid, square, {-1, -1}, 2);
  part.setTo(255, solid & (part >= seal - kSealSpread));
  return true;
}

std::vector<Seal> erase_seals(const Marks& marks, double dpi, cv::Mat& gray) {
  const double mm = dpi / 25.4;
  std::vector<Seal> seals;
  for (int i = 1; i < marks.count; ++i) {
    const int* s = marks.stats.ptr<int>(i);
    const int width = s[cv::CC_STAT_WIDTH], height = s[cv::CC_STAT_HEIGHT];
    if (std::max(width, height) < kLeastSeal * mm || std::max(width, height) > kMostSeal * mm ||
        std::min(width, height) < kLeastPart * kLeastSeal * mm) {
      continue;
    }
    const Seal seal = seal_of(marks, i, mm);
    if (seal.radius > 0) seals.push_back(seal);
    if (!erase_gray(marks, i, gray)) erase_ring(seal, gray);
  }
  return seals;
}

cv::Mat grown(const cv::Mat& mask, double x_mm, double y_mm, double dpi) {
  const auto size = [dpi](double mm) { return 2 * cvRound(mm * dpi / 25.4) + 1; };
  cv::Mat out;
  cv::dilate(mask, out, cv::getStructuringElement(cv::MORPH_RECT, {size(x_mm), size(y_mm)}));
  return out;
}

// The marks that are print.
cv::Mat print_mask(const Marks& marks, double dpi) {
  enum Class : char { kNone, kSmall, kPrint };
  const double mm = dpi / 25.4;
  std::vector<char> classes(static_cast<size_t>(marks.count), kNone);
  for (int i = 1; i < marks.count; ++i) {
    const int* s = marks.stats.ptr<int>(i);
    const int side = std::max(s[cv::CC_STAT_WIDTH], s[cv::CC_STAT_HEIGHT]);
    if (side >= kStroke * mm) {
      classes[i] = kPrint;
    } else if (side >= kDust * mm) {
      classes[i] = kSmall;
    }
  }
  const cv::Mat print = mask_of(marks, classes, kPrint);
  const cv::Mat small = mask_of(marks, classes, kSmall);
  return print | (small & grown(print, kBesideX, kBesideY, dpi));
}

double character_height(const Marks& marks, double dpi) {
  const double mm = dpi / 25.4;
  std::vector<int> heights;
  for (int i = 1; i < marks.count; ++i) {
    const int height = marks.stats.at<int>(i, cv::CC_STAT_HEIGHT);
    if (height >= kStroke * mm && height <= kMostCharacter * mm) heights.push_back(height);
  }
  return heights.empty() ? 0 : quantile(std::move(heights), kLower);
}

}  // namespace

TextInk text_ink(const cv::Mat& gray, double dpi) {
  TextInk out{cv::Mat(gray.size(), CV_8UC1, cv::Scalar(255)), 0, {}, false};
  const cv::Rect part = inked_part(gray, dpi);
  const double area = static_cast<double>(gray.total()) / (dpi * dpi);
  cv::Mat ink = gray(part).clone();
  Marks marks = find_marks(ink);
  if (crowded(marks, area)) {
    cv::medianBlur(gray(part), ink, 3);
    marks = find_marks(ink);
    out.noisy = crowded(marks, area);
  }
  out.seals = erase_seals(marks, dpi, ink);
  if (!out.seals.empty()) marks = find_marks(ink);
  const cv::Mat keep = grown(print_mask(marks, dpi), kRim, kRim, dpi);
  ink.copyTo(out.gray(part), keep);
  for (Seal& seal : out.seals) seal.centre += cv::Point2d(part.tl());
  out.character = character_height(marks, dpi);
  return out;
}

}  // namespace gouji
