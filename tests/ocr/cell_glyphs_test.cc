#include "ocr/cell_glyphs.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>
#include <string>

namespace gouji {
namespace {

// A page with four pixels a point, and characters of 10 points on it as if at 12 pt type.
class PrintedPage {
 public:
  PrintedPage() {
    page_.number = 1;
    page_.width = page_.height = 100;
    page_.dpi = 4 * 72;
    page_.gray = cv::Mat(400, 400, CV_8UC1, cv::Scalar(255));
    page_.to_points = {0.25, 0, 0, 0, 0.25, 0};
  }

  // In a box 6 points wide and 12 high.
  Glyph character(const char* text, double x, double y, int level = 0) {
    Glyph glyph;
    glyph.text = text;
    glyph.box = {x, y, x + 6, y + 12};
    glyph.size = 12;
    glyph.level = level;
    ink(x + 1, y + 2.5, x + 5, y + 9.5, level);
    return glyph;
  }
  std::vector<Glyph> figure(const std::string& digits, double x, double y, int level = 0) {
    std::vector<Glyph> out;
    for (const char digit : digits) {
      out.push_back(character(std::string(1, digit).c_str(), x, y, level));
      x += 6;
    }
    return out;
  }
  PrintedPage& line(double x0, double x1, double y) {
    ink(x0, y, x1, y + 0.6, 0);
    return *this;
  }

  const Page& page() const { return page_; }

 private:
  void ink(double x0, double y0, double x1, double y1, int level) {
    cv::rectangle(page_.gray, cv::Point2d(4 * x0, 4 * y0), cv::Point2d(4 * x1 - 1, 4 * y1 - 1),
                  level, cv::FILLED);
  }

  Page page_;
};

std::string text_of(const std::vector<Glyph>& line) {
  std::string text;
  for (const Glyph& g : line) text += g.text;
  return text;
}

TEST(DropFaint, TakesAWatermarkOutOfACell) {
  PrintedPage printed;
  std::vector<std::vector<Glyph>> cells = {printed.figure("12", 10, 10),
                                           printed.figure("2025", 40, 10, 190),
                                           printed.figure("345", 10, 40)};
  cells[2].push_back(printed.character("6", 28, 40, 190));
  EXPECT_EQ(drop_faint(printed.page(), cells), (std::vector<bool>{false, true, true}));
  EXPECT_EQ(text_of(cells[0]), "12");
  EXPECT_EQ(text_of(cells[1]), "");
  EXPECT_EQ(text_of(cells[2]), "345");
}

// What a watermark is printed over makes its place as dark as print.
TEST(DropFaint, GoesByColourWhereAWatermarkCrossesPrint) {
  PrintedPage printed;
  const Glyph mark = printed.character("5", 12, 10, 190);
  std::vector<std::vector<Glyph>> cells = {printed.figure("12", 10, 10)};
  cells[0].push_back(mark);
  drop_faint(printed.page(), cells);
  EXPECT_EQ(text_of(cells[0]), "12");
}

TEST(DropFaint, LeavesATableInGray) {
  PrintedPage printed;
  std::vector<std::vector<Glyph>> cells = {printed.figure("12", 10, 10, 150),
                                           printed.figure("34", 10, 40, 150)};
  EXPECT_EQ(drop_faint(printed.page(), cells), (std::vector<bool>{false, false}));
}

TEST(DropDeleted, TakesOutWhatIsCrossedOut) {
  PrintedPage printed;
  std::vector<Glyph> line = printed.figure("1235", 10, 10);
  printed.line(10, 22, 16).line(22, 34, 20.5);
  EXPECT_TRUE(drop_deleted(printed.page(), line));
  EXPECT_EQ(text_of(line), "35");
}

TEST(DropDeleted, TheBarOfA4IsNoLineThroughIt) {
  PrintedPage printed;
  std::vector<Glyph> line = printed.figure("954", 10, 10);
  printed.line(22, 28, 16);
  EXPECT_FALSE(drop_deleted(printed.page(), line));
  EXPECT_EQ(text_of(line), "954");
}

TEST(DropDeleted, A4BesideACrossedOutDigitMayBeCrossedOut) {
  PrintedPage printed;
  std::vector<Glyph> line = printed.figure("1412", 10, 10);
  printed.line(10, 22, 16);
  EXPECT_TRUE(drop_deleted(printed.page(), line));
  EXPECT_EQ(text_of(line), "12");
}

TEST(DropDeleted, AnUnderlinedDigitBesideAnotherIsARevision) {
  PrintedPage printed;
  std::vector<Glyph> line = printed.figure("42", 10, 10);
  printed.line(16, 22, 20.5);
  EXPECT_TRUE(drop_deleted(printed.page(), line));
  EXPECT_EQ(text_of(line), "42");
}

TEST(DropDeleted, AFigureUnderlinedAsAWholeIsNone) {
  PrintedPage printed;
  std::vector<Glyph> line = printed.figure("42", 10, 10);
  printed.line(10, 22, 20.5);
  EXPECT_FALSE(drop_deleted(printed.page(), line));
}

TEST(DropDeleted, AFigureThatIsCrossedOutAsAWholeStaysAndIsARevision) {
  PrintedPage printed;
  std::vector<Glyph> line = printed.figure("817", 10, 10);
  printed.line(10, 28, 16);
  EXPECT_TRUE(drop_deleted(printed.page(), line));
  EXPECT_EQ(text_of(line), "817");
}

TEST(MarkNotes, SmallDigitsAreMarks) {
  PrintedPage printed;
  std::vector<Glyph> line = printed.figure("2012", 10, 10);
  for (size_t i = 2; i < 4; ++i) {
    line[i].size = 8;
    line[i].box.y0 = 9;
    line[i].box.y1 = 17;
  }
  mark_notes(line);
  EXPECT_EQ(text_of(line), "20₁₂");
}

TEST(MarkNotes, SoAreSmallDigitsBeforeAFigure) {
  PrintedPage printed;
  std::vector<Glyph> line = printed.figure("38", 10, 10);
  line[0].size = 8;
  mark_notes(line);
  EXPECT_EQ(text_of(line), "₃8");
}

}  // namespace
}  // namespace gouji
