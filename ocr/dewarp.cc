#include "ocr/dewarp.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "models/quantile.h"
#include "ocr/shear.h"
#include "ocr/traces.h"

namespace gouji {
namespace {

constexpr double kLeastSlope = 5e-4;  // 0.03 degrees; less is not worth resampling a page for
constexpr double kRightAngle = 4e-3;  // sum of the slopes of rows and columns that are at one
constexpr size_t kEnough = 3;         // traces, that tell a slope,
constexpr double kEnoughLong = 400;   // mm; if they are together as long as this
constexpr double kEnoughDown = 150;   // mm; and rules down, of which a page may have few
constexpr double kAllAlong = 0.7;     // of the rules down
constexpr double kFlat = 0.25;        // mm; from the straight line, of all but the worst traces
constexpr double kRule = 0.5;         // least weight of a rule's trace; text has less
constexpr int kForKeystone = 4;       // traces in the upper and in the lower half that show it,
constexpr double kKeystone = 0.8;     // mm; that much
constexpr double kWorst = 0.1;        // share of the points that may lie further off
constexpr int kAlong = 5;             // highest power along a line
constexpr int kOver = 3;              // and from line to line
constexpr int kRounds = 4;            // of fitting, points that lie off losing weight
constexpr double kOff = 0.25;         // mm; a point so far off weighs half
constexpr double kStiff = 4e-5;       // weight of a coefficient against that of all points
constexpr int kSolve = 10;            // rounds of the search for where a pixel lay

// A page about its middle: 1 is half its height.
struct Frame {
  cv::Point2d middle;
  double half = 1;
  cv::Point2d in(const cv::Point2d& p) const { return (p - middle) / half; }
};

// y + the polynomial, constant along what should be horizontal.
class Level {
 public:
  Level() : terms_(powers()), factors_(terms_.size(), 0) {}

  double at(double x, double y) const {
    double sum = y;
    for (size_t i = 0; i < terms_.size(); ++i) sum += factors_[i] * value(terms_[i], x, y);
    return sum;
  }
  // Of the straight line that leaves out all but the slope.

  void fit(const std::vector<Trace>& traces, const Frame& frame, double mm) {
    std::vector<std::vector<double>> weights;
    for (const Trace& t : traces) weights.emplace_back(t.points.size(), t.weight);
    for (int round = 0; round < kRounds; ++round) {
      solve(traces, weights, frame);
      reweigh(traces, weights, frame, mm);
    }
  }

 private:
  struct Power {
    int x, y;
  };
  static std::vector<Power> powers() {
    std::vector<Power> out;
    for (int x = 1; x <= kAlong; ++x) {
      for (int y = 0; y <= kOver && x + y <= kAlong; ++y) out.push_back({x, y});
    }
    return out;
  }
  static double value(const Power& p, double x, double y) {
    double v = 1;
    for (int i = 0; i < p.x; ++i) v *= x;
    for (int i = 0; i < p.y; ++i) v *= y;
    return v;
  }

  void solve(const std::vector<Trace>& traces, const std::vector<std::vector<double>>& weights,
             const Frame& frame) {
    const int n = static_cast<int>(terms_.size());
    cv::Mat a = cv::Mat::zeros(n, n, CV_64F), b = cv::Mat::zeros(n, 1, CV_64F);
    double all = 0;
    for (size_t k = 0; k < traces.size(); ++k) {
      cv::Mat rows(static_cast<int>(traces[k].points.size()), n + 1, CV_64F);
      cv::Mat mean = cv::Mat::zeros(1, n + 1, CV_64F);
      double sum = 0;
      for (int i = 0; i < rows.rows; ++i) {
        const cv::Point2d p = frame.in(traces[k].points[i]);
        for (int j = 0; j < n; ++j) rows.at<double>(i, j) = value(terms_[j], p.x, p.y);
        rows.at<double>(i, n) = -p.y;
        mean += weights[k][i] * rows.row(i);
        sum += weights[k][i];
      }
      if (sum <= 0) continue;
      mean /= sum;
      for (int i = 0; i < rows.rows; ++i) {
        const cv::Mat row = rows.row(i) - mean;
        const cv::Mat left = row.colRange(0, n);
        a += weights[k][i] * left.t() * left;
        b += weights[k][i] * row.at<double>(n) * left.t();
      }
      all += sum;
    }
    for (int j = 0; j < n; ++j) {
      const int degree = terms_[j].x + terms_[j].y;
      a.at<double>(j, j) += 1e-9 + kStiff * all * (degree - 1);
    }
    cv::Mat x;
    cv::solve(a, b, x, cv::DECOMP_CHOLESKY);
    for (int j = 0; j < n; ++j) factors_[j] = x.at<double>(j);
  }

