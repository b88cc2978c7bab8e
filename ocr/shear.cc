#include "ocr/shear.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

namespace gouji {
namespace {

constexpr int kBits = 6;  // of weights: four of them times 255 are within 16 bits
constexpr int kOne = 1 << kBits;
constexpr double kSharpness = -0.75;  // of the cubic, as OpenCV has it

using Weights = std::array<std::int16_t, 4>;  // of the pixels before, at, and twice after a place

// Of a place between two pixels, `at` from the first, 0 to 1.
Weights cubic(double at) {
  const auto far = [](double d) {
    return ((kSharpness * d - 5 * kSharpness) * d + 8 * kSharpness) * d - 4 * kSharpness;
  };
  const auto near = [](double d) { return ((kSharpness + 2) * d - (kSharpness + 3)) * d * d + 1; };
  const auto whole = [](double w) { return static_cast<std::int16_t>(std::lround(w * kOne)); };
  Weights w{whole(far(1 + at)), whole(near(at)), whole(near(1 - at)), whole(far(2 - at))};
  w[at < 0.5 ? 1 : 2] += static_cast<std::int16_t>(kOne - w[0] - w[1] - w[2] - w[3]);
  return w;
}

// `out[i]` from the four sources, whose weights are `w`; all of `n`. `out` lies apart from all
// else: a compiler that does not know that computes one pixel at a time.
template <typename WeightsAt>
void mix(const std::array<const uchar*, 4>& from, const WeightsAt w, int n, uchar* __restrict out) {
  const auto [a, b, c, d] = from;
  for (int i = 0; i < n; ++i) {
    const auto sum = static_cast<std::int16_t>(w(0, i) * a[i] + w(1, i) * b[i] + w(2, i) * c[i] +
                                               w(3, i) * d[i] + kOne / 2);
    const auto level = static_cast<std::int16_t>(sum >> kBits);
    const std::int16_t positive = level < 0 ? std::int16_t{0} : level;
    out[i] = static_cast<uchar>(positive > 255 ? std::int16_t{255} : positive);
  }
}

// Moves each column x of `gray` up by slope * (x - middle): row i of the result is row `top` + i.
cv::Mat shear_down(const cv::Mat& gray, double slope, double middle, int top, int rows) {
  const int columns = gray.cols;
  std::array<std::vector<std::int16_t>, 4> weights;
  std::vector<int> begins, shifts;  // of columns that are moved by the same whole number
  for (int x = 0; x < columns; ++x) {
    const double by = slope * (x - middle);
    const int whole = cvFloor(by);
    if (shifts.empty() || shifts.back() != whole) {
      begins.push_back(x);
      shifts.push_back(whole);
    }
    const Weights w = cubic(by - whole);
    for (int k = 0; k < 4; ++k) weights[k].push_back(w[k]);
  }
  begins.push_back(columns);
  cv::Mat out(rows, columns, CV_8UC1);
  for (int y = 0; y < rows; ++y) {
    for (size_t i = 0; i < shifts.size(); ++i) {
      const int x = begins[i];
      std::array<const uchar*, 4> from;
      for (int k = 0; k < 4; ++k) {
        from[k] = gray.ptr(std::clamp(top + y + shifts[i] + k - 1, 0, gray.rows - 1)) + x;
      }
      const std::array<const std::int16_t*, 4> of = {&weights[0][x], &weights[1][x], &weights[2][x],
                                                     &weights[3][x]};
      mix(
          from, [of](int k, int j) { return of[k][j]; }, begins[i + 1] - x, out.ptr(y) + x);
    }
  }
  return out;
}

// Moves each row y of `gray` to the left by slope * (y - middle); its columns from `left` on.
cv::Mat shear_across(const cv::Mat& gray, double slope, double middle, int left, int columns) {
  cv::Mat out(gray.rows, columns, CV_8UC1);
  std::vector<uchar> padded(static_cast<size_t>(columns) + 3);
  for (int y = 0; y < gray.rows; ++y) {
    const double by = slope * (y - middle);
    const int first = left + cvFloor(by) - 1;  // of the pixels that count
    const uchar* row = gray.ptr(y);
    const int before = std::clamp(-first, 0, columns + 3);
    const int after = std::clamp(gray.cols - first, before, columns + 3);
    std::fill(padded.begin(), padded.begin() + before, row[0]);
    if (after > before)
      std::copy(row + first + before, row + first + after, padded.begin() + before);
    std::fill(padded.begin() + after, padded.end(), row[gray.cols - 1]);
    const Weights weights = cubic(by - std::floor(by));
    const uchar* p = padded.data();
    mix(
        {p, p + 1, p + 2, p + 3}, [weights](int k, int) { return weights[k]; }, columns,
        out.ptr(y));
  }
  return out;
}

// How far rows of the image move for each pixel down, once its columns have been moved.
double across_of(const Slopes& slopes) {
  return slopes.columns / (1 - slopes.rows * slopes.columns);
}

}  // namespace

// The pixel (u, v) of the straightened page lay at x = u + across * v, y = v + down * x, all from
// the middle.
cv::Matx23d shear_map(cv::Size size, const Slopes& slopes) {
  const double down = slopes.rows, across = across_of(slopes);
  const double x = size.width / 2.0, y = size.height / 2.0;
  const double u_x = 1 + across * down, u_y = -across, v_x = -down;
  return {u_x, u_y, x - u_x * x - u_y * y, v_x, 1, -v_x * x};
}

cv::Mat sheared(const cv::Mat& gray, const Slopes& slopes, const cv::Rect& place) {
  const cv::Mat level = shear_down(gray, slopes.rows, gray.cols / 2.0, place.y, place.height);
  return shear_across(level, across_of(slopes), gray.rows / 2.0 - place.y, place.x, place.width);
}

}  // namespace gouji
