#include "ocr/digit_network.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/ocr/digit_cell.h"

namespace gouji {
namespace {

class DigitNetworkTest : public testing::Test {
 protected:
  std::string read(const cv::Mat& cell) { return network_.read({cell})[0].text(); }

  DigitNetwork network_{GOUJI_DATA_DIR "/digits"};
};

TEST_F(DigitNetworkTest, ReadsWhatStandsInCells) {
  struct {
    const char* printed;
    const char* read;
  } cases[] = {
      {"0", "0"},         {"1", "1"},
      {"11", "11"},       {"00", "00"},
      {"1111", "1111"},   {"3001", "3001"},
      {"10", "10"},       {"7730.28", "7730.28"},
      {"0.092", "0.092"}, {"89.343", "89.343"},
      {"1,036", "1,036"}, {"+1036", "+1036"},
      {"-3", "-3"},       {"", ""},
      {"-", "-"},         {"—", "-"},
      {"/", "/"},         {"1036254", "1036254"},
  };
  for (const auto& c : cases) {
    for (const char* font : {"Liberation Serif 10", "Liberation Sans 9", "DejaVu Sans 10"}) {
      EXPECT_EQ(read(print_cell(c.printed, {.font = font})), c.read) << c.printed << ", " << font;
    }
  }
}

TEST_F(DigitNetworkTest, ReadsFullWidthDigitsAsOrdinaryOnes) {
  EXPECT_EQ(read(print_cell("１０５", {.font = "AR PL UMing CN 10"})), "105");
}

TEST_F(DigitNetworkTest, ANoteIsNoNumber) {
  for (const char* note : {"无", "22（其中修订16件）", "251000元"}) {
    EXPECT_EQ(read(print_cell(note, {.font = "AR PL UMing CN 9", .width = 100})), "?") << note;
  }
}

TEST_F(DigitNetworkTest, ReadsTheDateOfALine) {
  const struct {
    const char *printed, *date;
  } cases[] = {
      {"2022年1月16日", "2022年1月16日"},
      {"2025年12月3日", "2025年12月3日"},
      {"（2020年3月31日）", "2020年3月31日"},
      {"政府信息公开工作", ""},
      {"办公室2022年度", ""},
      {"", ""},
  };
  for (const auto& c : cases) {
    const cv::Mat line = print_cell(c.printed, {.font = "AR PL UMing CN 16", .width = 220});
    const auto date = network_.read_date(line, 0.92 * 16 * 200 / 72);
    EXPECT_EQ(date ? date->text : "", c.date) << c.printed;
  }
}

TEST_F(DigitNetworkTest, ReadsBadScans) {
  for (const char* printed : {"0", "8", "36", "1098", "0.27"}) {
    for (double degrees : {-1.0, 0.7}) {
      cv::Mat cell = scan_cell(print_cell(printed, {.rule = 0.75}), degrees, 1.0, 12);
      EXPECT_EQ(read(cell), printed) << degrees << " degrees";
    }
  }
}

TEST_F(DigitNetworkTest, ReadsAnyResolution) {
  for (double dpi : {100, 150, 300, 600}) {
    EXPECT_EQ(read(print_cell("2086", {.dpi = dpi})), "2086") << dpi << " dpi";
  }
}

TEST_F(DigitNetworkTest, JoinsFiguresThatAreWrapped) {
  EXPECT_EQ(read(print_cell("104563", {.width = 18, .height = 32})), "104563");
}

TEST_F(DigitNetworkTest, ADecimalPointIsNeverLostWithoutDoubt) {
  for (const char* font : {"Liberation Serif 10", "Liberation Sans 9", "DejaVu Sans 8"}) {
    for (double blur : {0.5, 0.9, 1.3}) {
      for (const char* printed : {".88", "1.5", "13.07"}) {
        Reading reading = network_.read(
            {scan_cell(print_cell(printed, {.font = font, .dpi = 150}), 0.5, blur, 8)})[0];
        EXPECT_TRUE(reading.text() == printed || reading.probability() < 0.99)
            << printed << " in " << font << ", blur " << blur << ": " << reading.text();
      }
    }
  }
}

TEST_F(DigitNetworkTest, IsSureOfCleanPrintAndNotOfABlot) {
  EXPECT_GT(network_.read({print_cell("27")})[0].probability(), 0.99);
  cv::Mat blot = print_cell("27");
  blot(cv::Rect(blot.cols * 2 / 5, blot.rows / 4, blot.cols / 5, blot.rows / 2)) = cv::Scalar(20);
  EXPECT_LT(network_.read({blot})[0].probability(), 0.999);
}

// `cell` with its print moved to the right, `gap` pixels from the edge.
cv::Mat print_at_right(const std::string& text, double width, int gap) {
  const cv::Mat cell = print_cell(text, {.font = "Liberation Sans 10", .dpi = 200, .width = width});
  const cv::Rect ink = cv::boundingRect(cell < 200);
  cv::Mat out(cell.size(), CV_8UC1, cv::Scalar(255));
  cell(ink).copyTo(out(cv::Rect(cell.cols - gap - ink.width, ink.y, ink.width, ink.height)));
  return out;
}

TEST_F(DigitNetworkTest, IsSureOfAFigureAtTheSideOfAWideCell) {
  for (const char* text : {"0", "154", "5331"}) {
    // What JPEG leaves around print: a tenth as dark.
    cv::Mat cell = print_at_right(text, 300, 8);
    cell.at<uchar>(cell.rows / 4, cell.cols - 4) = 230;
    cell.at<uchar>(cell.rows / 2, cell.cols - 1) = 230;
    const Reading reading = network_.read({cell})[0];
    EXPECT_EQ(reading.text(), text);
    EXPECT_GT(reading.probability(), 0.99) << text;
  }
}

TEST_F(DigitNetworkTest, AFigureAtARuleIsLookedAtWithTheRule) {
  cv::Mat wider = print_at_right("35", 40, 4);
  const cv::Mat interior = wider.colRange(0, wider.cols - 5).clone();
  wider.colRange(wider.cols - 2, wider.cols).setTo(0);
  EXPECT_LT(network_.read({interior})[0].probability(), 0.99);
  const Reading reading = network_.read({interior}, {wider})[0];
  EXPECT_EQ(reading.text(), "35");
  EXPECT_GT(reading.probability(), 0.99);
}

TEST_F(DigitNetworkTest, FiguresAtTheSideOfTheirCellsAreSureWhereATableSetsThemThere) {
  const auto least_sure = [this](const std::vector<const char*>& texts) {
    std::vector<cv::Mat> cells;
    for (const char* text : texts) cells.push_back(print_at_right(text, 80, 0));
    double least = 1;
    for (const Reading& reading : network_.read(cells)) {
      least = std::min(least, reading.probability());
    }
    return least;
  };
  EXPECT_GT(least_sure({"0", "35", "0", "153", "28", "6", "16", "60"}), 0.99);
  EXPECT_LT(least_sure({"0", "35", "28"}), 0.99) << "few";
  EXPECT_LT(least_sure({"0", "0", "0", "0", "0", "0"}), 0.99) << "what is cut alike looks alike";
}

// A table's figures, and slashes clear of their cells' sides.
std::vector<cv::Mat> struck_out(const char* figure, const char* slash) {
  std::vector<cv::Mat> cells(12, print_cell(figure, {.font = "Liberation Sans 10"}));
  for (int i = 0; i < 3; ++i) cells.push_back(print_cell(slash, {.font = "Liberation Sans 10"}));
  return cells;
}

// The chance of a slash in the last of a table's cells.
double chance_of_slash(DigitNetwork& network, std::vector<cv::Mat> cells, const cv::Mat& cell) {
  cells.push_back(cell);
  const Reading reading = network.read(cells).back();
  return reading.text() == "/" ? reading.probability() : 0;
}

TEST_F(DigitNetworkTest, ASlashAtTheSideOfItsCellIsSureWhereOthersAreAndAsHighAsFigures) {
  const cv::Mat slash = print_at_right("/", 40, 0);
  EXPECT_GT(chance_of_slash(network_, struck_out("27", "/"), slash), 0.99);
  EXPECT_LT(chance_of_slash(network_, struck_out("27", "0"), slash), 0.99) << "it is the only one";
  EXPECT_LT(chance_of_slash(network_, struck_out("", "/"), slash), 0.99) << "no figure is known";
  EXPECT_LT(chance_of_slash(network_, struck_out("2", "/"),
                            print_at_right("/", 40, 0).rowRange(0, slash.rows * 3 / 5)),
            0.99)
      << "it is cut";
}

// What the edge leaves of it may look like a slash.
TEST_F(DigitNetworkTest, AFourThatIsCutIsNoSureSlash) {
  for (int left : {7, 8, 9, 10}) {
    cv::Mat cell = print_cell("4", {.font = "DejaVu Serif 10", .dpi = 200, .width = 40});
    cell = scan_cell(cell, 0, 0.6, 0);
    const cv::Rect ink = cv::boundingRect(cell < 160);
    const cv::Mat cut = cell.colRange(0, ink.x + left).clone();
    EXPECT_LT(chance_of_slash(network_, struck_out("27", "0"), cut), 0.99) << left;
  }
}

// Blank cells and printed ones on grainy paper, as a table has them.
TEST_F(DigitNetworkTest, GrainIsNoInkWherePrintIsMuchDarker) {
  std::vector<cv::Mat> cells;
  for (int i = 0; i < 20; ++i) {
    const cv::Mat cell = print_cell(i % 4 == 0 ? "27" : "", {.dpi = 150});
    cells.push_back(scan_cell(cell, 0, 0.5, 11));
  }
  const std::vector<Reading> readings = network_.read(cells);
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(readings[i].text(), i % 4 == 0 ? "27" : "");
    EXPECT_GT(readings[i].probability(), 0.99) << i;
  }
}

TEST_F(DigitNetworkTest, PrintThatIsFainterThanOtherPrintIsNoBlank) {
  for (const char* text : {"0", "1", "8", "306"}) {
    for (double faint : {0.5, 0.35, 0.25, 0.2}) {
      std::vector<cv::Mat> cells(20, print_cell("5", {.dpi = 200}));
      cv::Mat cell = print_cell(text, {.dpi = 200});
      cell.convertTo(cells[7], CV_8U, faint, 255 * (1 - faint));
      const Reading reading = network_.read(cells)[7];
      EXPECT_TRUE(reading.text() == text || reading.probability() < 0.99)
          << text << " " << faint << ": " << reading.text() << " " << reading.probability();
    }
  }
}

TEST_F(DigitNetworkTest, EachCellIsReadOnItsOwn) {
  std::vector<cv::Mat> cells;
  std::vector<std::string> printed;
  for (int i = 0; i < 150; ++i) {
    printed.push_back(std::to_string(i * i * 7 % 4001));
    cells.push_back(print_cell(printed.back()));
  }
  std::vector<Reading> together = network_.read(cells);
  ASSERT_EQ(together.size(), cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    EXPECT_EQ(together[i].text(), printed[i]);
    EXPECT_EQ(together[i].method, Method::kOcr);
  }
}

TEST_F(DigitNetworkTest, NoCellsNoReadings) { EXPECT_TRUE(network_.read({}).empty()); }

TEST(DigitNetworkLoading, ThrowsWithoutWeights) {
  EXPECT_THROW(make_digit_reader("/nowhere"), std::runtime_error);
}

}  // namespace
}  // namespace gouji
