#include "extract/seal_ring.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "models/quantile.h"

namespace gouji {
namespace {

constexpr double kDpi = 50;                // that rings are looked for at, about: 0.5 mm a pixel
constexpr double kLeast = 17, kMost = 27;  // mm; of a ring's radius
constexpr int kStep = 40;                  // gray levels over two pixels, at the edge of a stroke
constexpr int kVotes = 5;            // pixels; the side of the squares that votes are counted in
constexpr int kCandidates = 20;      // centres that are looked at; those of rings are among six
constexpr double kSame = 6;          // mm; between centres found of one ring
constexpr int kAngles = 180;         // places of a ring that are looked at,
constexpr int kQuick = 4;            // or each fourth of them
constexpr double kQuickErrs = 0.15;  // by which that is off, at most
constexpr int kDarker = 30;          // gray levels; ink than paper, a rule than a seal
constexpr double kMayCover = 0.4;    // of a ring, by which it is worth a closer look
constexpr double kCovered = 0.7;     // of a ring; the end of the page may cut it
constexpr double kMoreThanBeside = 0.35;  // and of what is
constexpr double kBeside = 1.5;           // mm to both sides of it, where letters and print may be
constexpr double kHalfStroke = 1.1;  // mm; with its blur, and how far the ring found may be off

struct Direction {
  double x, y;
};

const std::vector<Direction>& directions() {
  static const std::vector<Direction> all = [] {
    std::vector<Direction> out;
    for (int i = 0; i < kAngles; ++i) {
      const double a = 2 * CV_PI * i / kAngles;
      out.push_back({std::cos(a), std::sin(a)});
    }
    return out;
  }();
  return all;
}

// How often a pixel is the centre of a curve that runs along an edge.
cv::Mat vote(const cv::Mat& small, int least, int most) {
  cv::Mat dx, dy;
  cv::Sobel(small, dx, CV_16S, 1, 0);
  cv::Sobel(small, dy, CV_16S, 0, 1);
  cv::Mat votes = cv::Mat::zeros(small.size(), CV_32S);
  for (int y = 0; y < small.rows; y += 2) {  // half of an edge tells its curve
    for (int x = 0; x < small.cols; ++x) {
      const float gx = dx.at<short>(y, x), gy = dy.at<short>(y, x);
      if (std::abs(gx) + std::abs(gy) < 4 * kStep) continue;
      const float length = std::sqrt(gx * gx + gy * gy);
      for (const float side : {1.0F, -1.0F}) {
        const float ux = side * gx / length, uy = side * gy / length;
        for (int r = least; r <= most; r += 2) {  // the squares are larger
          const int cx = cvRound(x + r * ux), cy = cvRound(y + r * uy);
          if (cx < 0 || cy < 0 || cx >= votes.cols || cy >= votes.rows) break;
          ++votes.at<int>(cy, cx);
        }
      }
    }
  }
  cv::Mat counted;
  votes.convertTo(counted, CV_32F);
  cv::boxFilter(counted, counted, -1, {kVotes, kVotes}, {-1, -1}, false);
  return counted;
}

// The pixels with most votes, one of a square.
std::vector<cv::Point> best(const cv::Mat& votes) {
  std::vector<std::pair<float, cv::Point>> found;
  for (int y = 0; y < votes.rows; y += kVotes) {
    for (int x = 0; x < votes.cols; x += kVotes) {
      float most = 0;
      cv::Point at(x, y);
      for (int v = y; v < std::min(y + kVotes, votes.rows); ++v) {
        const float* row = votes.ptr<float>(v);
        for (int u = x; u < std::min(x + kVotes, votes.cols); ++u) {
          if (row[u] > most) most = row[u], at = {u, v};
        }
      }
      found.emplace_back(most, at);
    }
  }
  const size_t count = std::min<size_t>(kCandidates, found.size());
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count), found.end(),
                    [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<cv::Point> out;
  for (size_t i = 0; i < count; ++i) out.push_back(found[i].second);
  return out;
}

// The share of a circle that is dark, of each `step`th place. What lies beyond the picture is not.
double covered(const cv::Mat& dark, const cv::Point2d& centre, double radius, int step = 1) {
  int count = 0;
  const Direction* all = directions().data();
  for (int i = 0; i < kAngles; i += step) {
    const Direction& d = all[i];
    const int x = cvRound(centre.x + radius * d.x), y = cvRound(centre.y + radius * d.y);
    if (x < 0 || y < 0 || x >= dark.cols || y >= dark.rows) continue;
    count += dark.at<uchar>(y, x) != 0;
  }
  return static_cast<double>(count) * step / kAngles;
}

// The circle around a pixel near `at` of which most is dark, and more than of what is beside it:
// the middle of all that are equally dark, for a stroke is some pixels wide.
bool fit(const cv::Mat& dark, cv::Point at, double mm, Seal& ring, double& share) {
  share = 0;
  int count = 0;
  Seal sum;
  for (double y = at.y - 2; y <= at.y + 2; y += 0.5) {
    for (double x = at.x - 2; x <= at.x + 2; x += 0.5) {
      for (double r = kLeast * mm; r <= kMost * mm; r += 0.5) {
        if (covered(dark, {x, y}, r, kQuick) < kCovered - kQuickErrs) continue;
        const double here = covered(dark, {x, y}, r);
        if (here < share) continue;
        if (here > share) {
          share = here;
          count = 0;
          sum = {};
        }
        ++count;
        sum.centre += cv::Point2d(x, y);
        sum.radius += r;
      }
    }
  }
  if (share < kCovered) return false;
  ring = {sum.centre / count, sum.radius / count};
  share = covered(dark, ring.centre, ring.radius);  // less where they are no neighbours
  const double beside = std::max(covered(dark, ring.centre, ring.radius - kBeside * mm),
                                 covered(dark, ring.centre, ring.radius + kBeside * mm));
  return share >= std::max(kCovered, beside + kMoreThanBeside);
}

// Whether a ring of any radius may lie around a pixel: a quick look.
bool may_be(const cv::Mat& dark, cv::Point at, double mm) {
  for (double r = kLeast * mm; r <= kMost * mm; r += 1) {
    if (covered(dark, at, r, kQuick) >= kMayCover) return true;
  }
  return false;
}

}  // namespace

std::vector<Seal> find_rings(const cv::Mat& gray, double dpi) {
  const int reduce = std::max(1, cvRound(dpi / kDpi));  // a whole number is quicker
  const double mm = dpi / reduce / 25.4, k = 1.0 / reduce;
  const int least = static_cast<int>(kLeast * mm), most = static_cast<int>(std::ceil(kMost * mm));
  const cv::Size size(gray.cols / reduce, gray.rows / reduce);
  if (std::min(size.width, size.height) < 2 * least) return {};
  cv::Mat small, mean, dark;
  cv::resize(gray({0, 0, size.width * reduce, size.height * reduce}), small, size, 0, 0,
             cv::INTER_AREA);
  const int window = 4 * least | 1;
  cv::boxFilter(small, mean, -1, {window, window});
  cv::subtract(mean, kDarker, mean);
  cv::compare(mean, small, dark, cv::CMP_GT);
  std::vector<Seal> rings;
  std::vector<double> shares;
  for (const cv::Point& at : best(vote(small, least, most))) {
    Seal ring;
    double share = 0;
    if (!may_be(dark, at, mm) || !fit(dark, at, mm, ring, share)) continue;
    ring.centre = {(ring.centre.x + 0.5) / k - 0.5, (ring.centre.y + 0.5) / k - 0.5};
    ring.radius /= k;
    const auto same = std::find_if(rings.begin(), rings.end(), [&](const Seal& other) {
      return cv::norm(other.centre - ring.centre) < kSame * dpi / 25.4;
    });
    const auto i = static_cast<size_t>(same - rings.begin());
    if (same == rings.end()) {
      rings.push_back(ring);
      shares.push_back(share);
    } else if (share > shares[i]) {
      rings[i] = ring;
      shares[i] = share;
    }
  }
  return rings;
}

void rub_out(const Seal& ring, double dpi, cv::Mat& gray) {
  const double half = kHalfStroke * dpi / 25.4, beside = kBeside * dpi / 25.4;
  const cv::Rect all({}, gray.size());
  const cv::Mat before = gray.clone();
  const auto level = [&](const Direction& d, double r) {
    const int x = std::clamp(cvRound(ring.centre.x + r * d.x), 0, gray.cols - 1);
    const int y = std::clamp(cvRound(ring.centre.y + r * d.y), 0, gray.rows - 1);
    return static_cast<int>(before.at<uchar>(y, x));
  };
  std::vector<int> darkest;
  for (const Direction& d : directions()) {
    int least = 255;
    for (double r = ring.radius - half; r <= ring.radius + half; r += 0.5) {
      least = std::min(least, level(d, r));
    }
    darkest.push_back(least);
  }
  const int keep = median(std::move(darkest)) - kDarker;
  const double reach = ring.radius + half;
  const cv::Rect around = cv::Rect(cvFloor(ring.centre.x - reach), cvFloor(ring.centre.y - reach),
                                   cvCeil(2 * reach) + 2, cvCeil(2 * reach) + 2) &
                          all;
  for (int y = around.y; y < around.br().y; ++y) {
    for (int x = around.x; x < around.br().x; ++x) {
      const double dx = x - ring.centre.x, dy = y - ring.centre.y, r = std::hypot(dx, dy);
      if (std::abs(r - ring.radius) > half || before.at<uchar>(y, x) < keep) continue;
      const Direction d{dx / r, dy / r};
      const int paper = std::max(level(d, ring.radius - beside), level(d, ring.radius + beside));
      gray.at<uchar>(y, x) = static_cast<uchar>(std::max<int>(paper, before.at<uchar>(y, x)));
    }
  }
}

cv::Mat bands_of(const std::vector<Seal>& rings, double dpi, const cv::Size& size) {
  cv::Mat out = cv::Mat::zeros(size, CV_8UC1);
  for (const Seal& ring : rings) {
    cv::circle(out, ring.centre, cvRound(ring.radius), 255, cvCeil(2 * kHalfStroke * dpi / 25.4));
  }
  return out;
}

}  // namespace gouji
