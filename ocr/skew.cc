#include "ocr/skew.h"

#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

namespace gouji {
namespace {

constexpr double kMostSkew = 5;                 // degrees; scanners with feeders stay below 3
constexpr double kCoarse = 0.25, kFine = 0.02;  // degrees; steps of the search
constexpr int kStrip = 8;       // columns that are moved as one; at 5 degrees 0.7 pixels apart
constexpr int kLeastInk = 200;  // pixels; with less a page has no lines

// How much ink each row of a strip of columns has, strip after strip.
class Strips {
 public:
  explicit Strips(const cv::Mat& ink) : rows_(ink.rows), strips_(ink.cols / kStrip) {
    counts_.assign(static_cast<size_t>(rows_) * strips_, 0);
    for (int y = 0; y < rows_; ++y) {
      const uchar* row = ink.ptr(y);
      for (int s = 0; s < strips_; ++s) {
        int n = 0;
        for (int x = s * kStrip; x < (s + 1) * kStrip; ++x) n += row[x] & 1;
        counts_[static_cast<size_t>(s) * rows_ + y] = static_cast<int16_t>(n);
        all_ += n;
      }
    }
  }

  int ink() const { return all_; }

  // How unevenly ink falls on the rows of the page turned by `degrees`: the sum of squared
  // differences of successive rows of its projection profile.
  double sharpness(double degrees) const {
    const double slope = std::tan(degrees * std::numbers::pi / 180);
    const int most = static_cast<int>(std::abs(slope) * strips_ * kStrip) + 1;
    std::vector<int16_t> profile(static_cast<size_t>(rows_ + 2 * most), 0);
    for (int s = 0; s < strips_; ++s) {
      const int16_t* from = &counts_[static_cast<size_t>(s) * rows_];
      int16_t* to = &profile[most - std::lround((s + 0.5) * kStrip * slope)];
      for (int y = 0; y < rows_; ++y) to[y] = static_cast<int16_t>(to[y] + from[y]);
    }
    double sum = 0;
    for (size_t i = 1; i < profile.size(); ++i) {
      const double d = profile[i] - profile[i - 1];
      sum += d * d;
    }
    return sum;
  }

 private:
  int rows_, strips_, all_ = 0;
  std::vector<int16_t> counts_;
};

double best_angle(const Strips& strips, double from, double to, double step) {
  double best = 0, top = -1;
  for (double a = from; a <= to + step / 2; a += step) {
    const double s = strips.sharpness(a);
    if (s > top) {
      top = s;
      best = a;
    }
  }
  return best;
}

}  // namespace

double skew_angle(const cv::Mat& ink) {
  const Strips strips(ink);
  if (strips.ink() < kLeastInk) return 0;
  const double coarse = best_angle(strips, -kMostSkew, kMostSkew, kCoarse);
  return best_angle(strips, coarse - kCoarse, coarse + kCoarse, kFine);
}

}  // namespace gouji
