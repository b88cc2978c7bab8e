#include "ocr/shear.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace gouji {
namespace {

// Of a page that is to be turned counter-clockwise by `degrees`.
Slopes slopes_of(double degrees) {
  const double slope = std::tan(degrees * std::numbers::pi / 180);
  return {slope, -slope};
}

// Soft spots all over, whose place is known to a fraction of a pixel.
cv::Mat spots(cv::Size size) {
  cv::Mat out(size, CV_8UC1, cv::Scalar(255));
  for (int y = 30; y < size.height; y += 60) {
    for (int x = 30; x < size.width; x += 60) cv::circle(out, {x, y}, 5, cv::Scalar(0), -1);
  }
  cv::GaussianBlur(out, out, {0, 0}, 2);
  return out;
}

cv::Point2d middle_of_ink(const cv::Mat& gray) {
  const cv::Moments m = cv::moments(255 - gray);
  return {m.m10 / m.m00, m.m01 / m.m00};
}

TEST(Sheared, PutsWhatIsPrintedWhereTheMapSays) {
  const cv::Mat page = spots({360, 480});
  for (double degrees : {-4.0, -0.5, 0.05, 1.7}) {
    const cv::Mat out = sheared(page, slopes_of(degrees), {{}, page.size()});
    const cv::Matx23d map = shear_map(page.size(), slopes_of(degrees));
    for (const cv::Point2d& spot : {cv::Point2d(90, 90), cv::Point2d(270, 210)}) {
      const cv::Matx21d at = map * cv::Matx31d(spot.x, spot.y, 1);
      const cv::Rect around(cvRound(at(0)) - 20, cvRound(at(1)) - 20, 41, 41);
      const cv::Point2d found = middle_of_ink(out(around));
      EXPECT_NEAR(found.x + around.x, at(0), 0.05) << degrees;
      EXPECT_NEAR(found.y + around.y, at(1), 0.05) << degrees;
    }
  }
}

TEST(ShearMap, IsARotationButForTheSquareOfItsAngle) {
  const cv::Matx23d map = shear_map({1000, 1400}, slopes_of(3));
  const cv::Mat turn = cv::getRotationMatrix2D({500, 700}, 3, 1);
  const double square = std::pow(std::sin(3 * std::numbers::pi / 180), 2);
  for (int row : {0, 1}) {
    for (int column : {0, 1}) {
      EXPECT_NEAR(map(row, column), turn.at<double>(row, column), square);
    }
  }
  cv::Matx23d back;
  cv::invertAffineTransform(map, back);
  const cv::Vec2d across(back(0, 0), back(1, 0)), down(back(0, 1), back(1, 1));
  EXPECT_NEAR(across.dot(down), 0, 1e-9) << "rules across and down were not at right angles";
}

TEST(ShearMap, StraightensRowsAndColumnsThatAreNotAtRightAngles) {
  const cv::Size size(1000, 1400);
  const cv::Matx23d map = shear_map(size, {.rows = 0.01, .columns = 0.03});
  const cv::Matx21d middle = map * cv::Matx31d(500, 700, 1);
  EXPECT_NEAR((map * cv::Matx31d(900, 700 + 0.01 * 400, 1))(1), middle(1), 1e-9);
  EXPECT_NEAR((map * cv::Matx31d(500 + 0.03 * 600, 1300, 1))(0), middle(0), 1e-9);
}

TEST(Sheared, HasTheLevelsOfTheSameTurnByOpenCV) {
  const cv::Mat page = spots({360, 480});
  const cv::Mat map(shear_map(page.size(), slopes_of(0.8)));
  cv::Mat expected;
  cv::warpAffine(page, expected, map, page.size(), cv::INTER_CUBIC, cv::BORDER_REPLICATE);
  cv::Mat off;
  cv::absdiff(sheared(page, slopes_of(0.8), {{}, page.size()}), expected, off);
  EXPECT_LE(cv::norm(off, cv::NORM_INF), 6);
  EXPECT_LE(cv::mean(off)[0], 0.6);
}

TEST(Sheared, GivesAnyPartOfThePage) {
  const cv::Mat page = spots({200, 300});
  const cv::Mat all = sheared(page, slopes_of(-1.2), {{}, page.size()});
  for (const cv::Rect& part : {cv::Rect(0, 0, 50, 40), cv::Rect(111, 37, 89, 263)}) {
    EXPECT_EQ(cv::norm(sheared(page, slopes_of(-1.2), part), all(part), cv::NORM_INF), 0);
  }
}

}  // namespace
}  // namespace gouji
