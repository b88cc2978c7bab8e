// The date at a report's end, found and read without reading what else is there.
#include "ocr/closing_date.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "ocr/digit_network.h"
#include "ocr/text_reader.h"
#include "tests/ocr/digit_cell.h"

namespace gouji {
namespace {

class ClosingDateTest : public testing::Test {
 protected:
  ClosingDateTest() {
    page_.number = 4;
    page_.dpi = 200;
    page_.to_points = cv::Matx23d(72 / 200.0, 0, 0, 0, 72 / 200.0, 0);
    page_.gray = cv::Mat(2339, 1654, CV_8UC1, cv::Scalar(255));
    print("没有其他需要报告的事项。", 200, 300);
    print("青岩县财政局", 1050, 400);
  }

  // `x`, `y`: where the line begins, pixels.
  void print(const std::string& text, int x, int y) {
    const cv::Mat line = print_cell(text, {.font = "AR PL UMing CN 16", .width = 220});
    const cv::Mat ink = line(cv::boundingRect(line < 128));
    ink.copyTo(page_.gray(cv::Rect({x, y}, ink.size())));
  }

  // The lines; "all" where the page is to be read as a whole.
  std::string date() {
    const auto found = read_date(page_, page_.gray, 2023, text_, digits_);
    if (!found) return "all";
    std::string out;
    for (const TextLine& line : found->lines) out += (out.empty() ? "" : "|") + line.text;
    return out;
  }

  Page page_;
  TextReader text_;
  DigitNetwork digits_{GOUJI_DATA_DIR "/digits"};
};

TEST_F(ClosingDateTest, OfAShortLineAtTheRight) {
  print("2023年1月9日", 1080, 480);
  const auto found = read_date(page_, page_.gray, 2023, text_, digits_);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->lines.size(), 1u);
  const TextLine& line = found->lines[0];
  EXPECT_EQ(line.text, "2023年1月9日");
  EXPECT_EQ(line.page, 4);
  EXPECT_TRUE(line.from_pixels);
  EXPECT_NEAR(line.box.x0, 1080 * 72 / 200.0, 12);
  EXPECT_NEAR(line.box.y0, 480 * 72 / 200.0, 8);
  EXPECT_TRUE(found->legibility.upright);
}

TEST_F(ClosingDateTest, WhereOnlyFiguresAtTheLeftLookLikeOneAllIsRead) {
  print("2022年12月30日", 200, 380);
  EXPECT_EQ(date(), "all");
  print("2023年1月9日", 1080, 480);
  EXPECT_EQ(date(), "2023年1月9日");
}

TEST_F(ClosingDateTest, OfTwoBothAreSaid) {
  print("2023年1月9日", 1080, 480);
  print("2023年2月9日", 1080, 560);
  EXPECT_EQ(date(), "青岩县财政局|2023年1月9日|2023年2月9日");
}

TEST_F(ClosingDateTest, OneInChineseNumeralsIsNotPassedOverForAnother) {
  print("二〇二三年一月九日", 1080, 480);
  print("2023年1月15日印发", 1040, 560);
  EXPECT_THAT(date(), testing::HasSubstr("二O二三年一月九日|2023年1月15日"));
}

TEST_F(ClosingDateTest, OfAnotherYearIsNotTakenByItsFiguresAlone) {
  print("2021年1月9日", 1080, 480);
  EXPECT_EQ(date(), "青岩县财政局|2021年1月9日");
}

TEST_F(ClosingDateTest, ANameWithTheSunOrTheMoonInItIsNoDate) {
  print("日照市月湖区", 1080, 480);
  EXPECT_EQ(date(), "青岩县财政局|日照市月湖区");
}

TEST_F(ClosingDateTest, InChineseNumeralsIsReadAsText) {
  print("二〇二三年一月九日", 1080, 480);
  EXPECT_EQ(date(), "青岩县财政局|二O二三年一月九日");
}

TEST_F(ClosingDateTest, WhereThereIsNoneTheSignatureIsSaid) {
  EXPECT_EQ(date(), "青岩县财政局");
  page_.gray.setTo(255);
  EXPECT_EQ(date(), "all");
}

}  // namespace
}  // namespace gouji