  void reweigh(const std::vector<Trace>& traces, std::vector<std::vector<double>>& weights,
               const Frame& frame, double mm) const {
    for (size_t k = 0; k < traces.size(); ++k) {
      std::vector<double> level;
      for (const cv::Point2d& p : traces[k].points) {
        const cv::Point2d q = frame.in(p);
        level.push_back(at(q.x, q.y) * frame.half / mm);
      }
      const double middle = median(level);
      for (size_t i = 0; i < level.size(); ++i) {
        const double off = (level[i] - middle) / kOff;
        weights[k][i] = traces[k].weight / (1 + off * off);
      }
    }
  }

  std::vector<Power> terms_;
  std::vector<double> factors_;
};

double length_of(const Trace& trace) { return trace.points.back().x - trace.points.front().x; }

// Whether traces of at least this weight tell how the page lies.
bool are_enough(const std::vector<Trace>& traces, double mm, double weight = 0) {
  double length = 0;
  size_t count = 0;
  for (const Trace& t : traces) {
    if (t.weight < weight) continue;
    length += length_of(t);
    ++count;
  }
  return count >= kEnough && length >= kEnoughLong * mm;
}

// By how much, in millimetres, all but the worst points of rules lie off straight level lines.
// Characters of different heights lie off by themselves.
double unevenness(const std::vector<Trace>& traces, double slope, double mm) {
  const double least = are_enough(traces, mm, 1) ? 1 : kRule;
  std::vector<double> off;
  for (const Trace& t : traces) {
    if (t.weight < least) continue;
    double mean = 0;
    for (const cv::Point2d& p : t.points) mean += (p.y - slope * p.x) / t.points.size();
    for (const cv::Point2d& p : t.points) off.push_back(std::abs(p.y - slope * p.x - mean) / mm);
  }
  return off.empty() ? 0 : quantile(std::move(off), 1 - kWorst);
}

// Of the straight line through the points, by least squares.
double slope_of(const Trace& trace) {
  cv::Point2d middle;
  for (const cv::Point2d& p : trace.points) middle += p / static_cast<double>(trace.points.size());
  double xy = 0, xx = 1e-9;
  for (const cv::Point2d& p : trace.points) {
    xy += (p.x - middle.x) * (p.y - middle.y);
    xx += (p.x - middle.x) * (p.x - middle.x);
  }
  return xy / xx;
}

// By how much, in millimetres, lines at the page's ends lie off those in the middle at their own
// ends, as they do where a page was not photographed from right above. Dashed rules are in pieces
// that by themselves are straight.
double keystone(const std::vector<Trace>& traces, double mm) {
  double weight = 0, y = 0, slope = 0, left = 1e9, right = 0, top = 1e9, bottom = 0;
  std::vector<std::pair<cv::Point2d, double>> lines;  // height and slope, and what they count for
  for (const Trace& t : traces) {
    if (t.weight < kRule) continue;
    const cv::Point2d& first = t.points.front();
    const double w = t.weight * length_of(t) * length_of(t);
    lines.push_back({{first.y, slope_of(t)}, w});
    weight += w;
    y += w * first.y;
    slope += w * lines.back().first.y;
    left = std::min(left, first.x);
    right = std::max(right, t.points.back().x);
    top = std::min(top, first.y);
    bottom = std::max(bottom, first.y);
  }
  const auto above = std::count_if(lines.begin(), lines.end(), [&](const auto& line) {
    return line.first.x < (top + bottom) / 2;
  });
  const auto below = std::ssize(lines) - above;
  if (std::min(above, below) < kForKeystone) return 0;
  double both = 0, spread = 1e-9;
  for (const auto& [line, w] : lines) {
    both += w * (line.x - y / weight) * (line.y - slope / weight);
    spread += w * (line.x - y / weight) * (line.x - y / weight);
  }
  return std::abs(both / spread) * (bottom - top) / 2 * (right - left) / 2 / mm;
}

// The slope that most of the traces have, by their weights and lengths.
double common_slope(const std::vector<Trace>& traces) {
  std::vector<std::pair<double, double>> slopes;  // and what they count for
  double all = 0;
  for (const Trace& t : traces) {
    slopes.emplace_back(slope_of(t), t.weight * length_of(t) * length_of(t));
    all += slopes.back().second;
  }
  std::sort(slopes.begin(), slopes.end());
  double sum = 0;
  for (const auto& [slope, weight] : slopes) {
    sum += weight;
    if (sum >= all / 2) return slope;
  }
  return 0;
}

// Where print is once the page is straight, in its pixels: margins need not be resampled.
cv::Rect print_when_mapped(const SmallInk& small, const cv::Matx23d& map, const cv::Size& page) {
  const cv::Rect ink = cv::boundingRect(small.ink);
  std::vector<cv::Point2f> corners, mapped;
  for (int x : {ink.x - 1, ink.br().x + 1}) {
    for (int y : {ink.y - 1, ink.br().y + 1}) {
      corners.emplace_back(static_cast<float>(x / small.scale),
                           static_cast<float>(y / small.scale));
    }
  }
  cv::transform(corners, mapped, map);
  return cv::boundingRect(mapped) & cv::Rect({}, page);
}

void shear(Page& page, const SmallInk& small, const Slopes& slopes) {
  const cv::Matx23d map = shear_map(page.gray.size(), slopes);
  const cv::Rect print = print_when_mapped(small, map, page.gray.size());
  cv::Mat out(page.gray.size(), CV_8UC1, cv::Scalar(255));
  if (!print.empty()) sheared(page.gray, slopes, print).copyTo(out(print));
  page.gray = out;
  cv::Matx23d back;
  cv::invertAffineTransform(map, back);
  page.to_points = page.to_points * cv::Matx33d(back(0, 0), back(0, 1), back(0, 2), back(1, 0),
                                                back(1, 1), back(1, 2), 0, 0, 1);
}

// Where each node's pixel lay: `across` is constant along verticals (as a function of y and x),
// `down` along horizontals, both on the page as turned by `turn`, reduced by `scale`.
cv::Mat dewarp_map_of(const Page& page, const Level& across, const Level& down, const Frame& frame,
                      double scale, const cv::Matx23d& back) {
  const int step = Page::kDewarpStep;
  cv::Mat map(page.gray.rows / step + 2, page.gray.cols / step + 2, CV_32FC2);
  for (int j = 0; j < map.rows; ++j) {
    for (int i = 0; i < map.cols; ++i) {
      const cv::Point2d wanted = frame.in({i * step * scale, j * step * scale});
      cv::Point2d p = wanted;
      for (int round = 0; round < kSolve; ++round) {
        p += wanted - cv::Point2d(across.at(p.y, p.x), down.at(p.x, p.y));
      }
      p = (p * frame.half + frame.middle) / scale;
      const cv::Matx21d lay = back * cv::Matx31d(p.x, p.y, 1);
      map.at<cv::Point2f>(j, i) = {static_cast<float>(lay(0)), static_cast<float>(lay(1))};
    }
  }
  return map;
}

void apply_map(Page& page) {
  const int step = Page::kDewarpStep;
  cv::Mat map(page.gray.size(), CV_32FC2);
  for (int y = 0; y < map.rows; ++y) {
    const int j = y / step;
    const float v = static_cast<float>(y % step) / step;
    const auto* above = page.dewarp_map.ptr<cv::Point2f>(j);
    const auto* below = page.dewarp_map.ptr<cv::Point2f>(j + 1);
    auto* out = map.ptr<cv::Point2f>(y);
    for (int x = 0; x < map.cols; ++x) {
      const int i = x / step;
      const float u = static_cast<float>(x % step) / step;
      out[x] = (1 - v) * ((1 - u) * above[i] + u * above[i + 1]) +
               v * ((1 - u) * below[i] + u * below[i + 1]);
    }
  }
  cv::Mat out;
  cv::remap(page.gray, out, map, {}, cv::INTER_CUBIC, cv::BORDER_CONSTANT, 255);
  page.gray = out;
}

// Of a page that, turned by `skew` degrees, has rows and columns with these slopes.
Slopes total_slopes(double skew, double rows, double columns) {
  if (std::abs(rows + columns) < kRightAngle) columns = -rows;
  const double turn = skew * std::numbers::pi / 180;
  return {std::tan(turn + std::atan(rows)), -std::tan(turn - std::atan(columns))};
}

// From where to where traces reach down the page, of rules across or, `down`, of rules down (whose
// points are of the page laid on its side).
std::pair<double, double> reach_of(const std::vector<Trace>& traces, bool down) {
  double from = 1e9, to = -1e9;
  for (const Trace& t : traces) {
    for (const cv::Point2d& p : {t.points.front(), t.points.back()}) {
      from = std::min(from, down ? p.x : p.y);
      to = std::max(to, down ? p.x : p.y);
    }
  }
  return {from, to};
}

// Whether rules across lie all along the rules down, so that they show how the page's slope
// changes.
bool are_all_along(const std::vector<Trace>& rows, const std::vector<Trace>& columns) {
  const auto [top, bottom] = reach_of(rows, false);
  const auto [from, to] = reach_of(columns, true);
  return std::min(bottom, to) - std::max(top, from) >= kAllAlong * (to - from);
}

void add_dashed(std::vector<Trace>& rules, const cv::Mat& ink, double mm) {
  const std::vector<Trace> dashed = dashed_traces(ink, mm);
  rules.insert(rules.end(), dashed.begin(), dashed.end());
}

}  // namespace

void dewarp(Page& page, const SmallInk& small, double skew) {
  const cv::Point2d centre(small.ink.cols / 2.0, small.ink.rows / 2.0);
  cv::Mat turned;
  cv::warpAffine(small.ink, turned, cv::getRotationMatrix2D(centre, skew, 1), small.ink.size(),
                 cv::INTER_NEAREST);
  const cv::Mat on_its_side = turned.t();
  std::vector<Trace> columns = rule_traces(on_its_side, small.mm);
  if (columns.size() < kEnough) add_dashed(columns, on_its_side, small.mm);
  // Short strokes, of a stain, say, or of two rows of a table, tell nothing of a whole page.
  double length = 0;
  for (const Trace& t : columns) length += length_of(t);
  if (length < kEnoughDown * small.mm) columns.clear();
  std::vector<Trace> rows = rule_traces(turned, small.mm);
  // A table with few solid rules, or a part of it without, may have others.
  if (!are_enough(rows, small.mm) || !are_all_along(rows, columns)) {
    add_dashed(rows, turned, small.mm);
  }
  const auto add_text = [&] {
    const std::vector<Trace> text = text_traces(turned, small.mm);
    rows.insert(rows.end(), text.begin(), text.end());
  };
  const bool ruled = are_enough(rows, small.mm);  // then text tells nothing of its slope
  if (!ruled) add_text();
  const double slope = common_slope(rows);
  const double upright = columns.size() >= kEnough ? common_slope(columns) : -slope;
  const bool flat = unevenness(rows, slope, small.mm) < kFlat &&
                    unevenness(columns, upright, small.mm) < kFlat &&
                    keystone(rows, small.mm) < kKeystone && keystone(columns, small.mm) < kKeystone;
  if (flat) {
    const Slopes slopes = total_slopes(skew, slope, upright);
    if (std::abs(slopes.rows) >= kLeastSlope || slopes.columns != -slopes.rows) {
      shear(page, small, slopes);
    }
    return;
  }
  if (ruled) add_text();
  const Frame frame{centre, small.ink.rows / 2.0};
  const Frame sideways{{centre.y, centre.x}, frame.half};
  Level down, across;
  down.fit(rows, frame, small.mm);
  if (!columns.empty()) across.fit(columns, sideways, small.mm);
  const cv::Point2d middle(page.gray.cols / 2.0, page.gray.rows / 2.0);
  cv::Mat back;
  cv::invertAffineTransform(cv::getRotationMatrix2D(middle, skew, 1), back);
  page.dewarp_map =
      dewarp_map_of(page, across, down, frame, small.scale, cv::Matx23d(back.ptr<double>()));
  apply_map(page);
}

}  // namespace gouji
