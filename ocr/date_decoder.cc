#include "ocr/date_decoder.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "ocr/digit_decoder.h"

namespace gouji {
namespace {

constexpr double kLeastSeen = 0.1;  // probability from which a figure is taken into account
// In ems. The network sees a figure half a step to either side of its middle, a 1 one and a half.
constexpr double kLeastPitch = 0.38, kMostPitch = 1.15;  // distance of the figures of a number
constexpr double kUneven = 0.2;  // difference of two such distances in a line
// What stands between two numbers: 1 and the air around it, less than with a figure overlooked.
constexpr double kSeparate = 0.75, kSpaced = 1.35;
constexpr double kUnevenGaps = 0.3;  // difference of the two
constexpr double kNext = 0.1;        // from where the next figure of a number would stand

constexpr char kCentury[] = "20";
constexpr int kAnything = static_cast<int>(kDigitAlphabet.find('?')) + 1;  // class

cv::Mat probabilities(const cv::Mat& logits) {
  cv::Mat out, most, sum;
  cv::reduce(logits, most, 0, cv::REDUCE_MAX);
  cv::exp(logits - cv::repeat(most, logits.rows, 1), out);
  cv::reduce(out, sum, 0, cv::REDUCE_SUM);
  return out / cv::repeat(sum, logits.rows, 1);
}

// A figure that the network sees.
struct Figure {
  double at = 0;  // step
  int digit = 0;
  double probability = 0;
};

// From left to right. A figure is seen at one or two steps, and nothing between two that are alike.
std::vector<Figure> find_figures(const cv::Mat& p) {
  std::vector<Figure> out;
  for (int t = 1; t + 1 < p.cols; ++t) {
    for (int d = 0; d < 10; ++d) {
      const float before = p.at<float>(d + 1, t - 1), here = p.at<float>(d + 1, t),
                  after = p.at<float>(d + 1, t + 1);
      if (here < kLeastSeen || before >= here || after > here) continue;
      out.push_back({t + (after - before) / (before + here + after), d, here});
    }
  }
  return out;
}

// One or two figures that stand together.
struct Number {
  double first = 0, last = 0;  // where they stand
  int value = 0;
  double probability = 0;
};

class Search {
 public:
  Search(const cv::Mat& p, double em) : p_(p), em_(em), figures_(find_figures(p)) {
    for (const Figure& tens : figures_) {
      for (const Figure& ones : figures_) {
        const double pitch = ones.at - tens.at;
        if (pitch < kLeastPitch * em_ || pitch > kMostPitch * em_) continue;
        years_.push_back(joined(tens, ones));
        if (tens.digit > 0) numbers_.push_back(years_.back());
      }
      if (tens.digit > 0) numbers_.push_back({tens.at, tens.at, tens.digit, tens.probability});
    }
  }

  std::optional<Alternative> best() {
    for (const Number& year : years_) follow(year);
    std::optional<Alternative> out;
    double sum = 0;
    for (const auto& [date, score] : scores_) {
      sum += score;
      if (!out || score > out->probability) out = {date, score};
    }
    if (out) out->probability *= out->probability / sum;
    return out;
  }

 private:
  Number joined(const Figure& tens, const Figure& ones) const {
    double inside = 0;
    for (const Figure& f : figures_) {
      const double off = kLeastPitch * em_;
      if (f.at >= tens.at + off && f.at <= ones.at - off) inside = std::max(inside, f.probability);
    }
    return {tens.at, ones.at, 10 * tens.digit + ones.digit,
            tens.probability * ones.probability * (1 - inside)};
  }

  // What stands between a number and the next, in ems.
  double between(const Number& a, const Number& b, double pitch) const {
    return (b.first - a.last - pitch) / em_;
  }

  bool even(const Number& n, double pitch) const {
    return n.first == n.last || std::abs(n.last - n.first - pitch) <= kUneven * em_;
  }

  void follow(const Number& year) {
    const double pitch = year.last - year.first;
    for (const Number& month : numbers_) {
      const double gap = between(year, month, pitch);
      if (month.value > 12 || gap < kSeparate || gap > kSpaced || !even(month, pitch)) continue;
      for (const Number& day : numbers_) {
        const double next = between(month, day, pitch);
        if (day.value > 31 || std::abs(next - gap) > kUnevenGaps || !even(day, pitch)) continue;
        const double score = year.probability * month.probability * day.probability *
                             ends(day.last, pitch, gap * em_ + pitch);
        const std::string tens = year.value < 10 ? "0" : "";
        double& most =
            scores_[kCentury + tens + std::to_string(year.value) + "年" +
                    std::to_string(month.value) + "月" + std::to_string(day.value) + "日"];
        most = std::max(most, score);
      }
    }
  }

  // How probable the network has a class about a step, at most.
  double most(int class_index, double from, double to) const {
    const int begin = std::clamp(cvCeil(from), 0, p_.cols - 1);
    const int end = std::clamp(cvFloor(to), begin, p_.cols - 1) + 1;
    double out = 0;
    cv::minMaxLoc(p_(cv::Range(class_index, class_index + 1), cv::Range(begin, end)), nullptr,
                  &out);
    return out;
  }

  // The chance that no other figure stands behind the last one: none is seen, nor does what stands
  // there, a seal's character perhaps, stand nearer than the character that ends a date.
  double ends(double last, double pitch, double gap) const {
    double figure = 0;
    for (const Figure& f : figures_) {
      if (std::abs(f.at - last - pitch) <= kUneven * em_) figure = std::max(figure, f.probability);
    }
    const double off = kNext * em_;
    const double next = most(kAnything, last + pitch - off, last + pitch + off);
    const double character = most(kAnything, last + gap / 2 - off, last + gap / 2 + 2 * off);
    return (1 - figure) * (next > character ? 1 - next : 1);
  }

  const cv::Mat& p_;
  double em_;
  std::vector<Figure> figures_;
  std::vector<Number> years_, numbers_;   // the last two figures of a year; months and days
  std::map<std::string, double> scores_;  // of each date that the figures may be
};

}  // namespace

std::optional<Alternative> decode_date(const cv::Mat& logits, double em) {
  const cv::Mat p = probabilities(logits);
  return Search(p, em).best();
}

}  // namespace gouji
