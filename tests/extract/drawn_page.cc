#include "tests/extract/drawn_page.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

namespace gouji {
namespace {

constexpr int kFiner = 3;
constexpr double kStroke = 0.09, kLeading = 1.3;  // of a character's size

}  // namespace

DrawnPage::DrawnPage(double dpi) : dpi_(dpi), scale_(dpi * kFiner / 25.4) {
  const int width = static_cast<int>(pixels(kWidth)), height = static_cast<int>(pixels(kHeight));
  fine_ = cv::Mat(height * kFiner, width * kFiner, CV_8UC1, cv::Scalar(255));
}

DrawnPage& DrawnPage::fill(double x0, double y0, double x1, double y1, int gray) {
  const auto at = [this](double mm) { return static_cast<int>(std::lround(mm * scale_)); };
  const cv::Rect box(cv::Point(at(x0), at(y0)),
                     cv::Point(std::max(at(x1), at(x0) + 1), std::max(at(y1), at(y0) + 1)));
  fine_(box & cv::Rect(0, 0, fine_.cols, fine_.rows)).setTo(gray);
  return *this;
}

DrawnPage& DrawnPage::rule(double x0, double y0, double x1, double y1, double thickness) {
  const double half = thickness / 2;
  return fill(x0 - half, y0 - half, x1 + half, y1 + half, 0);
}

DrawnPage& DrawnPage::erase(double x0, double y0, double x1, double y1) {
  return fill(x0, y0, x1, y1, 255);
}

DrawnPage& DrawnPage::character(char32_t which, double x, double y, double size) {
  const double half = kStroke * size / 2;
  const auto across = [&](double at) {
    fill(x + 0.08 * size, y + at * size - half, x + 0.92 * size, y + at * size + half, 0);
  };
  const auto down = [&](double at) {
    fill(x + at * size - half, y + 0.08 * size, x + at * size + half, y + 0.92 * size, 0);
  };
  if (which == U'三' || which == U'田') across(0.5);
  if (which == U'川' || which == U'田') down(0.5);
  if (which != U'川') across(0.08), across(0.92);
  if (which != U'三') down(0.08), down(0.92);
  return *this;
}

DrawnPage& DrawnPage::text(double x0, double y0, double x1, double y1, double size) {
  static constexpr std::u32string_view kText = U"田口三田川口田三";
  static constexpr double kHeights[] = {1, 0.85, 0.7, 0.92,
                                        0.78};  // 日 is as high as a line, 四 not
  size_t i = 0;
  for (double y = y0; y + size <= y1 + 0.01; y += kLeading * size) {
    for (double x = x0; x + size <= x1 + 0.01; x += size, ++i) {
      const double own = size * kHeights[i % std::size(kHeights)], margin = (size - own) / 2;
      character(kText[i % kText.size()], x + margin, y + margin, own);
    }
  }
  return *this;
}

DrawnPage& DrawnPage::table(const DrawnTable& t) {
  const double left = t.xs.front(), right = t.xs.back();
  const double top = t.ys.front(), bottom = t.ys.back();
  const auto inner = [&](double x0, double y0, double x1, double y1) {
    if (t.dot == 0) {
      rule(x0, y0, x1, y1, t.rule);
      return;
    }
    const bool down = x0 == x1;
    for (double at = 0; at < (down ? y1 - y0 : x1 - x0); at += t.dot + t.space) {
      const double half = t.rule / 2;
      down ? fill(x0 - half, y0 + at, x0 + half, y0 + at + t.dot, 0)
           : fill(x0 + at, y0 - half, x0 + at + t.dot, y0 + half, 0);
    }
  };
  for (size_t i = 1; i + 1 < t.xs.size(); ++i) inner(t.xs[i], top, t.xs[i], bottom);
  for (size_t i = 1; i + 1 < t.ys.size(); ++i) inner(left, t.ys[i], right, t.ys[i]);
  for (const cv::Rect& m : t.merged) {
    const double edge = t.rule;
    erase(t.xs[m.x] + edge, t.ys[m.y] + edge, t.xs[m.x + m.width] - edge,
          t.ys[m.y + m.height] - edge);
  }
  for (const double inset : {0.0, t.double_outer}) {
    const double x0 = left + inset, x1 = right - inset, y0 = top + inset, y1 = bottom - inset;
    if (t.sides) rule(x0, y0, x0, y1, t.outer), rule(x1, y0, x1, y1, t.outer);
    if (t.top) rule(x0, y0, x1, y0, t.outer);
    if (t.bottom) rule(x0, y1, x1, y1, t.outer);
  }
  return *this;
}

Page DrawnPage::page(double degrees) const {
  Page page;
  page.number = 1;
  page.dpi = dpi_;
  page.width = kWidth / 25.4 * 72;
  page.height = kHeight / 25.4 * 72;
  page.to_points = {72 / dpi_, 0, 0, 0, 72 / dpi_, 0};
  cv::Mat turned = fine_;
  if (degrees != 0) {
    const cv::Point2f middle(static_cast<float>(fine_.cols) / 2,
                             static_cast<float>(fine_.rows) / 2);
    cv::warpAffine(fine_, turned, cv::getRotationMatrix2D(middle, degrees, 1), fine_.size(),
                   cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar(255));
  }
  cv::resize(turned, page.gray, {}, 1.0 / kFiner, 1.0 / kFiner, cv::INTER_AREA);
  return page;
}

}  // namespace gouji
