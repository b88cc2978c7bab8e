#include "ocr/digit_line.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "tests/ocr/digit_cell.h"

namespace gouji {
namespace {

int ink_columns(const cv::Mat& line) {
  cv::Mat darkest;
  cv::reduce(line, darkest, 0, cv::REDUCE_MAX);
  return cv::countNonZero(darkest > 100);
}

TEST(FindLine, DigitsAreAboutFifteenPixelsHighAtAnyResolution) {
  for (double dpi : {100, 150, 200, 300, 600}) {
    cv::Mat line = find_line(print_cell("38", {.dpi = dpi})).pixels;
    cv::Mat darkest;
    cv::reduce(line, darkest, 1, cv::REDUCE_MAX);
    EXPECT_EQ(line.rows, kLineHeight);
    EXPECT_NEAR(cv::countNonZero(darkest > 100), 15, 2) << dpi << " dpi";
  }
}

TEST(FindLine, InkIsAboutTwoHundredWhateverThePaper) {
  for (int paper : {255, 220, 170}) {
    double darkest = 0;
    cv::minMaxLoc(find_line(print_cell("8", {.paper = paper})).pixels, nullptr, &darkest);
    EXPECT_NEAR(darkest, 200, 2) << "paper " << paper;
  }
}

TEST(FindLine, TakesOutRulesAtTheBorders) {
  int without = ink_columns(find_line(print_cell("205")).pixels);
  for (double rule : {0.5, 1.0, 1.5}) {
    EXPECT_NEAR(ink_columns(find_line(print_cell("205", {.rule = rule})).pixels), without, 4)
        << rule;
  }
}

TEST(FindLine, TakesOutRulesThatLieAslant) {
  cv::Mat cell = scan_cell(print_cell("205", {.rule = 1}), 1.2, 0, 0);
  EXPECT_NEAR(ink_columns(find_line(cell).pixels), ink_columns(find_line(print_cell("205")).pixels),
              6);
}

TEST(FindLine, PutsWrappedLinesBehindEachOther) {
  cv::Mat one = find_line(print_cell("10451045", {.width = 90, .height = 30})).pixels;
  cv::Mat two = find_line(print_cell("10451045", {.width = 24, .height = 30})).pixels;
  EXPECT_NEAR(ink_columns(two), ink_columns(one), 16);
}

// As many columns as the bar is wide are dark from top to bottom, as no digit's are.
TEST(FindLine, PutsABarBetweenLinesOfWhichTheFirstIsNotFull) {
  const auto bar = [](const cv::Mat& cell) {
    cv::Mat darkest;
    cv::reduce(find_line(cell).pixels, darkest, 0, cv::REDUCE_MIN);
    return cv::countNonZero(darkest > 100);
  };
  cv::Mat both;
  cv::vconcat(print_cell("11", {.width = 40}), print_cell("10", {.width = 40}), both);
  EXPECT_EQ(bar(both), 2);
  EXPECT_EQ(bar(print_cell("10451045", {.width = 24, .height = 30})), 0);
}

TEST(FindLine, LeavesOutASpeckFarFromTheFigure) {
  cv::Mat cell = print_cell("7", {.width = 200});
  int clean = find_line(cell).pixels.cols;
  cv::circle(cell, {20, 30}, 1, cv::Scalar(0), -1);
  EXPECT_NEAR(find_line(cell).pixels.cols, clean, 1);
}

TEST(FindLine, KeepsTwoFiguresFarApart) {
  cv::Mat cell = print_cell("7", {.width = 200});
  cv::Mat right = print_cell("7", {.width = 200});
  cv::Mat both;
  cv::hconcat(cell, right, both);
  EXPECT_NEAR(ink_columns(find_line(both).pixels), 2 * ink_columns(find_line(cell).pixels), 3);
}

TEST(FindLine, ABlankCellGivesAShortLine) {
  EXPECT_LE(find_line(print_cell("", {.rule = 1})).pixels.cols, 2 * kLineHeight);
}

// A bar at the left border, as high as a digit and in its place, or as thin and high as a rule.
cv::Mat with_bar(cv::Mat cell, int x, double share) {
  int height = cvRound(share * cell.rows);
  cell(cv::Rect(x, (cell.rows - height) / 2, 2, height)) = cv::Scalar(0);
  return cell;
}

TEST(FindLine, DoubtsWhereWhatIsTakenForARuleMayBeAOne) {
  CellStyle narrow = {.width = 12};
  EXPECT_EQ(find_line(with_bar(print_cell(""), 0, 0.4)).loss, PrintLoss::kInside);
  EXPECT_EQ(find_line(with_bar(print_cell("0", narrow), 0, 0.35)).loss, PrintLoss::kInside);
}

TEST(FindLine, DoubtsNotWhereARuleIsPlain) {
  EXPECT_EQ(find_line(print_cell("0")).loss, PrintLoss::kNone);
  EXPECT_EQ(find_line(print_cell("", {.rule = 1})).loss, PrintLoss::kNone);
  EXPECT_EQ(find_line(with_bar(print_cell(""), 0, 1)).loss, PrintLoss::kNone);
  EXPECT_EQ(find_line(with_bar(print_cell("0"), 0, 0.4)).loss, PrintLoss::kNone);
}

// As spreadsheets set figures: in a corner of a cell for a label of several lines.
TEST(FindLine, AFigureInACornerOfAHighCellIsNoRules) {
  for (const char* figure : {"0", "2", "5", "8"}) {
    SCOPED_TRACE(figure);
    const cv::Mat print = print_cell(figure, {.width = 10, .height = 14});
    cv::Mat cell(140, 95, CV_8UC1, cv::Scalar(255));
    const cv::Rect ink = cv::boundingRect(print < 128);
    print(ink).copyTo(cell(cv::Rect(cell.cols - ink.width - 2, 3, ink.width, ink.height)));
    const DigitLine line = find_line(cell);
    EXPECT_NEAR(line.height, ink.height, 2);
  }
}

// What is taken for a rule's is told, by its height: it may be a 1.
TEST(FindLine, TellsHowHighAPieceIsThatItTakesForARules) {
  cv::Mat cell(140, 95, CV_8UC1, cv::Scalar(255));
  cv::rectangle(cell, {90, 2, 3, 19}, cv::Scalar(0), cv::FILLED);
  const DigitLine line = find_line(cell);
  EXPECT_EQ(line.height, 0);
  EXPECT_NEAR(line.dropped, 19, 2);
}

TEST(FindLine, TakesAnyImage) {
  for (cv::Size size : {cv::Size(0, 0), cv::Size(1, 1), cv::Size(3, 200), cv::Size(200, 3),
                        cv::Size(5, 5), cv::Size(12, 2000), cv::Size(2000, 12)}) {
    for (int level : {0, 128, 255}) {
      cv::Mat line = find_line(cv::Mat(size, CV_8U, cv::Scalar(level))).pixels;
      EXPECT_EQ(line.rows, kLineHeight) << size;
      EXPECT_LE(line.cols, kMaxLineWidth) << size;
      EXPECT_GE(line.cols, 1) << size;
    }
  }
}

// A figure with a smaller 2 behind it, whose foot is `raised` of the digits' height above theirs.
cv::Mat with_mark(const char* figure, double raised) {
  cv::Mat cell = print_cell(figure, {.width = 40}), two = print_cell("2");
  const cv::Rect digits = cv::boundingRect(cell < 128);
  cv::Mat mark;
  cv::resize(two(cv::boundingRect(two < 128)), mark, {}, 0.6, 0.6, cv::INTER_AREA);
  const int foot = digits.br().y - cvRound(raised * digits.height);
  mark.copyTo(cell(cv::Rect({digits.br().x + 2, foot - mark.rows}, mark.size())));
  return cell;
}

TEST(FindLine, AMarkOfANoteBehindAFigureIsInDoubt) {
  for (const char* figure : {"1", "306", "20.58"}) {
    EXPECT_EQ(find_line(with_mark(figure, 0.5)).loss, PrintLoss::kInside) << figure;
  }
  EXPECT_EQ(find_line(with_mark("306", 0)).loss, PrintLoss::kNone);
  EXPECT_EQ(find_line(print_cell("306")).loss, PrintLoss::kNone);
}

}  // namespace
}  // namespace gouji
